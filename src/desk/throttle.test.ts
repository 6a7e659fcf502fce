import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterTry, THROTTLES, waitUntil, type Attempts, type Throttle } from './throttle.js'

const rules = fc.constantFrom(...Object.values(THROTTLES))

/** Knocks whenever it may, `gaps` after that; the times at which it was let through. */
function knock(rule: Throttle, gaps: readonly number[]): readonly number[] {
  let attempts: Attempts | null = null
  let now = 1_000
  const through: number[] = []
  for (const gap of gaps) {
    now += gap
    const until = waitUntil(rule, attempts, now)
    if (until !== null) continue
    through.push(now)
    attempts = afterTry(rule, attempts, now)
  }
  return through
}

const gaps = fc.array(fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 2 * 3_600_000 })), {
  maxLength: 300,
})

test('the first try is always let through, and whoever waits until the time said is let through then', () => {
  fc.assert(
    fc.property(rules, gaps, fc.integer({ min: 0, max: 86_400_000 }), (rule, steps, later) => {
      let attempts: Attempts | null = null
      let now = 0
      expect(waitUntil(rule, null, now)).toBeNull()
      for (const step of steps) {
        now += step
        const until: number | null = waitUntil(rule, attempts, now)
        if (until !== null) {
          expect(until).toBeGreaterThan(now)
          expect(waitUntil(rule, attempts, until)).toBeNull()
          expect(waitUntil(rule, attempts, until + later)).toBeNull()
          expect(waitUntil(rule, attempts, until - 1)).toBe(until)
          continue
        }
        attempts = afterTry(rule, attempts, now)
      }
    }),
  )
})

test('a window lets no more through than it says, in any span that begins with a try', () => {
  const windows = Object.values(THROTTLES).flatMap((rule) => (rule.kind === 'window' ? [rule] : []))
  fc.assert(
    fc.property(fc.constantFrom(...windows), gaps, (rule, steps) => {
      const through = knock(rule, steps)
      // A fixed window may be met at its edge: twice as many in any one span, and never more.
      for (const from of through)
        expect(through.filter((at) => at >= from && at < from + rule.span).length).toBeLessThanOrEqual(2 * rule.most)
    }),
  )
})

test('whoever guesses at one account gets five tries, then waits 30 s, 1 min, 2 min … to 15 min', () => {
  const rule = THROTTLES.account
  const through = knock(rule, Array<number>(2 * 3_600).fill(1_000))
  const waits = through.slice(1).map((at, index) => (at - (through[index] ?? 0)) / 1_000)
  expect(waits.slice(0, 10)).toEqual([1, 1, 1, 1, 30, 60, 120, 240, 480, 900])
  expect(new Set(waits.slice(10))).toEqual(new Set([900]))
  // Ten tries in half an hour: what a directory locks after is not reached through the desk.
  expect(through.filter((at) => at < 2_000 + 30 * 60_000).length).toBeLessThanOrEqual(11)
  // A day of quiet, and it begins anew.
  expect(waitUntil(rule, { count: 50, since: 0, last: 0 }, rule.forget)).toBeNull()
  expect(afterTry(rule, { count: 50, since: 0, last: 0 }, rule.forget).count).toBe(1)
})
