import { dueOf } from './elements/timer.js'
import type { Definition, Node } from './model.js'
import { Run } from './run.js'
import type { Scope, State, TimerState, Token } from './state.js'

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
  ...new Set([...state.tokens, ...state.timers].map((one) => one.element)),
]

/**
 * Takes a running process over to another drawing. Tokens keep their ids, so tasks and jobs stay theirs; timers keep
 * their time; a timer whose boundary event has no counterpart stops, and one that is new begins. Pure; nothing is
 * taken over in part.
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
    if (!node) return []
    return [{ ...scope, element: node.id, process: node.called ?? node.process }]
  })
  const tokens = state.tokens.flatMap((token): readonly Token[] => {
    const node = counterpart(token.element)
    const old = source.nodes[token.element]
    if (!node || !old) return []
    const fault = misfit(old, node, token)
    if (fault) stay(fault, token.element)
    const scope = scopes.find((one) => one.id === token.scope)
    if (scope && !liesIn(node, scope, target)) stay('other-scope', token.element)
    return [{ ...token, element: node.id }]
  })
  const timers = state.timers.flatMap((timer): readonly TimerState[] => {
    const host = tokens.find((token) => token.id === timer.token)
    const catching = state.tokens.some((token) => token.id === timer.token && token.element === timer.element)
    const node = target.nodes[plan[timer.element] ?? '']
    if (catching) return host ? [{ ...timer, element: host.element }] : []
    // The drawing has no such timer any more.
    if (!node) return []
    if (!host || node.attachedTo !== host.element || node.timer === null) {
      stay('no-timer', timer.element)
      return []
    }
    return [{ ...timer, element: node.id }]
  })
  if (stays.length > 0) return { ok: false, stays }
  return { ok: true, state: withNewTimers(target, { ...state, scopes, tokens, timers }, at) }
}

/** Whether what a token waits for is waited for there too. */
function misfit(old: Node, node: Node, token: Token): Stay['code'] | null {
  if (old.type !== node.type) return 'other-kind'
  if (token.waits === 'job') return old.job?.type === node.job?.type ? null : 'other-kind'
  if (token.waits === 'scope') return (old.called === null) === (node.called === null) ? null : 'other-kind'
  if (token.waits === 'timer') return node.timer === null ? 'other-kind' : null
  // A join counts the flows by which its branches have come; others would be waited for in vain, or not at all.
  if (token.waits === 'join') {
    const same = old.incoming.length === node.incoming.length && old.incoming.every((id) => node.incoming.includes(id))
    return same && token.via !== null ? null : 'joining'
  }
  return token.waits === 'task' ? null : 'not-supported'
}

function liesIn(node: Node, scope: Scope, target: Definition): boolean {
  const holder = scope.element === null ? null : target.nodes[scope.element]
  const parent = holder && holder.called === null ? holder.id : null
  return node.process === scope.process && node.parent === parent
}

/** Boundary timers that the old drawing had not begin now. */
function withNewTimers(target: Definition, state: State, at: number): State {
  const run = new Run(target, state, at)
  for (const token of state.tokens)
    for (const id of target.boundaries[token.element] ?? []) {
      const event = target.nodes[id]
      if (!event?.timer || state.timers.some((one) => one.token === token.id && one.element === id)) continue
      const due = dueOf(run, event, token.scope)
      if (due) run.startTimer({ token: token.id, element: id, due: due.at, left: due.left, every: due.every })
    }
  return run.state
}
