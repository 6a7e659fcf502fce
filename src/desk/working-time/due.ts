import { DAY_MS, tehranDay } from '../../persian/index.js'
import type { WorkingCalendar } from './calendar.js'
import { addOpenTime, addWorkingDays, openTime, workingDays } from './count.js'

/** A task's clock: since when its target counts, how many working days it has, and open time it stood still. */
export interface Clock {
  readonly from: number
  readonly days: number
  readonly waited: number
}

/** When a task is due: its working days from the start, and as much open time more as it waited for the requester. */
export const dueOf = (calendar: WorkingCalendar, clock: Clock): number =>
  addOpenTime(calendar, addWorkingDays(calendar, clock.from, clock.days), clock.waited)

/** When a share of the target has passed; 1 is the due time itself. */
export function shareOf(calendar: WorkingCalendar, clock: Clock, share: number): number {
  const due = dueOf(calendar, clock)
  const whole = openTime(calendar, clock.from, addWorkingDays(calendar, clock.from, clock.days))
  if (share >= 1) return addOpenTime(calendar, due, Math.round((share - 1) * whole))
  return addOpenTime(calendar, clock.from, clock.waited + Math.round(share * whole))
}

/**
 * A due time that has to move. Later is always right; earlier never makes late at a stroke what was not late before.
 */
export const movedDue = (before: number | null, anew: number, now: number): number =>
  before === null || anew >= before ? anew : Math.max(anew, Math.min(before, now))

/** A length of working time as people say it: whole days, else hours, else minutes; rounded down. */
export interface Length {
  readonly unit: 'day' | 'hour' | 'minute'
  readonly count: number
}

const HOUR = DAY_MS / 24

/** Working time between two instants, the earlier first. */
export function lengthOf(calendar: WorkingCalendar, from: number, until: number): Length {
  // A billionth, because thirds of days are not exact.
  const days = Math.floor(workingDays(calendar, from, until) + 1e-9)
  if (days > 0) return { unit: 'day', count: days }
  const open = openTime(calendar, from, until)
  return open >= HOUR
    ? { unit: 'hour', count: Math.floor(open / HOUR) }
    : { unit: 'minute', count: Math.floor(open / (HOUR / 60)) }
}

/** How a task stands to its due time, in working time of its office. */
export interface TimeLeft {
  readonly due: number
  readonly state: 'calm' | 'soon' | 'late'
  /** What is left, or what it is late. */
  readonly length: Length
}

const SOON_DAYS = 0.5

/** Soon is today, or less than half a working day. */
export function timeLeft(calendar: WorkingCalendar, due: number, now: number): TimeLeft {
  if (now > due) return { due, state: 'late', length: lengthOf(calendar, due, now) }
  const soon = tehranDay(due) <= tehranDay(now) || workingDays(calendar, now, due) < SOON_DAYS
  return { due, state: soon ? 'soon' : 'calm', length: lengthOf(calendar, now, due) }
}
