import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draw, type Block } from '../../test/support/draw.js'
import { block, chooser, walk } from '../../test/support/random-process.js'
import { compile, step, type Happening, type State } from './index.js'

/** MIZBAN_SEED=… draws the drawings of an earlier run again. */
const seed = Number(process.env['MIZBAN_SEED'] ?? Date.now() % 2 ** 31)
fc.configureGlobal({ seed })

/** The machine may be busy with other things. */
const LONG = { timeout: 60_000 }

const seeds = fc.array(fc.nat(1_000), { minLength: 5, maxLength: 30 })

async function definitionOf(one: Block, seed: readonly number[]) {
  const { xml, choices } = draw(one, chooser(seed))
  const { definition, problems } = await compile([{ name: 'random.bpmn', xml }])
  expect(problems).toEqual([])
  if (!definition) throw new Error('not compiled')
  return { definition, choices }
}

test(`a process is never stuck, and leaves no row behind (seed ${seed})`, LONG, async () => {
  await fc.assert(
    fc.asyncProperty(block, seeds, async (one, seed) => {
      const { definition, choices } = await definitionOf(one, seed)
      const { end } = walk(definition, choices, chooser(seed))
      expect(end).toMatchObject({
        status: 'completed',
        tokens: [],
        timers: [],
        subscriptions: [],
        undoables: [],
        incidents: [],
        scopes: [{ parent: null }],
      })
    }),
    { numRuns: 300 },
  )
})

test('to write the state down and read it again after each step changes nothing', LONG, async () => {
  await fc.assert(
    fc.asyncProperty(block, seeds, async (one, seed) => {
      const { definition, choices } = await definitionOf(one, seed)
      const kept = walk(definition, choices, chooser(seed))
      const reloaded = walk(structuredClone(definition), choices, chooser(seed), {
        keep: (state) => JSON.parse(JSON.stringify(state)),
      })
      expect(reloaded).toEqual(kept)
    }),
    { numRuns: 200 },
  )
})

test('in whatever order tasks and jobs are done, the same elements are gone through', LONG, async () => {
  await fc.assert(
    fc.asyncProperty(block, seeds, seeds, async (one, seed, other) => {
      const { definition, choices } = await definitionOf(one, seed)
      const [first, second] = [walk(definition, choices, chooser(seed)), walk(definition, choices, chooser(other))]
      expect([...second.entered].sort()).toEqual([...first.entered].sort())
    }),
    { numRuns: 200 },
  )
})

test('what happened once is refused the second time', async () => {
  const { definition, choices } = await definitionOf(
    { kind: 'sequence', blocks: [{ kind: 'task' }, { kind: 'task' }] },
    [0, 1],
  )
  const started = step(definition, null, { kind: 'start', variables: choices }, 0)
  if (!started.ok) throw new Error('not started')
  const completed: Happening = { kind: 'task-completed', token: started.state.tokens[0]?.id ?? -1, variables: {} }
  const once = step(definition, started.state, completed, 1)
  expect(once.ok).toBe(true)
  if (once.ok) expect(step(definition, once.state, completed, 2)).toEqual({ ok: false, refusal: 'no-such-token' })
  expect(step(definition, started.state, { kind: 'start', variables: {} }, 2)).toMatchObject({
    ok: false,
    refusal: 'already-started',
  })
})

test('a loop leaves nothing behind: after thousands of rounds the state is as large as after one', LONG, async () => {
  const { definition } = await definitionOf(
    { kind: 'loop', block: { kind: 'rounds', block: { kind: 'hand' } } },
    [0, 1],
  )
  const sizes = new Set<number>()
  let happening: Happening = { kind: 'start', variables: {} }
  let state: State | null = null
  for (let round = 0; round < 3_000; round++) {
    const result = step(definition, state, happening, 0)
    if (!result.ok) throw new Error(result.refusal)
    state = result.state
    const token = state.tokens[0]
    if (!token) throw new Error('it ended')
    sizes.add(JSON.stringify({ ...state, nextId: 0 }).replaceAll(/\d+/g, '0').length)
    happening = { kind: 'task-completed', token: token.id, variables: { [token.element]: true } }
  }
  expect(sizes.size).toBeLessThanOrEqual(2)
})
