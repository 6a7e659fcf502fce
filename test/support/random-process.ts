import fc from 'fast-check'
import { expect } from 'vitest'
import { step, type Definition, type Effect, type Happening, type State, type Token } from '../../src/engine/index.js'
import type { Block } from './draw.js'

/** Random processes made of blocks. */
export const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Block>(
      { kind: 'task' },
      { kind: 'job' },
      { kind: 'wait' },
      { kind: 'hand' },
      { kind: 'script' },
      { kind: 'message' },
      { kind: 'first-event' },
    ),
    fc.record({
      kind: fc.constantFrom(
        'sequence' as const,
        'parallel' as const,
        'choice' as const,
        'inclusive' as const,
        'ad-hoc' as const,
      ),
      blocks: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constantFrom(
        'loop' as const,
        'sub-process' as const,
        'rounds' as const,
        'rounds-in-turn' as const,
        'twice' as const,
        'call' as const,
        'guarded' as const,
        'escalating' as const,
        'undone' as const,
      ),
      block: tie('block'),
    }),
  ),
})).block

interface Walk {
  readonly entered: readonly string[]
  readonly end: State
}

/** Lets things happen in an order that `pick` decides, until nothing is left. Loops go round twice. */
export function walk(
  definition: Definition,
  choices: Readonly<Record<string, number>>,
  pick: (count: number) => number,
  {
    keep = (state) => state,
    seen = () => {},
  }: {
    readonly keep?: (state: State) => State
    readonly seen?: (state: State, effects: readonly Effect[]) => void
  } = {},
): Walk {
  const rounds = new Map<string, number>()
  const entered: string[] = []
  let state: State | null = null
  let happening: Happening = { kind: 'start', variables: choices }
  for (let moves = 0; moves < 2_000; moves++) {
    const result = step(definition, state && keep(state), happening, moves * 60_000)
    if (!result.ok) throw new Error(`refused: ${result.refusal}`)
    expect(result.effects.filter((effect) => effect.kind === 'incident')).toEqual([])
    entered.push(...result.effects.flatMap((effect) => (effect.kind === 'enter' ? [effect.element] : [])))
    state = result.state
    seen(state, result.effects)
    if (state.status !== 'running') return { entered, end: state }
    const waiting: readonly Token[] = state.tokens.filter((token) => token.waits !== 'scope' && token.waits !== 'join')
    // Never stuck: a running process always waits for something that can happen.
    expect(waiting.length).toBeGreaterThan(0)
    const chosen = waiting[pick(waiting.length)] ?? waiting[0]
    if (!chosen) throw new Error('stuck')
    happening = happen(state, chosen, rounds)
  }
  throw new Error('it never ended')
}

function happen(state: State, token: Token, rounds: Map<string, number>): Happening {
  if (token.waits === 'message') {
    const { name, key } = state.subscriptions.find((one) => one.token === token.id) ?? { name: null, key: null }
    return { kind: 'message', name: name ?? '', key, variables: {} }
  }
  if (token.waits === 'timer' || token.waits === 'event')
    return { kind: 'timer-due', timer: state.timers.find((one) => one.token === token.id)?.id ?? -1 }
  const round = (rounds.get(token.element) ?? 0) + 1
  if (token.element.startsWith('again_')) rounds.set(token.element, round)
  const variables = token.element.startsWith('again_') ? { [token.element]: round % 2 === 1 } : {}
  return { kind: token.waits === 'task' ? 'task-completed' : 'job-done', token: token.id, variables }
}

export const chooser = (seed: readonly number[]) => {
  let at = 0
  return (count: number): number => {
    at += 1
    return (seed[at % seed.length] ?? 0) % count
  }
}
