import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { main } from './main.js'

const guide = readFileSync(new URL('../../docs/operations/cli.md', import.meta.url), 'utf8')

async function run(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const terminal = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    env: {},
    secret: async () => '',
  }
  return { code: await main(args, terminal), out, err }
}

const commandsIn = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => /^ *(mizban [a-z]+ .*)$/.exec(line)?.[1]?.trim() ?? [])

test('the guide has every command with all that it takes, and no other', async () => {
  const { code, out, err } = await run('help')
  expect([code, err]).toEqual([0, []])
  const commands = commandsIn(out.join('\n'))
  expect(commands.length).toBeGreaterThan(10)
  expect(commandsIn(guide).toSorted()).toEqual(commands.toSorted())
})

test.each([
  ['nothing-of-this-name'],
  ['audit', 'verify', '--jsno'],
  ['service', 'export'],
  ['service', 'import', 'services/it-question', '--publsih'],
  ['import', 'csv', 'requests', 'r.csv'],
  ['export', 'csv', 'people', 'p.csv', '--lang', 'de'],
  ['sync', '--now'],
])('called wrongly, nothing is looked at and the exit code says so: %s %s', async (...args) => {
  const { code, out, err } = await run(...args)
  expect([code, out]).toEqual([2, []])
  expect(err.join('\n')).toContain('mizban')
})
