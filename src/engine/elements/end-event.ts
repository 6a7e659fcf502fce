import { compensate } from '../compensation.js'
import { throwError, throwEscalation } from '../throw.js'
import { sendMessage, throwSignal } from '../send.js'
import type { Behaviour } from './element.js'

/**
 * A token ends here. A terminate event ends every other token of its scope with it; an error ends what lies between
 * here and where it is caught; the others bring about something first.
 */
export const endEvent: Behaviour = {
  enter: (run, node, arrival) => {
    const { scope } = arrival
    switch (node.event?.kind) {
      case 'message':
        return sendMessage(run, node, arrival)
      case 'compensation':
        return compensate(run, node, scope)
      case 'error':
        run.effects.push({ kind: 'leave', element: node.id, scope })
        if (!throwError(run, { scope, host: null }, node, node.event.code, {}))
          run.stop(arrival, 'error-not-caught', `nothing catches the error ${node.event.code ?? ''}`)
        return
      case 'escalation':
        run.effects.push({ kind: 'leave', element: node.id, scope })
        throwEscalation(run, { scope, host: null }, node, node.event.code, {})
        return
      case 'signal':
        return throwSignal(run, node, scope)
      case 'terminate':
        run.effects.push({ kind: 'leave', element: node.id, scope })
        run.clearScope(scope, 'cancelled', node.id)
        run.endScope(run.scope(scope), 'terminated')
        return
    }
    run.leave(node, scope)
  },
}
