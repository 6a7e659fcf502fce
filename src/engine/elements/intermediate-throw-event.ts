import { compensate } from '../compensation.js'
import { sendMessage, throwSignal } from '../send.js'
import { throwEscalation } from '../throw.js'
import type { Behaviour } from './element.js'

/** Brings something about and goes on; a link goes on at its other end. */
export const intermediateThrowEvent: Behaviour = {
  enter: (run, node, arrival) => {
    const { scope } = arrival
    switch (node.event?.kind) {
      case 'message':
        return sendMessage(run, node, arrival)
      case 'compensation':
        return compensate(run, node, scope)
      case 'escalation':
        if (throwEscalation(run, { scope, host: null }, node, node.event.code, {})) return
        break
      case 'signal':
        return throwSignal(run, node, scope)
      case 'link':
        run.leave(node, scope, [])
        run.arrivals.push({ scope, element: run.definition.links[node.id] ?? '', via: null, triggered: true })
        return
    }
    run.leave(node, scope)
  },
}
