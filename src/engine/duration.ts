const PATTERN = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/
const DAY = 86_400_000

/**
 * Adds an ISO 8601 duration to an instant (epoch milliseconds, UTC). Years and months are those of the calendar and
 * stop at a month's last day. @returns null when the text is no duration
 */
export function addDuration(at: number, duration: string): number | null {
  const found = PATTERN.exec(duration.trim())
  if (!found || duration.trim().length < 3 || duration.trim().endsWith('T')) return null
  const [years, months, weeks, days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0))
  const moved = addMonths(at, (years ?? 0) * 12 + (months ?? 0))
  return (
    moved +
    ((weeks ?? 0) * 7 + (days ?? 0)) * DAY +
    (hours ?? 0) * 3_600_000 +
    (minutes ?? 0) * 60_000 +
    Math.round((seconds ?? 0) * 1000)
  )
}

/** Civil-calendar arithmetic without a clock (Howard Hinnant, days_from_civil). */
function addMonths(at: number, months: number): number {
  if (months === 0) return at
  const days = Math.floor(at / DAY)
  const { year, month, day } = civil(days)
  const index = year * 12 + (month - 1) + months
  const [newYear, newMonth] = [Math.floor(index / 12), (index % 12) + 1]
  const last =
    daysFrom(newMonth === 12 ? newYear + 1 : newYear, newMonth === 12 ? 1 : newMonth + 1, 1) -
    daysFrom(newYear, newMonth, 1)
  return daysFrom(newYear, newMonth, Math.min(day, last)) * DAY + (at - days * DAY)
}

function daysFrom(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const ofEra = shifted - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const part = Math.floor((5 * ofYear + 2) / 153)
  const month = part < 10 ? part + 3 : part - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * part + 2) / 5) + 1,
  }
}

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/

/** Reads an ISO 8601 instant; without a zone it is UTC. @returns epoch milliseconds, or null */
export function readInstant(text: string): number | null {
  const found = INSTANT.exec(text.trim())
  if (!found) return null
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0))
  const zone = found[7] ?? 'Z'
  const offset =
    zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)))
  return (
    daysFrom(year ?? 0, month ?? 1, day ?? 1) * DAY +
    (hour ?? 0) * 3_600_000 +
    ((minute ?? 0) - offset) * 60_000 +
    (second ?? 0) * 1000
  )
}

export interface Cycle {
  readonly times: number | null
  readonly every: string
  /** When it fires first; null one duration from now. */
  readonly from: number | null
}

/** Reads a cycle such as `R3/PT1H` or `R/2027-03-21T08:00:00Z/P1D`; without a number it goes on for ever. */
export function readCycle(text: string): Cycle | null {
  const found = /^R(\d*)\/(?:([^/P]+)\/)?(P[^/]+)$/.exec(text.trim())
  const from = found?.[2] === undefined ? null : readInstant(found[2])
  if (!found?.[3] || addDuration(0, found[3]) === null || (found[2] !== undefined && from === null)) return null
  return { times: found[1] === '' || found[1] === undefined ? null : Number(found[1]), every: found[3], from }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The date of an instant in UTC, such as 2026-03-21. */
export function dateOf(at: number): string {
  const { year, month, day } = civil(Math.floor(at / DAY))
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** An instant in ISO 8601, in UTC, to the second. */
export function instantOf(at: number): string {
  const seconds = Math.floor((at - Math.floor(at / DAY) * DAY) / 1000)
  return `${dateOf(at)}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}Z`
}
