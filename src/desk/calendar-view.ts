import { dayOfIso, dayOfJalali, isoOfDay } from '../persian/index.js'
import type { Text } from './text.js'
import { officeName, type University } from './university.js'
import {
  calendarSpec,
  certainty,
  COUNTED,
  holidaysOf,
  WEEKDAYS,
  type CalendarSpec,
  type Span,
} from './working-time/index.js'

/** A day of a year on which offices are closed, or hours of it. */
export interface ClosedDay {
  /** A Gregorian ISO date. */
  readonly day: string
  readonly name: Text
  readonly kind: 'solar' | 'lunar' | 'closure'
  readonly confirmed: boolean
  /** Minutes since midnight; null: the whole day. */
  readonly hours: readonly [from: number, until: number] | null
  /** Null: all offices. */
  readonly office: Text | null
  /** The id of a closure that an administrator added and may take back. */
  readonly removable: number | null
}

/** Neighbouring weekdays that are open alike. */
export interface OpenDays {
  readonly first: (typeof WEEKDAYS)[number]
  readonly last: (typeof WEEKDAYS)[number]
  readonly hours: readonly (readonly [from: number, until: number])[]
}

export interface HoursView {
  readonly name: Text
  /** Offices that keep these hours by name; the first calendar is that of all others. */
  readonly offices: readonly Text[]
  readonly usual: boolean
  readonly weeks: readonly {
    readonly from: string | null
    readonly until: string | null
    readonly days: readonly OpenDays[]
  }[]
  readonly seasons: readonly {
    readonly name: Text
    readonly hours: readonly (readonly [from: number, until: number])[]
  }[]
}

export interface CalendarView {
  readonly year: number
  readonly before: number | null
  readonly next: number | null
  readonly certainty: 'confirmed' | 'provisional' | 'unknown'
  readonly days: readonly ClosedDay[]
  readonly hours: readonly HoursView[]
}

interface Added {
  readonly id: number
  readonly day: string
  readonly fromTime: number | null
  readonly untilTime: number | null
  readonly office: string | null
  readonly reason: string
}

const MINUTE = 60_000

/** What the administrator sees of a Jalali year. @param added closures that an administrator added, of any year */
export function calendarView(university: University, year: number, added: readonly Added[]): CalendarView {
  const { calendar } = university
  const nameOf = (office: string | null) => (office === null ? null : officeName(university, office))
  const minutes = ([from, until]: Span) => [from / MINUTE, until / MINUTE] as const
  const days: readonly ClosedDay[] = [
    ...holidaysOf(calendar, year).map((one) => ({
      day: isoOfDay(one.day),
      name: one.name,
      kind: one.kind,
      confirmed: one.confirmed,
      hours: null,
      office: null,
      removable: null,
    })),
    ...calendar.closures.map((one) => ({
      day: isoOfDay(one.day),
      name: one.name,
      kind: 'closure' as const,
      confirmed: true,
      hours: one.hours?.[0] ? minutes(one.hours[0]) : null,
      office: nameOf(one.office),
      removable: null,
    })),
    ...added.map((one) => ({
      day: one.day,
      name: { fa: one.reason, en: one.reason },
      kind: 'closure' as const,
      confirmed: true,
      hours: one.fromTime === null || one.untilTime === null ? null : ([one.fromTime, one.untilTime] as const),
      office: nameOf(one.office),
      removable: one.id,
    })),
  ]
  const [first, last] = [firstDay(year), firstDay(year + 1)]
  return {
    year,
    before: year > COUNTED.from ? year - 1 : null,
    next: year < COUNTED.until ? year + 1 : null,
    certainty: certainty(calendar, year),
    days: days
      .filter((one) => dayOfIso(one.day) >= first && dayOfIso(one.day) < last)
      .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
    hours: calendar.calendars.map((spec, index) => ({
      name: spec.name,
      usual: index === 0,
      offices: university.offices
        .filter((one) => one.calendar !== undefined && calendarSpec(university, one.id) === spec)
        .map((one) => one.name),
      weeks: spec.weeks.map((week) => ({
        from: week.from === undefined ? null : isoOfDay(week.from),
        until: week.until === undefined ? null : isoOfDay(week.until),
        days: openDays(week, minutes),
      })),
      seasons: spec.seasons.map((season) => ({ name: season.name, hours: season.within.map(minutes) })),
    })),
  }
}

const firstDay = (year: number): number => dayOfJalali({ year, month: 1, day: 1 })

function openDays(
  week: CalendarSpec['weeks'][number],
  minutes: (span: Span) => readonly [number, number],
): readonly OpenDays[] {
  const days: OpenDays[] = []
  for (const name of WEEKDAYS) {
    const hours = week.hours[name]?.map(minutes)
    const before = days.at(-1)
    if (!hours || hours.length === 0) continue
    const follows = before && WEEKDAYS.indexOf(before.last) === WEEKDAYS.indexOf(name) - 1
    if (before && follows && String(before.hours) === String(hours)) days[days.length - 1] = { ...before, last: name }
    else days.push({ first: name, last: name, hours })
  }
  return days
}

/** What closing would change: how many open tasks become due later, by office. */
export interface ClosurePreview {
  readonly moved: number
  readonly offices: readonly { readonly name: Text; readonly count: number }[]
  /** The day is closed anyway for everybody it concerns, so nothing changes. */
  readonly closedAnyway: boolean
}
