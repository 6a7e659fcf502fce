import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { definitionOf, readTrace, traceFiles, walkTrace, type Trace } from '../../test/support/traces.js'
import { step, type Definition, type Effect, type Happening, type State } from './index.js'

// What must hold of every trace, whatever it shows.
const files = traceFiles()
const loaded = new Map<string, { readonly trace: Trace; readonly definition: Definition }>()
beforeAll(async () => {
  for (const file of files) {
    const trace = readTrace(file)
    loaded.set(file, { trace, definition: await definitionOf(file, trace) })
  }
}, 60_000)
const walkOf = (file: string, keep?: (state: State) => State) => {
  const { definition, trace } = loaded.get(file) ?? {}
  if (!definition || !trace) throw new Error(`${file} is not loaded`)
  return { definition, ...walkTrace(definition, trace, keep) }
}

test.each(files)('%s: written out and read back after each happening it goes the same way', (file) => {
  const kept = walkOf(file)
  const reloaded = walkOf(file, (state) => JSON.parse(JSON.stringify(state)))
  expect(reloaded.told).toEqual(kept.told)
  expect(reloaded.states).toEqual(kept.states)
})

test.each(files)('%s: what happened, replayed, gives the state', (file) => {
  const { definition, states, happenings } = walkOf(file)
  const copy: Definition = JSON.parse(JSON.stringify(definition))
  let state: State | null = null
  for (const { happening, at } of happenings) {
    const result = step(copy, state, happening, at)
    if (result.ok) state = result.state
  }
  expect(state).toEqual(states.at(-1))
})

test.each(files)('%s: the state it came from stays as it was, and nothing is left without an owner', (file) => {
  const { definition, states, happenings } = walkOf(file)
  happenings.forEach(({ happening, at }, index) => {
    const before = states[index] ?? null
    const copy = structuredClone(before)
    step(definition, before, happening, at)
    expect(before).toEqual(copy)
  })
  for (const state of states) if (state) expectWhole(state)
})

test.each(files)('%s: tasks, timers and subscriptions that are opened are closed', (file) => {
  const { states, effects } = walkOf(file)
  const last = states.at(-1)
  if (!last) throw new Error('no state')
  const open = { task: new Set<number>(), subscription: new Set<number>(), incident: new Set<number>() }
  for (const effect of effects) note(open, effect)
  const waiting = last.tokens.filter((token) => token.waits === 'task').map((token) => token.id)
  expect([...open.task].sort()).toEqual(waiting.sort())
  expect([...open.incident]).toEqual(last.incidents.map((one) => one.id))
  expect([...open.subscription].sort()).toEqual(
    last.subscriptions
      .filter((one) => one.on !== 'condition')
      .map((one) => one.id)
      .sort(),
  )
})

function note(open: Readonly<Record<'task' | 'subscription' | 'incident', Set<number>>>, effect: Effect): void {
  if (effect.kind === 'open-task') open.task.add(effect.token)
  if (effect.kind === 'close-task') open.task.delete(effect.token)
  if (effect.kind === 'subscribe') open.subscription.add(effect.subscription)
  if (effect.kind === 'unsubscribe') open.subscription.delete(effect.subscription)
  if (effect.kind === 'incident') open.incident.add(effect.incident)
  if (effect.kind === 'close-incident') open.incident.delete(effect.incident)
}

/** Every row hangs on one that is there. */
function expectWhole({ scopes, tokens, timers, subscriptions, undoables, incidents, nextId }: State): void {
  const ids = [scopes, tokens, timers, subscriptions, undoables, incidents].flat().map((row) => row.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => id < nextId)).toBe(true)
  const scopeIds = new Set(scopes.map((scope) => scope.id))
  const tokenIds = new Set<number | null>([null, ...tokens.map((token) => token.id)])
  for (const { scope } of [...tokens, ...timers, ...subscriptions, ...undoables]) expect(scopeIds).toContain(scope)
  for (const { token } of [...scopes, ...timers, ...subscriptions, ...incidents]) expect(tokenIds).toContain(token)
  for (const { parent } of scopes) expect(parent === null || scopeIds.has(parent)).toBe(true)
  const owners = scopes.map((scope) => scope.token).filter((token) => token !== null)
  expect(new Set(owners).size).toBe(owners.length)
}

test('with tasks and jobs done in any order, a drawing whose paths do not meet ends the same', () => {
  const unordered = files.filter((file) => UNORDERED.some((name) => file.endsWith(`/${name}.trace.json`)))
  expect(unordered.length).toBe(UNORDERED.length)
  fc.assert(
    fc.property(
      fc.constantFrom(...unordered),
      fc.array(fc.nat(1_000), { minLength: 20, maxLength: 20 }),
      (file, seed) => {
        const { definition, happenings } = walkOf(file)
        const first = happenings[0]
        if (!first) throw new Error('empty')
        expect(endOf(definition, first.happening, seed)).toEqual(endOf(definition, first.happening, [0]))
      },
    ),
    { numRuns: 300 },
  )
})

/** Traces of forks and joins of every kind: whatever is done first, the same elements are gone through. */
const UNORDERED = [
  'parallel-gateway',
  'inclusive',
  'inclusive-in-a-row',
  'inclusive-after-fork',
  'inclusive-sub-process',
  'implicit-start-and-end',
  'implicit-fork-and-join',
  'multi-instance-parallel',
  'multi-instance-sub-process',
  'multi-instance-in-rounds',
  'multi-instance-counted',
  'sub-process-parallel',
  'uncontrolled-merge',
  'ad-hoc',
  'compensation-sub-process',
  'inclusive-two-on-one-flow',
  'inclusive-through-link',
  'link-many-to-one',
  'ad-hoc-in-rounds',
  'compensation-handler-in-rounds',
]

function endOf(definition: Definition, start: Happening, seed: readonly number[]) {
  const entered: string[] = []
  let state: State | null = null
  let happening = start
  for (let moves = 0; moves < 200; moves++) {
    const result = step(definition, state, happening, 0)
    if (!result.ok) throw new Error(result.refusal)
    entered.push(...result.effects.flatMap((effect) => (effect.kind === 'enter' ? [effect.element] : [])))
    state = result.state
    if (state.status !== 'running') return { entered: entered.sort(), status: state.status }
    const waiting = state.tokens.filter((token) => token.waits === 'task' || token.waits === 'job')
    const token = waiting[(seed[moves % seed.length] ?? 0) % waiting.length]
    if (!token) throw new Error(`stuck at ${state.tokens.map((one) => one.element).join(' ')}`)
    happening = { kind: token.waits === 'task' ? 'task-completed' : 'job-done', token: token.id, variables: {} }
  }
  throw new Error('it never ended')
}
