import { listen, triggerOf } from '../triggers.js'
import { visible } from '../variables.js'
import type { Behaviour } from './element.js'

/** Waits for an instant, a message, a signal or a condition; the end of a link is passed at once. */
export const intermediateCatchEvent: Behaviour = {
  enter: (run, node, arrival) => {
    const kind = node.event?.kind
    if (arrival.triggered || (kind !== 'timer' && kind !== 'message' && kind !== 'signal' && kind !== 'condition'))
      return run.leave(node, arrival.scope)
    const trigger = triggerOf(run, node, visible(run, arrival.scope))
    if (!trigger) return
    if ('reason' in trigger) return run.stop(arrival, trigger.reason, trigger.message)
    const token = run.wait(arrival, kind)
    listen(run, [trigger], arrival.scope, token.id)
  },
}
