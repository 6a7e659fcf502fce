import type { Definition, Node } from './model.js'
import { Run } from './run.js'
import type { Scope, State, Token } from './state.js'
import { listen, triggersOf } from './triggers.js'
import { visible } from './variables.js'

/** Which element of the new drawing takes the place of which of the old one; what is not named has no counterpart. */
export type Plan = Readonly<Record<string, string>>

/** Why a process can't go over to another drawing, and at which element of the old one. */
export interface Stay {
  readonly code: 'no-target' | 'other-kind' | 'other-scope' | 'no-timer' | 'joining' | 'not-supported'
  readonly element: string
}

export interface Proposal {
  readonly element: string
  readonly to: string | null
  readonly why: 'same' | 'like' | 'none'
}

/**
 * Proposes a counterpart for every element of a drawing: the one with the same id and type; else the only one of its
 * type with the same name, or of the same office and form.
 */
export function proposePlan(source: Definition, target: Definition): readonly Proposal[] {
  const taken = new Set<string>()
  const same = (node: Node) => {
    const other = target.nodes[node.id]
    return other?.type === node.type ? other.id : null
  }
  const nodes = Object.values(source.nodes)
  for (const node of nodes) if (same(node) !== null) taken.add(node.id)
  return nodes.map((node): Proposal => {
    const to = same(node)
    if (to !== null) return { element: node.id, to, why: 'same' }
    const free = Object.values(target.nodes).filter((one) => one.type === node.type && !taken.has(one.id))
    const like =
      only(free.filter((one) => node.name !== null && one.name === node.name)) ??
      only(
        free.filter(
          (one) =>
            node.task !== null &&
            node.task.office !== null &&
            one.task?.office === node.task.office &&
            one.task.form === node.task.form,
        ),
      )
    if (!like) return { element: node.id, to: null, why: 'none' }
    taken.add(like.id)
    return { element: node.id, to: like.id, why: 'like' }
  })
}

const only = <T>(list: readonly T[]): T | null => (list.length === 1 ? (list[0] ?? null) : null)

/** Elements of the old drawing where a process stands now: what a plan must say something about. */
export const occupied = (state: State): readonly string[] => [
  ...new Set([...state.tokens, ...state.timers, ...state.subscriptions].map((one) => one.element)),
]

/** What waits for an event: a timer, or what is listened to. */
interface Waiting {
  readonly token: number | null
  readonly element: string
}

/**
 * Takes a running process over to another drawing. Tokens keep their ids, so tasks and jobs stay theirs; timers keep
 * their time; what a boundary event waits for stops when it has no counterpart, and begins when it is new. An event
 * sub-process that is new is not listened for. Pure; nothing is taken over in part.
 * @param at epoch milliseconds, from which timers that are new count
 * @returns the state, or every reason why it stays
 */
export function migrate(
  source: Definition,
  target: Definition,
  state: State,
  plan: Plan,
  at: number,
): { readonly ok: true; readonly state: State } | { readonly ok: false; readonly stays: readonly Stay[] } {
  const stays: Stay[] = []
  const stay = (code: Stay['code'], element: string): null => {
    if (!stays.some((one) => one.code === code && one.element === element)) stays.push({ code, element })
    return null
  }
  const counterpart = (element: string): Node | null => target.nodes[plan[element] ?? ''] ?? stay('no-target', element)

  const scopes = state.scopes.flatMap((scope): readonly Scope[] => {
    if (scope.element === null) return [{ ...scope, process: target.main }]
    const node = counterpart(scope.element)
    return node ? [{ ...scope, element: node.id, process: processOf(scope, node, target) }] : []
  })
  const tokens = state.tokens.flatMap((token): readonly Token[] => {
    const node = counterpart(token.element)
    const old = source.nodes[token.element]
    if (!node || !old) return []
    const fault = misfit(old, node, token)
    if (fault) stay(fault, token.element)
    else if (!liesIn(node, token.scope, scopes)) stay('other-scope', token.element)
    return [{ ...token, element: node.id }]
  })
  /** The counterpart of an event that is waited for; null when it is no longer, or can't be there. */
  const eventOf = ({ token, element }: Waiting): string | null => {
    const old = state.tokens.find((one) => one.id === token)
    const host = tokens.find((one) => one.id === token)
    if (old?.element === element) return host?.element ?? null
    const [event, node] = [source.nodes[element], target.nodes[plan[element] ?? '']]
    if (!event || !node) return null
    const same = node.type === event.type && sameEvent(event, node)
    const there = event.attachedTo === null ? node.attachedTo === null : node.attachedTo === host?.element
    return same && there ? node.id : stay('no-timer', element)
  }
  const over = <T extends Waiting>(rows: readonly T[]): readonly T[] =>
    rows.flatMap((row) => {
      const element = eventOf(row)
      return element === null ? [] : [{ ...row, element }]
    })
  const timers = over(state.timers)
  const subscriptions = over(state.subscriptions)
  if (stays.length > 0) return { ok: false, stays }
  const moved: State = {
    ...state,
    scopes,
    tokens,
    timers,
    subscriptions,
    undoables: state.undoables.flatMap((one) => {
      const [element, within] = [plan[one.element], one.within === null ? null : plan[one.within]]
      return element === undefined || within === undefined ? [] : [{ ...one, element, within }]
    }),
    incidents: state.incidents.map((one) => ({ ...one, element: plan[one.element] ?? one.element })),
  }
  return { ok: true, state: withNewBoundaries(target, moved, at) }
}

/** Whether what a token waits for is waited for there too. */
function misfit(old: Node, node: Node, token: Token): Stay['code'] | null {
  if (old.type !== node.type || old.byEvent !== node.byEvent || old.loop?.kind !== node.loop?.kind) return 'other-kind'
  switch (token.waits) {
    case 'task':
    case 'incident':
      return null
    case 'job':
      return old.job?.type === node.job?.type ? null : 'other-kind'
    case 'timer':
    case 'message':
    case 'signal':
    case 'condition':
      return sameEvent(old, node) ? null : 'other-kind'
    case 'scope':
      return old.call?.process === node.call?.process ? null : 'other-kind'
    // What listens stands behind the gateway; other flows would listen to something else.
    case 'event':
      return sameIds(old.outgoing, node.outgoing) ? null : 'not-supported'
    // A join counts the flows by which its branches have come; others would be waited for in vain, or not at all.
    case 'join':
      return sameIds(old.incoming, node.incoming) ? null : 'joining'
  }
}

const sameIds = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id))

/** Timers may say another time, which counts from now on for others; what is listened for has to be the same. */
const sameEvent = (old: Node, node: Node): boolean =>
  old.event?.kind === 'timer' ? node.event?.kind === 'timer' : JSON.stringify(old.event) === JSON.stringify(node.event)

function processOf(scope: Scope, node: Node, target: Definition): string {
  if (scope.kind !== 'call') return node.process
  return node.call && target.processes.includes(node.call.process) ? node.call.process : scope.process
}

/** Scopes that lie around elements of the same level: rounds, variables of one activity, compensation. */
const THIN: readonly Scope['kind'][] = ['rounds', 'local', 'compensation']

function liesIn(node: Node, scope: number, scopes: readonly Scope[]): boolean {
  const holder = scopes.find((one) => one.id === scope)
  if (!holder) return false
  if (THIN.includes(holder.kind) && holder.parent !== null) return liesIn(node, holder.parent, scopes)
  const parent = holder.kind === 'process' || holder.kind === 'call' ? null : holder.element
  return node.process === holder.process && node.parent === parent
}

/** What boundary events wait for that the old drawing had not begins now; an activity in rounds has them around all. */
function withNewBoundaries(target: Definition, state: State, at: number): State {
  const run = new Run(target, state, at)
  const waiting: readonly Waiting[] = [...state.timers, ...state.subscriptions]
  for (const token of state.tokens) {
    const events = (target.boundaries[token.element] ?? []).filter(
      (id) => !waiting.some((one) => one.token === token.id && one.element === id),
    )
    if (events.length === 0 || token.waits === 'incident' || run.isRound(token.scope, token.element)) continue
    const triggers = triggersOf(run, events, visible(run, token.scope))
    if (!('reason' in triggers)) listen(run, triggers, token.scope, token.id)
  }
  return run.state
}
