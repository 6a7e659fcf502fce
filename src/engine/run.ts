import { stepAdHoc } from './ad-hoc.js'
import { endCompensation, keepUndoables } from './compensation.js'
import { checkConditions } from './conditions.js'
import { elementOf } from './elements/index.js'
import { joinInclusive } from './elements/inclusive-gateway.js'
import { flowsFrom } from './flows.js'
import type { CloseReason, Effect, Warning } from './happenings.js'
import type { Definition, Node, Variables } from './model.js'
import { endRounds, enterRounds } from './rounds.js'
import type { Incident, IncidentReason, Scope, State, Subscription, TimerState, Token, Undoable } from './state.js'

/** A token on its way to an element. */
export interface Arrival {
  readonly scope: number
  readonly element: string
  readonly via: string | null
  /** Variables of its own: the item and counter of a round, or what a compensated sub-process knew. */
  readonly locals?: Variables
  /** What it would wait for has come already. */
  readonly triggered?: boolean
}

/** A variable that a scope got or that changed in it. */
export interface Change {
  readonly scope: number
  readonly name: string
  readonly event: 'create' | 'update'
}

/** More moves than any drawing needs in one step; a loop without a wait stops here instead of for ever. */
const MOST_MOVES = 50_000

const byId = <T extends { readonly id: number }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]))

/** One step under way: the only mutable thing in the engine, made for one step and thrown away. */
export class Run {
  readonly definition: Definition
  readonly at: number
  status: State['status']
  nextId: number
  readonly scopes: Map<number, Scope>
  readonly tokens: Map<number, Token>
  readonly timers: Map<number, TimerState>
  readonly subscriptions: Map<number, Subscription>
  readonly undoables: Map<number, Undoable>
  readonly incidents: Map<number, Incident>
  arrivals: Arrival[] = []
  readonly effects: Effect[] = []
  readonly warnings: Warning[] = []
  /** Variables that changed, and where, since conditions were last looked at. */
  changes: Change[] = []
  /** Conditions that are waited for from now on, and so are looked at whatever has changed. */
  readonly fresh = new Set<number>()
  /** Scopes that may have lost their last token. */
  readonly touched = new Set<number>()
  private readonly counts = new Map<number, number>()
  /** The scope that a token waits for, or that holds its variables. */
  private readonly owned = new Map<number, number>()

  constructor(definition: Definition, state: State, at: number) {
    this.definition = definition
    this.at = at
    this.status = state.status
    this.nextId = state.nextId
    this.scopes = byId(state.scopes)
    this.tokens = byId(state.tokens)
    this.timers = byId(state.timers)
    this.subscriptions = byId(state.subscriptions)
    this.undoables = byId(state.undoables)
    this.incidents = byId(state.incidents)
    for (const { scope } of state.tokens) this.counts.set(scope, this.tokensIn(scope) + 1)
    for (const { id, token } of state.scopes) if (token !== null) this.owned.set(token, id)
  }

  get state(): State {
    const { status, nextId } = this
    return {
      status,
      nextId,
      scopes: [...this.scopes.values()],
      tokens: [...this.tokens.values()],
      timers: [...this.timers.values()],
      subscriptions: [...this.subscriptions.values()],
      undoables: [...this.undoables.values()],
      incidents: [...this.incidents.values()],
    }
  }

  node(id: string): Node {
    const node = this.definition.nodes[id]
    if (!node) throw new Error(`the definition has no element ${id}`)
    return node
  }

  scope(id: number): Scope {
    const scope = this.scopes.get(id)
    if (!scope) throw new Error(`the state has no scope ${id}`)
    return scope
  }

  id(): number {
    this.nextId += 1
    return this.nextId - 1
  }

  tokensIn(scope: number): number {
    return this.counts.get(scope) ?? 0
  }

  /** The scope a token waits for, or that holds its own variables. */
  scopeOf(token: Token): Scope | undefined {
    return this.scopes.get(this.owned.get(token.id) ?? -1)
  }

  /** Whether an element stands for one round of itself there, and not for all of them. */
  isRound(scope: number, element: string): boolean {
    const { kind, element: repeated } = this.scope(scope)
    return kind === 'rounds' && repeated === element
  }

  warn(element: string, expression: string, messages: readonly string[]): void {
    for (const message of messages) this.warnings.push({ element, expression, message })
  }

  /** Moves tokens until each of them waits. */
  settle(): void {
    for (let moves = 0; this.status === 'running'; moves++) {
      const arrival = this.arrivals.shift()
      if (!arrival) {
        if (this.endEmptyScope() || joinInclusive(this) || checkConditions(this)) continue
        return
      }
      if (moves >= MOST_MOVES && !arrival.triggered) {
        this.stop(arrival, 'too-many-moves', `more than ${MOST_MOVES} moves without a wait`)
        continue
      }
      const node = this.node(arrival.element)
      this.effects.push({ kind: 'enter', element: node.id, scope: arrival.scope })
      if (node.loop && !this.isRound(arrival.scope, node.id)) enterRounds(this, node, arrival)
      else elementOf(node.type).enter(this, node, arrival)
    }
  }

  wait({ scope, element, via }: Arrival, waits: Token['waits']): Token {
    const token: Token = { id: this.id(), scope, element, waits, via }
    this.tokens.set(token.id, token)
    this.counts.set(scope, this.tokensIn(scope) + 1)
    return token
  }

  /** Leaves an element by the flows that its conditions allow (several are an implicit fork), or by those named. */
  leave(node: Node, scope: number, flows = flowsFrom(this, node, scope)): void {
    if (flows === null) {
      this.stop({ scope, element: node.id, via: null }, 'no-flow-holds', 'no condition holds', 'leave')
      return
    }
    this.effects.push({ kind: 'leave', element: node.id, scope })
    for (const id of flows) {
      this.effects.push({ kind: 'take', flow: id })
      this.arrivals.push({ scope, element: this.definition.flows[id]?.target ?? '', via: id })
    }
    if (flows.length === 0) stepAdHoc(this, scope)
  }

  openScope(input: Omit<Scope, 'id' | 'rounds'> & { readonly rounds?: Scope['rounds'] }): Scope {
    const scope: Scope = { id: this.id(), rounds: null, ...input }
    this.scopes.set(scope.id, scope)
    if (scope.token !== null) this.owned.set(scope.token, scope.id)
    this.touched.add(scope.id)
    return scope
  }

  /** Lets a token stand where it can't go on, as an incident that can be tried again; nothing is lost. */
  stop(arrival: Arrival, reason: IncidentReason, message: string, retry: Incident['retry'] = 'enter'): void {
    const token = this.wait(arrival, 'incident')
    const { scope, locals } = arrival
    const { process, id } = this.node(arrival.element)
    if (locals)
      this.openScope({ kind: 'local', parent: scope, token: token.id, process, element: id, variables: locals })
    this.fail(token, reason, message, retry)
  }

  /** Notes an incident of a token that stands already. */
  fail(token: Token, reason: IncidentReason, message: string, retry: Incident['retry']): void {
    const incident: Incident = { id: this.id(), token: token.id, element: token.element, reason, message, retry }
    this.incidents.set(incident.id, incident)
    const { id, element } = incident
    this.effects.push({ kind: 'incident', incident: id, token: token.id, element, reason, message })
  }

  /**
   * Takes a token away with everything that hangs on it: its task or job, its timers, the scope or process it waits for.
   * @param by the event, or the activity whose completion condition came true, that ended it before its time
   */
  remove(token: Token, reason: CloseReason, by: string | null = null): void {
    if (!this.tokens.delete(token.id)) return
    this.counts.set(token.scope, this.tokensIn(token.scope) - 1)
    this.touched.add(token.scope)
    this.removeListeners((row) => row.token === token.id)
    for (const incident of this.incidents.values()) {
      if (incident.token !== token.id) continue
      this.incidents.delete(incident.id)
      this.effects.push({ kind: 'close-incident', incident: incident.id })
    }
    const { id, element } = token
    if (token.waits === 'task') this.effects.push({ kind: 'close-task', token: id, element, reason, by })
    if (token.waits === 'job' && reason !== 'completed') this.effects.push({ kind: 'stop-job', token: id, element })
    if (token.waits === 'process' && reason !== 'completed')
      this.effects.push({ kind: 'stop-process', token: id, element, reason, by })
    const scope = this.scopeOf(token)
    this.owned.delete(id)
    if (scope) this.removeScope(scope, reason === 'completed' ? 'interrupted' : reason, by)
  }

  /** Stops listening: timers and subscriptions that a test finds. */
  removeListeners(isMeant: (row: TimerState | Subscription) => boolean): void {
    for (const timer of this.timers.values()) {
      if (!isMeant(timer)) continue
      this.timers.delete(timer.id)
      this.effects.push({ kind: 'stop-timer', timer: timer.id })
    }
    for (const one of this.subscriptions.values()) {
      if (!isMeant(one)) continue
      this.subscriptions.delete(one.id)
      if (one.on !== 'condition') this.effects.push({ kind: 'unsubscribe', subscription: one.id })
    }
  }

  /** Takes everything out of a scope, and leaves the scope. */
  clearScope(id: number, reason: CloseReason, by: string | null = null): void {
    if (this.tokensIn(id) > 0)
      for (const token of this.tokens.values()) if (token.scope === id) this.remove(token, reason, by)
    this.arrivals = this.arrivals.filter((arrival) => arrival.scope !== id)
    this.removeListeners((row) => row.token === null && row.scope === id)
  }

  /** Takes a scope away with every token in it. */
  removeScope(scope: Scope, reason: CloseReason, by: string | null = null): void {
    this.clearScope(scope.id, reason, by)
    for (const one of this.undoables.values()) if (one.scope === scope.id) this.undoables.delete(one.id)
    this.scopes.delete(scope.id)
  }

  end(status: Exclude<State['status'], 'running'>): void {
    this.status = status
    this.effects.push({ kind: 'ended', status })
  }

  /** A scope without tokens is over, the innermost first. */
  private endEmptyScope(): boolean {
    for (const id of [...this.touched].toSorted((a, b) => b - a)) {
      this.touched.delete(id)
      const scope = this.scopes.get(id)
      if (!scope || scope.kind === 'local' || this.tokensIn(id) > 0) continue
      this.endScope(scope)
      return true
    }
    return false
  }

  /** Ends a scope: the root ends the process, another lets the token go on that waited for it. */
  endScope(scope: Scope, status: 'completed' | 'terminated' = 'completed'): void {
    const owner = scope.token === null ? undefined : this.tokens.get(scope.token)
    if (!owner) return this.end(status)
    const node = this.node(owner.element)
    if (scope.kind === 'rounds') return endRounds(this, node, owner, scope)
    if (scope.kind === 'compensation') return endCompensation(this, node, owner, scope)
    if (scope.kind === 'event-sub-process') {
      this.effects.push({ kind: 'leave', element: node.id, scope: owner.scope })
      return this.remove(owner, 'completed')
    }
    keepUndoables(this, scope, owner)
    elementOf(node.type).scopeEnded?.(this, node, owner, scope)
  }
}
