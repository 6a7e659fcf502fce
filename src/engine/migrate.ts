import { containerOf, listenTo } from './body.js'
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
 * their time. What a boundary event, an event sub-process or an event behind a gateway waits for stops when it has no
 * counterpart, and begins when it is new; a new condition is looked at when something changes. Pure; nothing is taken
 * over in part.
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
    // Behind a gateway, what is waited for in another way there is waited for anew.
    if (old?.waits === 'event') return same && host && isBehind(target, host.element, node.id) ? node.id : null
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
  const listening = listenForNew(source, target, { state, moved, plan }, at)
  if ('deaf' in listening) {
    const token = state.tokens.find((one) => one.id === listening.deaf)
    return { ok: false, stays: [{ code: 'no-timer', element: token?.element ?? source.main }] }
  }
  return { ok: true, state: listening.state }
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
    case 'process':
      return old.call?.process === node.call?.process && old.call?.binding === node.call?.binding ? null : 'other-kind'
    // What listens stands behind the gateway, and is compared one by one.
    case 'event':
      return null
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

const eventsBehind = (definition: Definition, gateway: string): readonly string[] =>
  (definition.nodes[gateway]?.outgoing ?? []).map((flow) => definition.flows[flow]?.target ?? '')

const isBehind = (definition: Definition, gateway: string, event: string): boolean =>
  eventsBehind(definition, gateway).includes(event)

/**
 * What the new drawing waits for and the old one did not begins to wait: boundary events (an activity in rounds has
 * them around all), events behind a gateway, event sub-processes. What was waited for and has come stays gone.
 * @returns the token whose event can't listen instead
 */
function listenForNew(
  source: Definition,
  target: Definition,
  { state, moved, plan }: { readonly state: State; readonly moved: State; readonly plan: Plan },
  at: number,
): { readonly state: State } | { readonly deaf: number } {
  const run = new Run(target, moved, at)
  const known = Map.groupBy(Object.keys(plan), (old) => plan[old])
  const isNew = (id: string, host: string | null) =>
    !known.get(id)?.some((old) => source.nodes[old] && (host === null || source.nodes[old].attachedTo === host))
  const waiting: readonly Waiting[] = [...moved.timers, ...moved.subscriptions]
  for (const token of moved.tokens) {
    if (token.waits === 'incident' || run.isRound(token.scope, token.element)) continue
    const host = state.tokens.find((one) => one.id === token.id)?.element ?? null
    const events =
      token.waits === 'event'
        ? eventsBehind(target, token.element).filter((id) => !waits(waiting, token.id, id))
        : (target.boundaries[token.element] ?? []).filter((id) => isNew(id, host))
    const triggers = triggersOf(run, events, visible(run, token.scope))
    if ('reason' in triggers) return { deaf: token.id }
    listen(run, triggers, token.scope, token.id)
  }
  for (const scope of moved.scopes) {
    if (!HOLDING.includes(scope.kind) || isInterrupted(target, moved, scope)) continue
    for (const start of target.eventStarts[containerOf(scope)] ?? [])
      if (isNew(start, null)) listenTo(run, scope.id, start)
  }
  return { state: run.state }
}

const waits = (waiting: readonly Waiting[], token: number, element: string): boolean =>
  waiting.some((one) => one.token === token && one.element === element)

/** Scopes that hold the elements of a process or sub-process, and so its event sub-processes. */
const HOLDING: readonly Scope['kind'][] = ['process', 'call', 'sub-process', 'event-sub-process', 'ad-hoc']

/** An interrupting event sub-process runs in it: it listens to nothing any more. */
const isInterrupted = (target: Definition, state: State, scope: Scope): boolean =>
  state.tokens.some(
    (token) =>
      token.scope === scope.id &&
      target.nodes[token.element]?.byEvent &&
      (target.entries[token.element] ?? []).some((start) => target.nodes[start]?.interrupting),
  )
