import { listen, triggersOf } from '../triggers.js'
import { visible } from '../variables.js'
import type { Behaviour } from './element.js'

/** Waits for the first of the events that follow; that one is taken, the others are no longer waited for. */
export const eventBasedGateway: Behaviour = {
  enter: (run, node, arrival) => {
    const events = node.outgoing.map((flow) => run.definition.flows[flow]?.target ?? '')
    const triggers = triggersOf(run, events, visible(run, arrival.scope))
    if ('reason' in triggers) return run.stop(arrival, triggers.reason, `${triggers.element}: ${triggers.message}`)
    const token = run.wait(arrival, 'event')
    listen(run, triggers, arrival.scope, token.id)
  },
}
