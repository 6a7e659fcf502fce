import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { compile, step, type Effect, type Happening, type State } from './index.js'

/**
 * Golden traces: a drawing, what happens to it, and what follows, as files that can be read beside the drawing.
 * MIZBAN_WRITE_TRACES=1 writes what follows now; the difference is then read before it is committed.
 */
interface Trace {
  readonly files: readonly string[]
  readonly steps: readonly Scripted[]
}

interface Scripted {
  readonly at: number
  /** A happening that names an element instead of the id of its token or timer. */
  readonly happening: { readonly kind: string; readonly 'at-element'?: string; readonly 'of-element'?: string }
  readonly then?: readonly string[]
}

const root = path.join(import.meta.dirname, '../..')
const traces = globSync('{src/engine/traces,services/*}/*.trace.json', { cwd: root }).sort()

test('there are traces of every element and of every branch of the clearance', () => {
  expect(traces.length).toBeGreaterThanOrEqual(20)
})

test.each(traces)('%s', async (file) => {
  const full = path.join(root, file)
  const trace: Trace = JSON.parse(readFileSync(full, 'utf8'))
  const { definition, problems } = await compile(
    trace.files.map((name) => ({ name, xml: readFileSync(path.join(path.dirname(full), name), 'utf8') })),
  )
  expect(problems).toEqual([])
  if (!definition) throw new Error('no definition')
  let state: State | null = null
  const told: Scripted[] = []
  for (const { at, happening } of trace.steps) {
    const result = step(definition, state, resolve(happening, state), at)
    if (!result.ok) throw new Error(`refused: ${result.refusal}`)
    expect(result.warnings).toEqual([])
    state = result.state
    told.push({ at, happening, then: [...result.effects.map(line), `— ${standing(result.state)}`] })
  }
  if (process.env['MIZBAN_WRITE_TRACES'] === '1')
    writeFileSync(full, `${JSON.stringify({ ...trace, steps: told }, null, 2)}\n`)
  expect(told).toEqual(trace.steps)
})

function resolve(happening: Scripted['happening'], state: State | null): Happening {
  const { 'at-element': at, 'of-element': of, ...rest } = happening
  const token = at === undefined ? {} : { token: state?.tokens.find((one) => one.element === at)?.id ?? -1 }
  const timer = of === undefined ? {} : { timer: state?.timers.find((one) => one.element === of)?.id ?? -1 }
  return { ...rest, ...token, ...timer } as Happening
}

function line(effect: Effect): string {
  const { kind, ...rest } = effect
  const shown = Object.entries(rest).filter(
    ([name, value]) =>
      !['token', 'scope', 'timer', 'properties', 'name'].includes(name) &&
      value !== null &&
      JSON.stringify(value) !== '{}',
  )
  return [
    kind,
    ...shown.map(([name, value]) =>
      name === 'element' || name === 'flow' ? String(value) : `${name}=${JSON.stringify(value)}`,
    ),
  ].join(' ')
}

const standing = ({ status, tokens, timers }: State): string =>
  [
    status,
    ...tokens.map((token) => `${token.element}:${token.waits}`),
    ...timers.map((timer) => `${timer.element}@${timer.due}`),
  ].join(' ')
