import { elementOf } from './elements/index.js'
import { feel, literalOrFeel } from './feel.js'
import type { Definition, Json, Node, Variables } from './model.js'
import type { Effect, Scope, State, TimerState, Token, Warning } from './state.js'

/** A token on its way to an element. */
export interface Arrival {
  readonly scope: number
  readonly element: string
  readonly via: string | null
}

/** More moves than any drawing needs in one step; a loop without a wait stops here instead of for ever. */
const MOST_MOVES = 10_000

/** One step under way: the only mutable thing in the engine, made for one step and thrown away. */
export class Run {
  readonly definition: Definition
  readonly at: number
  status: State['status']
  nextId: number
  scopes: Scope[]
  tokens: Token[]
  timers: TimerState[]
  readonly arrivals: Arrival[] = []
  readonly effects: Effect[] = []
  readonly warnings: Warning[] = []

  constructor(definition: Definition, state: State, at: number) {
    this.definition = definition
    this.at = at
    this.status = state.status
    this.nextId = state.nextId
    this.scopes = [...state.scopes]
    this.tokens = [...state.tokens]
    this.timers = [...state.timers]
  }

  get state(): State {
    const { status, nextId, scopes, tokens, timers } = this
    return { status, nextId, scopes, tokens, timers }
  }

  node(id: string): Node {
    const node = this.definition.nodes[id]
    if (!node) throw new Error(`the definition has no element ${id}`)
    return node
  }

  id(): number {
    this.nextId += 1
    return this.nextId - 1
  }

  /** Moves tokens until each of them waits. */
  settle(): void {
    for (let moves = 0; this.status === 'running'; moves++) {
      const arrival = this.arrivals.shift()
      if (!arrival) {
        if (this.endEmptyScope()) continue
        return
      }
      const node = this.node(arrival.element)
      if (moves >= MOST_MOVES) {
        const token = this.wait(arrival, 'job')
        this.arrivals.length = 0
        this.effects.push({ kind: 'incident', token: token.id, element: node.id, reason: 'endless loop' })
        return
      }
      this.effects.push({ kind: 'enter', element: node.id, scope: arrival.scope })
      elementOf(node.type).enter(this, node, arrival)
    }
  }

  wait(arrival: Arrival, waits: Token['waits']): Token {
    const token: Token = { id: this.id(), scope: arrival.scope, element: arrival.element, waits, via: arrival.via }
    this.tokens.push(token)
    return token
  }

  /** Leaves an element by all its flows (an implicit fork when there are several), or by those named. */
  leave(node: Node, scope: number, flows: readonly string[] = node.outgoing): void {
    this.effects.push({ kind: 'leave', element: node.id, scope })
    for (const id of flows) {
      this.effects.push({ kind: 'take', flow: id })
      this.arrivals.push({ scope, element: this.definition.flows[id]?.target ?? '', via: id })
    }
  }

  openScope(input: {
    parent: number | null
    token: number | null
    process: string
    element: string | null
    variables: Variables
  }): Scope {
    const scope: Scope = { id: this.id(), ...input }
    this.scopes.push(scope)
    return scope
  }

  scope(id: number): Scope {
    const scope = this.scopes.find((one) => one.id === id)
    if (!scope) throw new Error(`the state has no scope ${id}`)
    return scope
  }

  /** What is visible in a scope: its own variables over those of the scopes around it. A call sees only its own. */
  visible(id: number): Variables {
    const scope = this.scope(id)
    const inCall = scope.element !== null && this.node(scope.element).type === 'bpmn:CallActivity'
    return scope.parent === null || inCall ? scope.variables : { ...this.visible(scope.parent), ...scope.variables }
  }

  setVariables(id: number, variables: Variables): void {
    this.scopes = this.scopes.map((scope) =>
      scope.id === id ? { ...scope, variables: { ...scope.variables, ...variables } } : scope,
    )
  }

  /** Sets variables where they are known already, else in the outermost scope of the process (Camunda 8, variable propagation). */
  propagate(id: number, variables: Variables): void {
    for (const [name, value] of Object.entries(variables)) {
      let scope = this.scope(id)
      while (
        !(name in scope.variables) &&
        scope.parent !== null &&
        !(scope.element !== null && this.node(scope.element).type === 'bpmn:CallActivity')
      )
        scope = this.scope(scope.parent)
      this.setVariables(scope.id, { [name]: value })
    }
  }

  /** Gives an element's result to its scope: through its output mappings, or all of it when it has none. */
  giveBack(node: Node, scope: number, result: Variables): void {
    if (node.outputs.length === 0) return this.propagate(scope, result)
    const seen = { ...this.visible(scope), ...result }
    this.propagate(
      scope,
      Object.fromEntries(node.outputs.map((one) => [one.target, this.evaluate(node, one.source, seen)])),
    )
  }

  evaluate(node: Node, expression: string, variables: Variables): Json {
    const { value, warnings } = feel(expression, variables)
    this.warnings.push(...warnings.map((message) => ({ element: node.id, expression, message })))
    return value
  }

  /** A text attribute that may be FEEL; null stays null, lists become comma-separated. */
  text(node: Node, attribute: string | null, variables: Variables): string | null {
    if (attribute === null) return null
    const { value, warnings } = literalOrFeel(attribute, variables)
    this.warnings.push(...warnings.map((message) => ({ element: node.id, expression: attribute, message })))
    if (value === null) return null
    return Array.isArray(value) ? value.map(String).join(',') : String(value)
  }

  startTimer(timer: Omit<TimerState, 'id'>): void {
    const started = { id: this.id(), ...timer }
    this.timers.push(started)
    this.effects.push({ kind: 'start-timer', timer: started.id, element: started.element, due: started.due })
  }

  /** Takes a token away with everything that hangs on it: its task or job, its timers, the scope it waits for. */
  remove(token: Token, reason: 'completed' | 'interrupted' | 'moved' | 'cancelled'): void {
    this.tokens = this.tokens.filter((one) => one.id !== token.id)
    for (const timer of this.timers.filter((one) => one.token === token.id))
      this.effects.push({ kind: 'stop-timer', timer: timer.id })
    this.timers = this.timers.filter((one) => one.token !== token.id)
    if (token.waits === 'task')
      this.effects.push({ kind: 'close-task', token: token.id, element: token.element, reason })
    if (token.waits === 'job' && reason !== 'completed')
      this.effects.push({ kind: 'stop-job', token: token.id, element: token.element })
    if (token.waits === 'scope')
      for (const scope of this.scopes.filter((one) => one.token === token.id)) this.removeScope(scope, reason)
  }

  /** Takes a scope away with every token in it. */
  removeScope(scope: Scope, reason: 'completed' | 'interrupted' | 'moved' | 'cancelled'): void {
    for (const token of this.tokens.filter((one) => one.scope === scope.id))
      this.remove(token, reason === 'completed' ? 'interrupted' : reason)
    this.scopes = this.scopes.filter((one) => one.id !== scope.id)
    for (let index = this.arrivals.length - 1; index >= 0; index--)
      if (this.arrivals[index]?.scope === scope.id) this.arrivals.splice(index, 1)
  }

  end(status: Exclude<State['status'], 'running'>): void {
    this.status = status
    this.effects.push({ kind: 'ended', status })
  }

  /** A scope without tokens is over: the root ends the process, another lets the token go on that waited for it. */
  private endEmptyScope(): boolean {
    const empty = this.scopes.findLast((scope) => !this.tokens.some((token) => token.scope === scope.id))
    if (!empty) return false
    this.endScope(empty)
    return true
  }

  endScope(scope: Scope, status: 'completed' | 'terminated' = 'completed'): void {
    const waiting = this.tokens.find((token) => token.id === scope.token)
    if (!waiting) return this.end(status)
    const node = this.node(waiting.element)
    this.removeScope(scope, 'completed')
    this.remove(waiting, 'completed')
    elementOf(node.type).scopeEnded?.(this, node, waiting, scope)
    this.leave(node, waiting.scope)
  }
}
