import { begin } from '../activity.js'
import { listen, triggerOf } from '../triggers.js'
import { visible } from '../variables.js'
import type { Behaviour } from './element.js'

/** Waits for a message, as an activity: it may have boundary events and be done several times. */
export const receiveTask: Behaviour = {
  enter: (run, node, arrival) => {
    if (arrival.triggered) return run.leave(node, arrival.scope)
    const trigger = triggerOf(run, node, { ...visible(run, arrival.scope), ...arrival.locals })
    if (!trigger) return
    if ('reason' in trigger) return run.stop(arrival, trigger.reason, trigger.message)
    begin(run, node, arrival, 'message', (token) => listen(run, [trigger], arrival.scope, token.id))
  },
}
