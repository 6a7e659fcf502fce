import { dayOfJalali, weekdayOf } from '../../persian/index.js'
import { officeKind } from '../person.js'
import { holidaysOf, ramadans } from './holidays.js'
import { within, without, type Span } from './hours.js'
import { WEEKDAYS, type CalendarRules, type CalendarSpec, type Closure } from './rules.js'

/** Time is counted from the first to the last of these Jalali years; before and after nobody works. */
export const COUNTED = { from: 1402, until: 1430 } as const

/**
 * When one office is open, laid out so that a question costs some additions: open hours of each day, and of all days
 * before it. Days are numbered from `first`; times are milliseconds since midnight in Tehran.
 */
export interface WorkingCalendar {
  readonly first: number
  readonly days: number
  /** Open milliseconds before each day; one entry more than there are days. */
  readonly before: Float64Array
  /** Open days before each day; one entry more than there are days. */
  readonly openBefore: Int32Array
  /** The open days, in order. */
  readonly openDays: Int32Array
  /** Where the spans of each day begin in `spans`; one entry more than there are days. */
  readonly spansAt: Int32Array
  /** From, until, from, until … */
  readonly spans: Int32Array
}

/** Lays out the calendar of an office with what an administrator has closed besides. */
export function buildCalendar(
  rules: CalendarRules,
  spec: CalendarSpec,
  office: string,
  closures: readonly Closure[],
): WorkingCalendar {
  const first = dayOfJalali({ year: COUNTED.from, month: 1, day: 1 })
  const days = dayOfJalali({ year: COUNTED.until + 1, month: 1, day: 1 }) - first
  const hoursOf = hoursByDay(rules, spec, closuresFor(office, [...rules.closures, ...closures]))
  const before = new Float64Array(days + 1)
  const openBefore = new Int32Array(days + 1)
  const spansAt = new Int32Array(days + 1)
  const openDays: number[] = []
  const spans: number[] = []
  for (let day = 0; day < days; day += 1) {
    const hours = hoursOf(first + day)
    if (hours.length > 0) openDays.push(day)
    for (const span of hours) spans.push(...span)
    before[day + 1] = (before[day] ?? 0) + hours.reduce((sum, [from, until]) => sum + until - from, 0)
    openBefore[day + 1] = openDays.length
    spansAt[day + 1] = spans.length
  }
  return {
    first,
    days,
    before,
    openBefore,
    openDays: Int32Array.from(openDays),
    spansAt,
    spans: Int32Array.from(spans),
  }
}

/** The closures that shut an office: its own, those of its kind in every faculty, and those of all. */
export const closuresFor = (office: string, closures: readonly Closure[]): readonly Closure[] =>
  closures.filter((one) => one.office === null || one.office === office || one.office === officeKind(office))

function hoursByDay(
  rules: CalendarRules,
  spec: CalendarSpec,
  closures: readonly Closure[],
): (day: number) => readonly Span[] {
  const holidays = new Set<number>()
  for (let year: number = COUNTED.from; year <= COUNTED.until; year += 1)
    for (const { day } of holidaysOf(rules, year)) holidays.add(day)
  const seasons = spec.seasons.flatMap((season) =>
    season.during === 'ramadan'
      ? ramadans(rules).map(([from, until]) => ({ from, until, within: season.within }))
      : [{ from: season.from ?? 0, until: season.until ?? -1, within: season.within }],
  )
  return (day) => {
    if (holidays.has(day)) return []
    const name = WEEKDAYS[weekdayOf(day)] ?? 'fri'
    // Where two weeks hold, the one written later does.
    const week = spec.weeks.findLast((one) => day >= (one.from ?? -Infinity) && day <= (one.until ?? Infinity))
    const usual = week?.hours[name] ?? []
    const season = usual.length === 0 ? undefined : seasons.find((one) => day >= one.from && day <= one.until)
    const open = season ? within(usual, season.within) : usual
    const shut = closures.filter((one) => one.day === day)
    if (shut.some((one) => one.hours === null)) return []
    return shut.reduce((left, one) => without(left, one.hours ?? []), open)
  }
}
