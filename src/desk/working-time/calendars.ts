import { officeOf, type University } from '../university.js'
import { buildCalendar, closuresFor, type WorkingCalendar } from './calendar.js'
import type { CalendarSpec, Closure } from './rules.js'

/** The calendars of all offices at one moment, each laid out when it is first asked for. */
export interface Calendars {
  readonly revision: number
  /** The calendar of an office instance. */
  readonly of: (office: string) => WorkingCalendar
  /** That of the institution: where no office is meant. */
  readonly usual: WorkingCalendar
}

/** @param closures what an administrator has closed, besides what the file says */
export function calendarsOf(university: University, closures: readonly Closure[], revision: number): Calendars {
  const built = new Map<string, WorkingCalendar>()
  const of = (office: string): WorkingCalendar => {
    const spec = calendarSpec(university, office)
    // Offices that are open alike share one calendar: most faculties have no closures of their own.
    const own = closuresFor(office, [...university.calendar.closures, ...closures]).some((one) => one.office !== null)
    const name = own ? `${spec.id} ${office}` : spec.id
    const known = built.get(name) ?? buildCalendar(university.calendar, spec, office, closures)
    built.set(name, known)
    return known
  }
  return {
    revision,
    of,
    get usual() {
      return of('')
    },
  }
}

/** The weekly hours an office keeps: those it names, else the first of the file. */
export function calendarSpec(university: University, office: string): CalendarSpec {
  const { calendars } = university.calendar
  const named = officeOf(university, office)?.calendar
  const spec = calendars.find((one) => one.id === named) ?? calendars[0]
  if (!spec) throw new Error('university/calendar.yaml has no calendar')
  return spec
}
