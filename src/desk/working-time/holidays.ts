import { dayOfJalali, monthLength } from '../../persian/index.js'
import type { Text } from '../text.js'
import type { CalendarRules } from './rules.js'

/** A holiday of everybody. Solar ones are certain; a lunar one is as certain as the first day of its month. */
export interface Holiday {
  readonly day: number
  readonly name: Text
  readonly kind: 'solar' | 'lunar'
  readonly confirmed: boolean
}

/** The holidays of a Jalali year, in order; a day may carry two. */
export function holidaysOf(rules: CalendarRules, year: number): readonly Holiday[] {
  const solar = rules.solar.flatMap(({ month, day, name }): Holiday[] => {
    const date = day ?? monthLength(year, month)
    return date > monthLength(year, month)
      ? []
      : [{ day: dayOfJalali({ year, month, day: date }), name, kind: 'solar', confirmed: true }]
  })
  const [first, last] = [dayOfJalali({ year, month: 1, day: 1 }), dayOfJalali({ year: year + 1, month: 1, day: 1 })]
  const lunar = lunarHolidays(rules).filter((one) => one.day >= first && one.day < last)
  return [...solar, ...lunar].sort((a, b) => a.day - b.day || (a.kind === 'solar' ? -1 : 1))
}

/** Every lunar holiday whose month the table knows. */
function lunarHolidays(rules: CalendarRules): readonly Holiday[] {
  return [...rules.lunarMonths].flatMap(([name, start]) => {
    const [year = 0, month = 0] = name.split('/').map(Number)
    return rules.lunar
      .filter((one) => one.month === month)
      .flatMap((one): Holiday[] => {
        const next = rules.lunarMonths.get(month === 12 ? `${year + 1}/1` : `${year}/${month + 1}`)
        // The last day of a month is known once the next month is.
        if (one.day === null)
          return next ? [{ day: next.day - 1, name: one.name, kind: 'lunar', confirmed: next.confirmed }] : []
        return [{ day: start.day + one.day - 1, name: one.name, kind: 'lunar', confirmed: start.confirmed }]
      })
  })
}

/** How sure a year is: printed, reckoned, or without any lunar holiday. */
export function certainty(rules: CalendarRules, year: number): 'confirmed' | 'provisional' | 'unknown' {
  const lunar = holidaysOf(rules, year).filter((one) => one.kind === 'lunar')
  if (lunar.length === 0) return 'unknown'
  return lunar.every((one) => one.confirmed) ? 'confirmed' : 'provisional'
}

/** First and last day of each Ramadan the table knows. */
export const ramadans = (rules: CalendarRules): readonly (readonly [first: number, last: number])[] =>
  [...rules.lunarMonths].flatMap(([name, start]) => {
    const [year, month] = name.split('/')
    const after = month === '9' ? rules.lunarMonths.get(`${year}/10`) : undefined
    return after ? [[start.day, after.day - 1] as const] : []
  })
