import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rateLimit } from './rate-limit.js'

test('a minute’s calls at once, then one for each part of a minute; others are not touched by it', () => {
  let now = 0
  const take = rateLimit(60, () => now)
  for (let left = 59; left >= 0; left -= 1) expect(take?.(1)).toMatchObject({ limit: 60, remaining: left, wait: null })
  expect(take?.(1)).toEqual({ limit: 60, remaining: 0, resetAt: 60_000, wait: 1 })
  expect(take?.(2).wait).toBeNull()
  now = 1000
  expect(take?.(1).wait).toBeNull()
  expect(take?.(1).wait).toBe(1)
  now = 61_000
  expect(take?.(1)).toMatchObject({ remaining: 59, wait: null })
})

test('who waits as long as told is let through, and nobody gets more than the rate', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 300 }),
      (rate, gaps) => {
        let now = 0
        const take = rateLimit(rate, () => now)
        let passed = 0
        for (const gap of gaps) {
          now += gap
          const one = take?.(1)
          if (one?.wait === null) passed += 1
          else {
            now += (one?.wait ?? 0) * 1000
            expect(take?.(1).wait).toBeNull()
            passed += 1
          }
        }
        expect(passed).toBeLessThanOrEqual(rate + (now / 60_000) * rate + 1e-6)
      },
    ),
  )
})

test('without a rate nothing is counted', () => expect(rateLimit(null, () => 0)).toBeNull())
