import { addDuration } from '../duration.js'
import type { Node } from '../model.js'
import type { Run } from '../run.js'
import type { TimerState, Token } from '../state.js'
import type { Behaviour } from './element.js'
import { dueOf } from './timer.js'

/** Stands on an activity; entered when its trigger comes, and left at once. */
export const boundaryEvent: Behaviour = { enter: (run, node, { scope }) => run.leave(node, scope) }

/** Starts the timers of the boundary events of an activity that a token has come to. */
export function armBoundaries(run: Run, node: Node, token: Token): void {
  for (const id of run.definition.boundaries[node.id] ?? []) {
    const event = run.node(id)
    const due = dueOf(run, event, token.scope)
    if (due) run.startTimer({ token: token.id, element: id, due: due.at, left: due.left, every: due.every })
    else run.effects.push({ kind: 'incident', token: token.id, element: id, reason: 'the timer has no time' })
  }
}

/** The trigger has come: the activity is interrupted, or a second path begins beside it; a cycle is started again. */
export function fireBoundary(run: Run, timer: TimerState, host: Token): void {
  const event = run.node(timer.element)
  run.timers = run.timers.filter((one) => one.id !== timer.id)
  if (event.interrupting) run.remove(host, 'interrupted')
  else if (timer.every !== null && timer.left !== 0) {
    const next = addDuration(timer.due, timer.every)
    if (next !== null)
      run.startTimer({ ...timerOf(timer), due: next, left: timer.left === null ? null : timer.left - 1 })
  }
  run.arrivals.push({ scope: host.scope, element: event.id, via: null })
}

const timerOf = ({ token, element, every }: TimerState) => ({ token, element, every })
