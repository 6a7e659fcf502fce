import { dueOf } from './timer.js'
import type { Behaviour } from './element.js'

/** Waits until an instant or for a duration. */
export const timerCatchEvent: Behaviour = {
  enter: (run, node, arrival) => {
    const token = run.wait(arrival, 'timer')
    const due = dueOf(run, node, arrival.scope)
    if (due) run.startTimer({ token: token.id, element: node.id, due: due.at, left: 0, every: null })
    else run.effects.push({ kind: 'incident', token: token.id, element: node.id, reason: 'the timer has no time' })
  },
}
