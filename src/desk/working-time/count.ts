import { tehranDay, tehranInstant, tehranTime } from '../../persian/index.js'
import type { WorkingCalendar } from './calendar.js'

/** The questions to a calendar. Instants are epoch milliseconds, durations are open milliseconds, all whole numbers. */

/** Open time between two instants; negative when the second is earlier. */
export const openTime = (calendar: WorkingCalendar, from: number, until: number): number =>
  openUntil(calendar, until) - openUntil(calendar, from)

export function isOpen(calendar: WorkingCalendar, at: number): boolean {
  const day = tehranDay(at) - calendar.first
  const time = tehranTime(at)
  const { spans } = calendar
  for (let one = spansFrom(calendar, day); one < spansFrom(calendar, day + 1); one += 2)
    if (time >= (spans[one] ?? 0) && time < (spans[one + 1] ?? 0)) return true
  return false
}

/** The instant itself when the office is open, else when it opens next: just before the next moment that counts. */
export const nextOpening = (calendar: WorkingCalendar, at: number): number =>
  isOpen(calendar, at) ? at : addOpenTime(calendar, at, 1) - 1

/** The first instant at which so much open time has passed. @param time not negative */
export function addOpenTime(calendar: WorkingCalendar, at: number, time: number): number {
  if (time <= 0) return at
  const wanted = openUntil(calendar, at) + time
  const { before, days, first, spans } = calendar
  if (wanted > (before[days] ?? 0)) return endOf(calendar)
  const day = dayThatReaches(before, days, wanted)
  let left = wanted - (before[day] ?? 0)
  for (let one = spansFrom(calendar, day); one < spansFrom(calendar, day + 1); one += 2) {
    const [from, until] = [spans[one] ?? 0, spans[one + 1] ?? 0]
    if (left <= until - from) return tehranInstant(day + first, from + left)
    left -= until - from
  }
  return endOf(calendar)
}

/**
 * The same time of the clock so many open days later, inside that day's hours. Counting begins when the office is open:
 * what comes in the evening comes at the next opening.
 */
export function addWorkingDays(calendar: WorkingCalendar, at: number, days: number): number {
  const start = nextOpening(calendar, at)
  const { openBefore, openDays, spans, first } = calendar
  const from = tehranDay(start) - first
  const day = openDays[(openBefore[Math.max(from, 0)] ?? openDays.length) + days]
  if (day === undefined) return endOf(calendar)
  const [opens, closes] = [spans[spansFrom(calendar, day)] ?? 0, spans[spansFrom(calendar, day + 1) - 1] ?? 0]
  return tehranInstant(day + first, Math.min(Math.max(tehranTime(start), opens), closes))
}

/** Working days between two instants, with parts of days by their open time; negative when the second is earlier. */
export const workingDays = (calendar: WorkingCalendar, from: number, until: number): number =>
  daysUntil(calendar, until) - daysUntil(calendar, from)

function openUntil(calendar: WorkingCalendar, at: number): number {
  const { before, days } = calendar
  const day = tehranDay(at) - calendar.first
  if (day < 0) return 0
  if (day >= days) return before[days] ?? 0
  return (before[day] ?? 0) + openOfDay(calendar, day, tehranTime(at))
}

function daysUntil(calendar: WorkingCalendar, at: number): number {
  const { openBefore, before, days } = calendar
  const day = tehranDay(at) - calendar.first
  if (day < 0) return 0
  if (day >= days) return openBefore[days] ?? 0
  const whole = (before[day + 1] ?? 0) - (before[day] ?? 0)
  return (openBefore[day] ?? 0) + (whole === 0 ? 0 : openOfDay(calendar, day, tehranTime(at)) / whole)
}

/** How much of a day's open time has passed at a time of the clock. */
function openOfDay(calendar: WorkingCalendar, day: number, time: number): number {
  const { spans } = calendar
  let sum = 0
  for (let one = spansFrom(calendar, day); one < spansFrom(calendar, day + 1); one += 2) {
    const from = spans[one] ?? 0
    if (time > from) sum += Math.min(time, spans[one + 1] ?? 0) - from
  }
  return sum
}

const spansFrom = (calendar: WorkingCalendar, day: number): number => calendar.spansAt[day] ?? 0

/** Beyond the last counted year nothing is due earlier than its end. */
const endOf = (calendar: WorkingCalendar): number => tehranInstant(calendar.first + calendar.days, 0)

/** The day in which the running total first reaches what is wanted. */
function dayThatReaches(before: Float64Array, days: number, wanted: number): number {
  let [low, high] = [0, days - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((before[middle + 1] ?? 0) >= wanted) high = middle
    else low = middle + 1
  }
  return low
}
