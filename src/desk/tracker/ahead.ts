import type { Definition } from '../../engine/index.js'
import type { Shape } from './shape.js'
import { waysFrom } from './ways.js'

/** A token of a process as the tracker needs it. */
export interface TrackedToken {
  readonly element: string
  /** The activities by whose calls it came there, the outermost first. */
  readonly calls: readonly string[]
  readonly waits: string
  /** Of an activity that is done several times, on the token that waits for all its rounds. */
  readonly rounds: { readonly total: number | null; readonly started: number; readonly done: number } | null
  /** Until when it waits at the latest; null when no time ends that. */
  readonly until: number | null
}

/** What may still come, seen from the tokens. */
export interface Ahead {
  /** By ways forward: it is still to be done, or may be. */
  readonly onward: ReadonlySet<string>
  /** Also by going round a loop once more. */
  readonly ever: ReadonlySet<string>
  /** Steps that may be opened as soon as one of those that are open is done. */
  readonly next: ReadonlySet<string>
}

export function aheadOf(definition: Definition, shape: Shape, tokens: readonly TrackedToken[]): Ahead {
  const onward = tokens.map((token) => reach(definition, shape, starts(definition, shape, token, false), false))
  const ever = tokens.map((token) => reach(definition, shape, starts(definition, shape, token, true), true))
  return { onward: union(onward), ever: union(ever), next: nextSteps(definition, shape, tokens, onward) }
}

const union = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> => new Set(sets.flatMap((one) => [...one]))

/** The end of a sub-process or called process, seen from inside: its activity goes on from there. */
const exitOf = (activity: string): string => `/${activity}`

/** Where a token goes when what it waits for has come. */
function starts(definition: Definition, shape: Shape, token: TrackedToken, back: boolean): readonly string[] {
  const inner = isAgain(definition, token, back) ? entriesOf(definition, token.element) : []
  return [...after(definition, shape, token.element, back, true), ...inner]
}

/** Whether an activity is done once more: surely when items are left, perhaps when a condition decides. */
function isAgain(definition: Definition, { element, rounds }: TrackedToken, perhaps: boolean): boolean {
  const loop = definition.nodes[element]?.loop ?? null
  if (!loop || !rounds) return false
  const left = rounds.total === null || rounds.started < rounds.total
  return left && (loop.kind === 'multi-instance' || perhaps)
}

function entriesOf(definition: Definition, element: string): readonly string[] {
  const container = definition.nodes[element]?.call?.process ?? element
  return definition.entries[container] ?? []
}

function after(
  definition: Definition,
  shape: Shape,
  element: string,
  back: boolean,
  boundaries: boolean,
): readonly string[] {
  const node = definition.nodes[element]
  if (!node) return []
  const all = back ? waysFrom(definition, node) : (shape.levelOf.get(element)?.onward.get(element) ?? [])
  const flows = all.filter((way) => !way.boundary)
  const ways = boundaries || flows.length === 0 ? all : flows
  const around = flows.length === 0 ? shape.around.get(element) : undefined
  return [...ways.map((way) => way.to), ...(around === undefined ? [] : [exitOf(around)])]
}

function reach(definition: Definition, shape: Shape, from: readonly string[], back: boolean): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [...from]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    waiting.push(...after(definition, shape, id, back, true), ...entriesOf(definition, id))
  }
  return reached
}

/**
 * The steps that are reached without another step in between. A join, or the end of a sub-process that runs, is gone
 * through when every token on its way there comes to it without another step.
 */
function nextSteps(
  definition: Definition,
  shape: Shape,
  tokens: readonly TrackedToken[],
  onward: readonly ReadonlySet<string>[],
): ReadonlySet<string> {
  const live = new Set(tokens.filter((token) => token.waits === 'scope').map((token) => token.element))
  const gates = new Map<string, readonly string[]>()
  const open = new Set<string>()
  const walked = tokens.map((token) =>
    // A token that waits for what is inside an activity goes on when that has come to its end.
    token.waits === 'scope' && isContainer(definition, token.element)
      ? new Set<string>()
      : near(after(definition, shape, token.element, true, false)),
  )
  function near(from: readonly string[]): Set<string> {
    const found = new Set<string>()
    const waiting = [...from]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (found.has(id)) continue
      found.add(id)
      const beyond = onFrom(id)
      if (isGate(id)) gates.set(id, beyond)
      if (isGate(id) && !open.has(id)) continue
      waiting.push(...beyond)
    }
    return found
  }
  function onFrom(id: string): readonly string[] {
    if (id.startsWith('/')) {
      const activity = id.slice(1)
      const again = tokens.some((token) => token.element === activity && isAgain(definition, token, true))
      return [...after(definition, shape, activity, true, false), ...(again ? entriesOf(definition, activity) : [])]
    }
    if (definition.nodes[id]?.type === 'bpmn:UserTask') return []
    const entries = entriesOf(definition, id)
    return entries.length > 0 ? entries : after(definition, shape, id, true, false)
  }
  function isGate(id: string): boolean {
    if (id.startsWith('/')) return live.has(id.slice(1))
    const node = definition.nodes[id]
    return JOINING.includes(node?.type ?? '') && (node?.incoming.length ?? 0) > 1
  }
  for (let opened = true; opened;) {
    opened = false
    for (const [gate, beyond] of [...gates]) {
      if (open.has(gate)) continue
      const coming = tokens.map((token, index) => ({
        late: token.element !== gate && onward[index]?.has(gate) === true && walked[index]?.has(gate) !== true,
        inside: token.waits !== 'scope' || !isContainer(definition, token.element),
      }))
      if (coming.some((one) => one.late && one.inside)) continue
      open.add(gate)
      opened = true
      for (const found of walked) if (found.has(gate)) for (const id of near(beyond)) found.add(id)
    }
  }
  const steps = [...union(walked)].filter((id) => definition.nodes[id]?.type === 'bpmn:UserTask')
  return new Set(steps)
}

const isContainer = (definition: Definition, element: string): boolean => entriesOf(definition, element).length > 0

const JOINING: readonly string[] = ['bpmn:ParallelGateway', 'bpmn:InclusiveGateway']
