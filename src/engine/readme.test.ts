import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'

const example = path.join(import.meta.dirname, `readme-example-${process.pid}.ts`)
afterEach(() => {
  rmSync(example, { force: true })
  vi.restoreAllMocks()
})

test('the example of the README runs as it stands, and prints what it says', async () => {
  const readme = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8')
  const code = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? ''
  writeFileSync(example, code)
  const printed: unknown[][] = []
  vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => printed.push(values))
  await import(example)
  expect(printed).toEqual([
    [2, 'Greet'],
    ['completed', { who: 'Sara', said: 'hello' }],
  ])
})
