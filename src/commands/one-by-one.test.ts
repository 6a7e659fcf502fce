import { expect, test } from 'vitest'
import { oneByOne } from './one-by-one.js'

test('each has its turn, and the first that failed is thrown after the last', async () => {
  const seen: number[] = []
  const acted = oneByOne([1, 2, 3, 4], async (one) => {
    seen.push(one)
    if (one === 1 || one === 3) throw new Error(`${one} failed`)
    return true
  })
  await expect(acted).rejects.toThrow('1 failed')
  expect(seen).toEqual([1, 2, 3, 4])
  expect(await oneByOne([1, 2], async (one) => one > 1)).toBe(1)
})
