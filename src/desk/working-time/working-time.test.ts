import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  isoDateInTehran,
  isoToJalali,
  jalaliToIso,
  tehranDay,
  tehranTime,
  isoOfDay,
  dayOfJalali,
} from '../../persian/index.js'
import {
  addOpenTime,
  addWorkingDays,
  buildCalendar,
  certainty,
  holidaysOf,
  isOpen,
  nextOpening,
  openTime,
  readCalendarRules,
  workingDays,
  type Closure,
} from './index.js'

const file: unknown = parse(readFileSync(new URL('../../../university/calendar.yaml', import.meta.url), 'utf8'))
const rules = readCalendarRules(file)
const [weekdays, thursdays] = rules.calendars
if (!weekdays || !thursdays) throw new Error('calendar.yaml has lost its calendars')
const usual = buildCalendar(rules, weekdays, 'nutrition', [])
const longer = buildCalendar(rules, thursdays, 'dormitory', [])

const HOUR = 3_600_000
const jalaliDay = (text: string) => {
  const [year = 0, month = 0, day = 0] = text.split('/').map(Number)
  return dayOfJalali({ year, month, day })
}
/** `1405/09/03 10:30` in Tehran as epoch milliseconds. */
const at = (text: string) => {
  const [date = '', time = '00:00'] = text.split(' ')
  const [year = 0, month = 0, day = 0] = date.split('/').map(Number)
  return Date.parse(`${jalaliToIso({ year, month, day })}T${time}:00+03:30`)
}
const said = (instant: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tehran', dateStyle: 'short', timeStyle: 'short' }).format(instant)
const same = (got: number, wanted: string) => expect(said(got)).toBe(said(at(wanted)))

const OFF: Readonly<Record<number, readonly string[]>> = {
  1403: `01/01 01/02 01/03 01/04 01/12 01/13 01/22 01/23 02/15 03/14 03/15 03/28 04/05 04/25 04/26 06/04 06/12 06/14
    06/22 06/31 09/15 10/25 11/09 11/22 11/26 12/29 12/30`.split(/\s+/),
  1404: `01/01 01/02 01/03 01/04 01/11 01/12 01/13 02/04 03/14 03/15 03/16 03/24 04/14 04/15 05/23 05/31 06/02 06/10
    06/19 09/03 10/13 10/27 11/15 11/22 12/20 12/29`.split(/\s+/),
  1405: `01/01 01/02 01/03 01/04 01/12 01/13 01/25 03/06 03/14 03/15 04/03 04/04 05/13 05/21 05/22 05/30 06/08 08/22
    10/02 10/16 11/04 11/22 12/09 12/19 12/20 12/29`.split(/\s+/),
}

test.each([1403, 1404, 1405])('the holidays of %i are those of the calendar of Iran', (year) => {
  const days = [...new Set(holidaysOf(rules, year).map((one) => one.day))]
  expect(days.map((day) => isoToJalali(isoOfDay(day)))).toEqual(
    OFF[year]?.map((text) => ({ year, month: Number(text.slice(0, 2)), day: Number(text.slice(3)) })),
  )
})

test('a year is as sure as its lunar months', () => {
  expect([1403, 1404, 1405, 1406, 1407, 1409].map((year) => certainty(rules, year))).toEqual([
    'confirmed',
    'confirmed',
    'provisional',
    'provisional',
    'provisional',
    'unknown',
  ])
})

test('days and times of Tehran are those of ICU, since summer time was given up', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.parse('2022-09-22T00:00Z'), max: Date.parse('2040-01-01') }), (instant) => {
      const clock = new Date(instant + 12_600_000).toISOString()
      expect(isoOfDay(tehranDay(instant))).toBe(isoDateInTehran(instant))
      expect(clock.slice(0, 10)).toBe(isoDateInTehran(instant))
      expect(tehranTime(instant)).toBe((instant + 12_600_000) % 86_400_000)
    }),
  )
  expect(isoOfDay(tehranDay(Date.parse('2025-03-20T20:29:59Z')))).toBe(jalaliToIso({ year: 1403, month: 12, day: 30 }))
  expect(isoOfDay(tehranDay(Date.parse('2025-03-20T20:30:00Z')))).toBe(jalaliToIso({ year: 1404, month: 1, day: 1 }))
  expect(tehranTime(Date.parse('2023-07-01T00:00Z'))).toBe(3.5 * HOUR)
})

test.each([
  // Wednesday noon to Sunday noon; Thursday and Friday do not count.
  ['1405/09/04 12:00', 2, '1405/09/08 12:00'],
  // What comes in the evening, on a Friday or on a holiday comes at the next opening.
  ['1405/09/03 20:00', 1, '1405/09/07 08:00'],
  ['1405/09/06 10:00', 1, '1405/09/08 08:00'],
  ['1405/10/02 10:00', 1, '1405/10/06 08:00'],
  // Over the new year of a leap year: 29 and 30 Esfand, Nowruz, a Friday, 12 and 13 Farvardin.
  ['1403/12/28 09:30', 1, '1404/01/05 09:30'],
  ['1404/01/10 13:00', 1, '1404/01/16 13:00'],
  ['1404/01/10 15:00', 1, '1404/01/17 08:00'],
  // Over the end of an ordinary year, with Eid al-Fitr on Nowruz.
  ['1404/12/27 10:00', 1, '1405/01/05 10:00'],
  // In Ramadan offices open at nine and close at two: the hour of the clock, inside the hours of the day.
  ['1404/11/29 15:30', 1, '1404/12/02 14:00'],
  ['1404/11/28 08:10', 2, '1404/12/02 09:00'],
])('%s and %i working days is %s', (from, days, due) => same(addWorkingDays(usual, at(from), days), due))

test.each([
  ['1405/09/04 08:00', '1405/09/04 16:00', 8],
  ['1405/09/04 14:00', '1405/09/07 09:00', 3],
  ['1405/09/04 16:00', '1405/09/07 08:00', 0],
  ['1405/09/07 00:00', '1405/09/14 00:00', 40],
  ['1404/12/03 00:00', '1404/12/04 00:00', 5],
  ['1403/12/28 08:00', '1404/01/05 23:00', 10],
])('from %s to %s an office is open %i hours', (from, until, hours) =>
  expect(openTime(usual, at(from), at(until))).toBe(hours * HOUR),
)

test('an office with Thursdays counts them, and they count as days', () => {
  expect(openTime(longer, at('1405/09/04 00:00'), at('1405/09/07 00:00'))).toBe(12 * HOUR)
  same(addWorkingDays(longer, at('1405/09/04 15:00'), 1), '1405/09/05 12:00')
  expect(workingDays(longer, at('1405/09/04 12:00'), at('1405/09/05 10:00'))).toBeCloseTo(1)
})

test('a week that ends and one that begins meet at their day', () => {
  const shorter = readCalendarRules({
    ...(file as object),
    calendars: [
      {
        id: 'x',
        name: { fa: 'x', en: 'x' },
        weeks: [
          { until: '1405/09/08', hours: { sat: '08:00-16:00', sun: '08:00-16:00', mon: '08:00-16:00' } },
          { from: '1405/09/09', hours: { mon: '07:00-12:00, 13:00-15:00' } },
        ],
      },
    ],
  })
  const [spec] = shorter.calendars
  if (!spec) throw new Error('no calendar')
  const calendar = buildCalendar(shorter, spec, 'it', [])
  expect(openTime(calendar, at('1405/09/07 00:00'), at('1405/09/14 00:00'))).toBe(23 * HOUR)
  expect([isOpen(calendar, at('1405/09/09 12:30')), isOpen(calendar, at('1405/09/09 13:00'))]).toEqual([false, true])
  same(nextOpening(calendar, at('1405/09/09 12:30')), '1405/09/09 13:00')
  same(addOpenTime(calendar, at('1405/09/09 11:00'), 2 * HOUR), '1405/09/09 14:00')
})

test('a closure shuts its office alone, all day or for hours', () => {
  const closures: readonly Closure[] = [
    { day: jalaliDay('1405/09/07'), hours: null, office: 'education' },
    { day: jalaliDay('1405/09/08'), hours: [[10 * HOUR, 12 * HOUR]], office: null },
  ]
  const [shut, other] = [
    buildCalendar(rules, weekdays, 'education:nursing', closures),
    buildCalendar(rules, weekdays, 'nutrition', closures),
  ]
  const week = [at('1405/09/07 00:00'), at('1405/09/14 00:00')] as const
  expect([openTime(shut, ...week), openTime(other, ...week)]).toEqual([30 * HOUR, 38 * HOUR])
  same(addOpenTime(other, at('1405/09/08 09:00'), 2 * HOUR), '1405/09/08 13:00')
})

test('a file with a mistake is refused in a sentence', () => {
  const wrong = (change: object) => () => readCalendarRules({ ...(file as object), ...change })
  expect(wrong({ closures: [{ on: '1405/13/01', name: { fa: 'x', en: 'x' } }] })).toThrow(/1405\/13\/01/)
  expect(wrong({ closures: [{ on: '1405/09/01', hours: '9-12', name: { fa: 'x', en: 'x' } }] })).toThrow(/9-12/)
  expect(wrong({ solar_holidays: [{ on: '7/31', name: { fa: 'x', en: 'x' } }] })).toThrow(/month 7 has no day 31/)
})

/** Instants of the years that are counted, most of them inside office hours. */
const instant = fc.integer({ min: at('1403/01/01'), max: at('1408/01/01') })
const calendar = fc.constantFrom(usual, longer)
const span = fc.integer({ min: 0, max: 400 * HOUR })

test('open time is never negative, grows with time and adds up', () => {
  fc.assert(
    fc.property(calendar, instant, instant, instant, (on, ...three) => {
      const [a = 0, b = 0, c = 0] = three.sort((x, y) => x - y)
      expect(openTime(on, a, b)).toBeGreaterThanOrEqual(0)
      expect(openTime(on, a, b)).toBeLessThanOrEqual(b - a)
      expect(openTime(on, a, b) + openTime(on, b, c)).toBe(openTime(on, a, c))
      expect(openTime(on, a, c)).toBeGreaterThanOrEqual(openTime(on, a, b))
      expect(openTime(on, b, a)).toBe(0 - openTime(on, a, b))
    }),
    { numRuns: 2000 },
  )
})

test('adding open time and measuring it are inverse, and adding keeps order', () => {
  fc.assert(
    fc.property(calendar, instant, span, span, (on, from, time, more) => {
      const until = addOpenTime(on, from, time)
      expect(until).toBeGreaterThanOrEqual(from)
      expect(openTime(on, from, until)).toBe(time)
      expect(addOpenTime(on, until, more)).toBe(time + more === 0 ? from : addOpenTime(on, from, time + more))
      expect(addOpenTime(on, from + more, time)).toBeGreaterThanOrEqual(until)
      // It is the first such instant.
      if (time > 0) expect(openTime(on, from, until - 1)).toBe(time - 1)
    }),
    { numRuns: 2000 },
  )
})

test('working days keep order, land in open hours and are measured as they were added', () => {
  fc.assert(
    fc.property(calendar, instant, span, fc.integer({ min: 1, max: 60 }), (on, from, later, days) => {
      const due = addWorkingDays(on, from, days)
      expect(isOpen(on, due) || isOpen(on, due - 1)).toBe(true)
      expect(addWorkingDays(on, from + later, days)).toBeGreaterThanOrEqual(due)
      expect(addWorkingDays(on, from, days + 1)).toBeGreaterThan(due)
      // Days of other lengths, as in Ramadan, make a part of a day's difference, never a whole one.
      expect(Math.abs(workingDays(on, from, due) - days)).toBeLessThan(1)
    }),
    { numRuns: 2000 },
  )
})

test('the next opening is open, and nothing before it is', () => {
  fc.assert(
    fc.property(calendar, instant, (on, from) => {
      const opening = nextOpening(on, from)
      expect(isOpen(on, opening)).toBe(true)
      expect(openTime(on, from, opening)).toBe(0)
      expect(isOpen(on, from)).toBe(opening === from)
    }),
    { numRuns: 2000 },
  )
})

test('outside the counted years nobody works and nothing breaks', () => {
  const [early, late] = [at('1390/01/01'), at('1460/01/01')]
  expect(openTime(usual, early, at('1395/01/01'))).toBe(0)
  expect(openTime(usual, late, late + 1000 * HOUR)).toBe(0)
  expect(isOpen(usual, late)).toBe(false)
  same(nextOpening(usual, early), '1402/01/05 08:00')
  expect(addOpenTime(usual, at('1430/12/01'), 1e12)).toBe(at('1431/01/01'))
  expect(addWorkingDays(usual, late, 3)).toBe(at('1431/01/01'))
})
