import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './root.js'

/** The requirements of OWASP ASVS 5.0.0 by level; only their numbers. */
const LEVEL_1 =
  '1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2 6.1.1 6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2 11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1'
const LEVEL_2 =
  '1.1.1-2 1.2.6-9 1.3.3-11 1.4.1-3 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.5.4-5 3.7.1-2 4.1.2-3 4.2.1 4.3.1-2 4.4.2-4 5.1.1 5.2.3 5.4.1-3 6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.3.1-2 7.4.3-5 7.5.1-2 7.6.1-2 8.1.2 8.2.3 8.4.1 9.2.2-4 10.1.1-2 10.2.1-2 10.3.1-4 10.4.6-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.3 11.4.2-4 11.5.1 11.6.1 12.1.2-3 12.3.1-4 13.1.1 13.2.1-5 13.3.1-2 13.4.2-5 14.1.1-2 14.2.2-4 14.3.2-3 15.1.2-3 15.2.2-3 15.3.2-7 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1 17.2.1-4 17.3.1-2'

const ids = (ranges: string, level: string): readonly string[] =>
  ranges.split(' ').flatMap((range) => {
    const [, section = '', from = '', to = from] = /^(\d+\.\d+)\.(\d+)(?:-(\d+))?$/.exec(range) ?? []
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => `V${section}.${Number(from) + at} ${level}`)
  })

const text = readFileSync(path.join(root, 'docs/security.md'), 'utf8')
const rows = [...text.matchAll(/^\| (V[\d.]+) \| (\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, id = '', level = '', what = '', status = '', where = '']) => ({ id, level, what, status, where }),
)

test('every requirement of levels 1 and 2 stands there once, under its level', () => {
  const wanted = [...ids(LEVEL_1, '1'), ...ids(LEVEL_2, '2')]
  expect(wanted).toHaveLength(253)
  expect(rows.map(({ id, level }) => `${id} ${level}`).toSorted()).toEqual(wanted.toSorted())
})

test('each is met, not applicable or not met, says where or why, and the sum is right', () => {
  for (const { id, status, where } of rows) {
    expect(['met', 'n/a', 'not met'], id).toContain(status)
    expect(where.length, id).toBeGreaterThan(3)
  }
  const count = (status: string) => rows.filter((one) => one.status === status).length
  expect(text).toContain(`${count('met')} met, ${count('n/a')} not applicable, ${count('not met')} not met`)
})

test('every file it names is there', () => {
  const named = new Set(
    [
      ...text.matchAll(
        /(?:`|\()((?:src|test|docs|db|services|bin)\/[\w./-]+|package-lock\.json|tsconfig[\w.]*json)(?:`|\))/g,
      ),
    ].map(([, file = '']) => file),
  )
  expect(named.size).toBeGreaterThan(60)
  const missing = [...named].filter((file) => !existsSync(path.join(root, file)))
  expect(missing.toSorted()).toEqual([])
})
