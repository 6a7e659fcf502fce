import { fireBoundary } from './elements/boundary-event.js'
import { moveTargets, startOf } from './graph.js'
import type { Definition, Variables } from './model.js'
import { Run } from './run.js'
import type { Happening, RefusalCode, State, Step, Token } from './state.js'

const NEW: State = { status: 'running', nextId: 1, scopes: [], tokens: [], timers: [] }

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
    case 'start': {
      const scope = run.openScope({
        parent: null,
        token: null,
        process: run.definition.main,
        element: null,
        variables: happening.variables,
      })
      run.arrivals.push({
        scope: scope.id,
        element: startOf(run.definition, run.definition.main, null)?.id ?? '',
        via: null,
      })
      return null
    }
    case 'task-completed':
      return finish(run, happening.token, 'task', happening.variables)
    case 'job-done':
      return finish(run, happening.token, 'job', happening.variables)
    case 'job-failed': {
      const token = run.tokens.find((one) => one.id === happening.token && one.waits === 'job')
      if (!token) return 'no-such-token'
      run.effects.push({ kind: 'incident', token: token.id, element: token.element, reason: happening.message })
      return null
    }
    case 'timer-due':
      return fire(run, happening.timer)
    case 'set-variables': {
      const root = run.scopes.find((scope) => scope.parent === null)
      if (root) run.setVariables(root.id, happening.variables)
      return null
    }
    case 'move-token':
      return move(run, happening.token, happening.to)
    case 'cancel':
      for (const token of run.tokens.filter((one) => one.scope === rootOf(run))) run.remove(token, 'cancelled')
      run.end('cancelled')
      return null
  }
}

function finish(run: Run, id: number, waits: Token['waits'], result: Variables): RefusalCode | null {
  const token = run.tokens.find((one) => one.id === id)
  if (!token) return 'no-such-token'
  if (token.waits !== waits) return 'not-waiting'
  const node = run.node(token.element)
  run.remove(token, 'completed')
  run.giveBack(node, token.scope, result)
  run.leave(node, token.scope)
  return null
}

function fire(run: Run, id: number): RefusalCode | null {
  const timer = run.timers.find((one) => one.id === id)
  const token = run.tokens.find((one) => one.id === timer?.token)
  if (!timer || !token) return 'no-such-timer'
  if (token.element !== timer.element) {
    fireBoundary(run, timer, token)
    return null
  }
  run.timers = run.timers.filter((one) => one.id !== id)
  run.remove(token, 'completed')
  run.leave(run.node(token.element), token.scope)
  return null
}

function move(run: Run, id: number, to: string): RefusalCode | null {
  const token = run.tokens.find((one) => one.id === id)
  const target = run.definition.nodes[to]
  if (!token || token.waits === 'join') return 'no-such-token'
  if (!target) return 'no-such-element'
  const from = run.node(token.element)
  if (target.process !== from.process || target.parent !== from.parent) return 'cannot-move'
  if (!moveTargets(run.definition, from.id).includes(to)) return 'cannot-move'
  run.remove(token, 'moved')
  run.arrivals.push({ scope: token.scope, element: to, via: null })
  return null
}

const rootOf = (run: Run): number => run.scopes.find((scope) => scope.parent === null)?.id ?? 0

/** An ended process keeps its root scope, for its variables, and nothing else. */
function sweep(run: Run): void {
  for (const token of [...run.tokens]) if (run.tokens.includes(token)) run.remove(token, 'cancelled')
  run.scopes = run.scopes.filter((scope) => scope.parent === null)
  run.timers = []
}
