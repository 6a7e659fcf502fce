import { complete } from './activity.js'
import { addDuration } from './duration.js'
import { startEventSubProcess } from './event-sub-process.js'
import type { Node, Variables } from './model.js'
import type { Run } from './run.js'
import type { Subscription, TimerState, Token } from './state.js'
import { startTimer } from './triggers.js'
import { giveBack } from './variables.js'

/** What an element listens to has come. */
export function fire(run: Run, row: TimerState | Subscription, variables: Variables): void {
  const event = run.node(row.element)
  if ('due' in row) tick(run, row)
  if (row.token === null) return startEventSubProcess(run, row.scope, event, variables)
  const host = run.tokens.get(row.token)
  if (!host) return
  if (event.attachedTo === host.element) return fireBoundary(run, event, host, variables)
  if (host.element === event.id) return complete(run, event, host, variables)
  // An event-based gateway: the first of its events decides, the others are no longer listened to.
  run.remove(host, 'completed')
  giveBack(run, event, host.scope, host.scope, variables)
  const flow = event.incoming[0] ?? null
  run.effects.push({ kind: 'leave', element: host.element, scope: host.scope })
  if (flow !== null) run.effects.push({ kind: 'take', flow })
  run.arrivals.push({ scope: host.scope, element: event.id, via: flow, triggered: true })
}

/** The trigger has come: the activity is interrupted, or a second path begins beside it. */
export function fireBoundary(run: Run, event: Node, host: Token, variables: Variables): void {
  if (event.interrupting) run.remove(host, 'interrupted', event.id)
  giveBack(run, event, host.scope, host.scope, variables)
  run.arrivals.push({ scope: host.scope, element: event.id, via: null, triggered: true })
}

/** A timer that has fired is gone; a cycle is started again where the event does not end what it stands on. */
function tick(run: Run, timer: TimerState): void {
  run.timers.delete(timer.id)
  if (timer.every === null || timer.left === 0 || run.node(timer.element).interrupting) return
  const next = addDuration(timer.due, timer.every)
  if (next !== null)
    startTimer(run, { ...timer, id: run.id(), due: next, left: timer.left === null ? null : timer.left - 1 })
}
