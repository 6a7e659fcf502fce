import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readInstitution } from '../catalog/institution.js'
import { fill, plain, wrongPlaceholders } from './sentence.js'
import { afterQuiet, nextDigest, plan, retryAfter, unusual, USUAL_QUIET, wayOf } from './ways.js'
import { calendarsOf, isOpen } from './working-time/index.js'

const university = await readInstitution()
const calendar = calendarsOf(university, [], 1).usual
const at = (iso: string) => Date.parse(iso)
/** Tuesday 3 Azar 1405, 09:00 in Tehran. */
const TUESDAY = at('2026-11-24T05:30:00Z')
const HOUR = 3_600_000

test('quiet hours over midnight, within a day, and none', () => {
  const night = at('2026-11-24T20:00:00Z')
  expect(afterQuiet(USUAL_QUIET, TUESDAY)).toBe(TUESDAY)
  expect(afterQuiet(USUAL_QUIET, night)).toBe(at('2026-11-25T03:30:00Z'))
  expect(afterQuiet(USUAL_QUIET, at('2026-11-25T00:00:00Z'))).toBe(at('2026-11-25T03:30:00Z'))
  expect(afterQuiet({ from: 8 * 60, until: 10 * 60 }, TUESDAY)).toBe(TUESDAY + HOUR)
  expect(afterQuiet({ from: 0, until: 0 }, night)).toBe(night)
})

test('nothing rings in quiet hours, and nothing is put before its time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: TUESDAY, max: TUESDAY + 400 * 24 * HOUR }),
      fc.record({ from: fc.integer({ min: 0, max: 1439 }), until: fc.integer({ min: 0, max: 1439 }) }),
      (moment, quiet) => {
        const rings = afterQuiet(quiet, moment)
        expect(rings).toBeGreaterThanOrEqual(moment)
        expect(rings - moment).toBeLessThanOrEqual(24 * HOUR)
        expect(afterQuiet(quiet, rings)).toBe(rings)
      },
    ),
  )
})

test('the collection of a day goes as the office opens on its next working day', () => {
  const morning = at('2026-11-24T01:00:00Z')
  const opens = nextDigest(calendar, morning)
  expect([opens > morning, opens < TUESDAY]).toEqual([true, true])
  const next = nextDigest(calendar, TUESDAY)
  expect([next - opens, isOpen(calendar, next) || isOpen(calendar, next + 1)]).toEqual([24 * HOUR, true])
  // Wednesday noon: Thursday and Friday are no working days here.
  expect(nextDigest(calendar, at('2026-11-25T08:30:00Z'))).toBe(opens + 4 * 24 * HOUR)
})

const usual = {
  channel: 'mail',
  way: 'now',
  quiet: USUAL_QUIET,
  calendar: () => calendar,
  bundle: 'request:7',
  recent: 0,
  joins: false,
  at: TUESDAY,
} as const

test('at once, daily, not at all; the seventh in half an hour is a collection unless it joins one', () => {
  expect(plan(usual)).toEqual({ bundle: 'request:7', due: TUESDAY + 30_000 })
  expect(plan({ ...usual, way: 'off' })).toBeNull()
  expect(plan({ ...usual, way: 'daily' })).toMatchObject({ bundle: 'digest' })
  expect(plan({ ...usual, recent: 6 })).toEqual({ bundle: 'digest', due: TUESDAY + 30 * 60_000 })
  expect(plan({ ...usual, recent: 6, joins: true })?.bundle).toBe('request:7')
  const night = at('2026-11-24T20:00:00Z')
  expect(plan({ ...usual, at: night })?.due).toBe(night + 30_000)
  expect(plan({ ...usual, channel: 'sms', at: night })?.due).toBe(at('2026-11-25T03:30:00Z'))
})

test('only what differs from the usual is kept', () => {
  expect(unusual({ asks: { mail: 'now', sms: 'off' }, progress: { mail: 'daily' } })).toEqual({ asks: { sms: 'off' } })
  expect(wayOf({ asks: { sms: 'off' } }, 'asks', 'sms')).toBe('off')
  expect(wayOf({}, 'messages', 'sms')).toBe('off')
})

test('tries are a minute apart, then two, then four, and never more than an hour', () => {
  expect([1, 2, 3, 20].map((tries) => retryAfter(tries) / 60_000)).toEqual([1, 2, 4, 60])
})

test('values are isolated, and one that is missing takes its quotation marks along', () => {
  const pieces = fill('مهلت «{step}» در {office}: {request}', { office: 'IT', request: 'CLR-1405-000001' })
  expect(plain(pieces)).toBe('مهلت در \u2068IT\u2069: \u2066CLR-1405-000001\u2069')
  expect(wrongPlaceholders('{office} {nobody} {')).toEqual(['nobody', '{'])
})

test('every shipped sentence, in both languages, reads without a hole when everything is known', () => {
  const values = {
    request: 'CLR-1405-000001',
    service: 'S',
    office: 'O',
    step: 'T',
    who: 'W',
    date: 'D',
    document: 'F',
    count: '3',
    webhook: 'H',
    institution: 'U',
  }
  for (const texts of Object.values(university.messages))
    for (const { title, body } of Object.values(texts))
      for (const text of [title, body]) expect(plain(fill(text, values))).not.toMatch(/[{}]|«»|“”|undefined/)
  expect(Object.keys(university.messages.fa)).toEqual(Object.keys(university.messages.en))
})
