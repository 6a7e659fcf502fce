import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../root.js'
import { simulate } from './simulate.js'

const trace = (name: string) => path.join(root, 'src/engine/traces', name)

async function run(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await simulate(args, { out: (line) => out.push(line), err: (line) => err.push(line) })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const scriptFile = (script: unknown): string => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mizban-script-')), 'script.json')
  writeFileSync(file, JSON.stringify(script))
  return file
}

test('a process is walked and told as text, with virtual time', async () => {
  const { code, out } = await run(trace('timer-catch.bpmn'))
  expect(code).toBe(0)
  expect(out).toContain('1970-01-01T01:00:00.000Z timer-due')
  expect(out.split('\n').at(-1)).toBe('completed')
})

test('as JSON, with variables, a table and a script', async () => {
  const script = scriptFile([{ set: { n: 2 } }, { retry: 'decide' }])
  const { code, out } = await run(
    ...[trace('decision-clash.bpmn'), trace('clash.dmn'), '--variables', '{"n": 5}', '--script', script, '--json'],
  )
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    outcome: 'completed',
    state: { scopes: [{ variables: { n: 2, v: 'a' } }] },
  })
})

test('answers by element are given in turn', async () => {
  const script = scriptFile({ vote: [{ again: true }, { again: false }] })
  const { code, out } = await run(trace('loop-after.bpmn'), '--script', script)
  expect(code).toBe(0)
  expect(out.match(/open-task/g)).toHaveLength(2)
})

test('what does not end has exit code 1 and says where it stands', async () => {
  const { code, out } = await run(trace('error-not-caught.bpmn'))
  expect(code).toBe(1)
  expect(out.split('\n').at(-1)).toBe('waiting: bad (incident)')
  expect((await run(trace('sequence.bpmn'), '--script', scriptFile([{ complete: 'nowhere' }]))).code).toBe(1)
})

test('a drawing that is refused is told with element, rule, reason and cure', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mizban-drawing-')), 'bad.bpmn')
  writeFileSync(file, 'no XML')
  const { code, err } = await run(file)
  expect(code).toBe(1)
  expect(err).toMatch(/^error {2}not-bpmn: The file is not BPMN 2\.0\./)
})

test.each([
  [[]],
  [['--nonsense']],
  [['nowhere.bpmn']],
  [[trace('sequence.bpmn'), '--variables', '{']],
  [[trace('sequence.bpmn'), '--script', scriptFile([{ dance: true }])]],
])('called wrongly (%j) it says how to call it', async (args) => {
  const { code, err } = await run(...args)
  expect(code).toBe(2)
  expect(err).toContain('mizban simulate FILE.bpmn')
})

test('--help is no mistake', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, err: expect.stringContaining('--script') })
})
