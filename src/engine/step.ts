import { openBody, listenTo } from './body.js'
import { fire } from './fire.js'
import { moveTargets } from './graph.js'
import type { Happening, RefusalCode, Step } from './happenings.js'
import { comeBack, startProcess } from './elements/call-activity.js'
import { failJob, offerJob, retryJob } from './job.js'
import { complete } from './activity.js'
import type { Definition, Variables } from './model.js'
import { Run } from './run.js'
import type { State, Token } from './state.js'
import { throwError, throwEscalation } from './throw.js'
import { setVariables } from './variables.js'

const NEW: State = {
  status: 'running',
  nextId: 1,
  scopes: [],
  tokens: [],
  timers: [],
  subscriptions: [],
  undoables: [],
  incidents: [],
}

/**
 * Takes a process one step: from a state and a happening to the next state and what follows from it. Pure: the same
 * input gives the same output, nothing is called, the input stays as it was.
 * @param state null before the start
 * @param at when it happens, epoch milliseconds
 */
export function step(definition: Definition, state: State | null, happening: Happening, at: number): Step {
  if (state === null && happening.kind !== 'start') return { ok: false, refusal: 'not-running' }
  if (state !== null && happening.kind === 'start') return { ok: false, refusal: 'already-started' }
  if (state !== null && state.status !== 'running') return { ok: false, refusal: 'not-running' }
  const run = new Run(definition, state ?? NEW, at)
  const refusal = happen(run, happening)
  if (refusal) return { ok: false, refusal }
  run.settle()
  if (run.status !== 'running') sweep(run)
  return { ok: true, state: run.state, effects: run.effects, warnings: run.warnings }
}

function happen(run: Run, happening: Happening): RefusalCode | null {
  switch (happening.kind) {
    case 'start':
      return start(run, happening.variables, happening.element)
    case 'task-completed':
      return done(run, happening.token, 'task', happening.variables)
    case 'job-done':
      return done(run, happening.token, 'job', happening.variables)
    case 'process-ended':
    case 'process-failed':
      return returned(run, happening)
    case 'job-failed': {
      const token = run.tokens.get(happening.token)
      if (token?.waits !== 'job') return token ? 'not-waiting' : 'no-such-token'
      failJob(run, token, happening.message, happening.retries ?? 0, happening.backoff ?? null)
      return null
    }
    case 'error':
    case 'escalation':
      return raise(run, happening)
    case 'timer-due':
      return tick(run, happening.timer)
    case 'message':
    case 'signal':
      return hear(run, happening)
    case 'retry':
      return retry(run, happening.incident)
    case 'set-variables': {
      const scope = happening.scope ?? rootOf(run)
      if (!run.scopes.has(scope)) return 'no-such-scope'
      setVariables(run, scope, happening.variables)
      return null
    }
    case 'move-token':
      return move(run, happening.token, happening.to, happening.anywhere ?? false)
    case 'activate':
      return activate(run, happening.token, happening.element)
    case 'cancel':
      run.clearScope(rootOf(run), 'cancelled')
      run.end('cancelled')
      return null
  }
}

/** Begins at the start event that is named, else at the first plain one, else at what no flow leads to. */
function start(run: Run, variables: Variables, element?: string): RefusalCode | null {
  const { main, entries, nodes } = run.definition
  const node = element === undefined ? undefined : nodes[element]
  if (element !== undefined && (node?.type !== 'bpmn:StartEvent' || node.process !== main || node.parent !== null))
    return 'no-such-start'
  const drawn = entries[main] ?? []
  const plain = nodes[drawn[0] ?? '']?.type === 'bpmn:StartEvent' ? drawn.slice(0, 1) : drawn
  if (element === undefined && plain.length === 0) return 'no-such-start'
  const scope = { kind: 'process' as const, parent: null, token: null, process: main, element: null, variables }
  openBody(run, scope, element === undefined ? plain : [element])
  return null
}

function done(run: Run, id: number, waits: Token['waits'], result: Variables): RefusalCode | null {
  const token = run.tokens.get(id)
  if (!token) return 'no-such-token'
  if (token.waits !== waits) return 'not-waiting'
  complete(run, run.node(token.element), token, result)
  return null
}

function raise(run: Run, happening: Extract<Happening, { kind: 'error' | 'escalation' }>): RefusalCode | null {
  const token = run.tokens.get(happening.token)
  if (!token) return 'no-such-token'
  if (token.waits !== 'task' && token.waits !== 'job' && token.waits !== 'process') return 'not-waiting'
  const node = run.node(token.element)
  const from = { scope: token.scope, host: token }
  if (happening.kind === 'escalation') throwEscalation(run, from, node, happening.code, happening.variables)
  else if (!throwError(run, from, node, happening.code, happening.variables)) {
    // The incident stays where the error was thrown, in the called process.
    if (token.waits === 'process') return 'not-caught'
    run.fail(token, 'error-not-caught', `nothing catches the error ${happening.code}`, 'job')
  }
  return null
}

/** A process that was called as an instance of its own has ended, or there is none. */
function returned(run: Run, happening: Extract<Happening, { kind: 'process-ended' | 'process-failed' }>) {
  const token = run.tokens.get(happening.token)
  if (token?.waits !== 'process') return token ? 'not-waiting' : 'no-such-token'
  if (happening.kind === 'process-ended') comeBack(run, run.node(token.element), token, happening.variables)
  else if (![...run.incidents.values()].some((one) => one.token === token.id))
    run.fail(token, 'process-failed', happening.message, 'process')
  return null
}

function tick(run: Run, id: number): RefusalCode | null {
  const timer = run.timers.get(id)
  if (!timer) return 'no-such-timer'
  const token = timer.token === null ? undefined : run.tokens.get(timer.token)
  if (token?.waits === 'job' && token.element === timer.element) retryJob(run, timer, token)
  else fire(run, timer, {})
  return null
}

/** A message goes to one element, the one that has waited longest; a signal to all. */
function hear(run: Run, happening: Extract<Happening, { kind: 'message' | 'signal' }>): RefusalCode | null {
  const waiting = [...run.subscriptions.values()].filter(
    (one) =>
      one.on === happening.kind &&
      one.name === happening.name &&
      (happening.kind === 'signal' || one.key === happening.key),
  )
  if (waiting.length === 0) return 'nobody-waits'
  for (const one of happening.kind === 'message' ? waiting.slice(0, 1) : waiting)
    if (run.subscriptions.has(one.id)) fire(run, one, happening.variables)
  return null
}

function retry(run: Run, id: number): RefusalCode | null {
  const incident = run.incidents.get(id)
  const token = run.tokens.get(incident?.token ?? -1)
  if (!incident || !token) return 'no-such-incident'
  const node = run.node(token.element)
  run.incidents.delete(id)
  run.effects.push({ kind: 'close-incident', incident: id })
  if (incident.retry === 'job') {
    if (token.waits === 'job') offerJob(run, node, token)
    return null
  }
  if (incident.retry === 'process') {
    if (token.waits === 'process') startProcess(run, node, token)
    return null
  }
  const locals = run.scopeOf(token)?.variables
  run.remove(token, 'completed')
  if (incident.retry === 'leave') run.leave(node, token.scope)
  else if (incident.retry === 'listen') listenTo(run, token.scope, node.id)
  else {
    const joined = node.type === 'bpmn:InclusiveGateway' && token.via === null
    const { scope, element, via } = token
    run.arrivals.push({ scope, element, via, ...(locals ? { locals } : {}), ...(joined ? { triggered: true } : {}) })
  }
  return null
}

function move(run: Run, id: number, to: string, anywhere: boolean): RefusalCode | null {
  const token = run.tokens.get(id)
  const target = run.definition.nodes[to]
  if (!token || (token.waits === 'join' && !anywhere)) return 'no-such-token'
  if (!target) return 'no-such-element'
  const from = run.node(token.element)
  if (target.process !== from.process || target.parent !== from.parent) return 'cannot-move'
  const { kind } = run.scope(token.scope)
  if (kind === 'rounds' || kind === 'compensation' || isUnreachable(target.type, target.byEvent)) return 'cannot-move'
  if (!anywhere && !moveTargets(run.definition, from.id).includes(to)) return 'cannot-move'
  run.remove(token, 'moved')
  run.arrivals.push({ scope: token.scope, element: to, via: null })
  return null
}

/** Elements that no token is ever on its way to. */
const isUnreachable = (type: string, byEvent: boolean): boolean =>
  byEvent || type === 'bpmn:StartEvent' || type === 'bpmn:BoundaryEvent'

function activate(run: Run, id: number, element: string): RefusalCode | null {
  const token = run.tokens.get(id)
  const scope = token && run.scopeOf(token)
  if (!token) return 'no-such-token'
  if (scope?.kind !== 'ad-hoc') return 'not-waiting'
  if (run.definition.nodes[element]?.parent !== token.element) return 'no-such-element'
  run.arrivals.push({ scope: scope.id, element, via: null })
  return null
}

const rootOf = (run: Run): number => [...run.scopes.values()].find((scope) => scope.parent === null)?.id ?? 0

/** An ended process keeps its root scope, for its variables, and nothing else. */
function sweep(run: Run): void {
  const root = rootOf(run)
  for (const token of [...run.tokens.values()]) run.remove(token, 'cancelled')
  run.removeListeners(() => true)
  for (const id of run.scopes.keys()) if (id !== root) run.scopes.delete(id)
  run.undoables.clear()
}
