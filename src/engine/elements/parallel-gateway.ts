import type { Token } from '../state.js'
import type { Behaviour } from './element.js'

/** Waits for one token from each incoming flow (BPMN 2.0.2 §13.4.1), then sends one along each outgoing flow. */
export const parallelGateway: Behaviour = {
  enter: (run, node, arrival) => {
    if (node.incoming.length < 2) return run.leave(node, arrival.scope, node.outgoing)
    run.wait(arrival, 'join')
    const first = new Map<string | null, Token>()
    for (const token of run.tokens.values())
      if (token.element === node.id && token.scope === arrival.scope && token.waits === 'join' && !first.has(token.via))
        first.set(token.via, token)
    if (first.size < node.incoming.length) return
    for (const token of first.values()) run.remove(token, 'completed')
    run.leave(node, arrival.scope, node.outgoing)
  },
}
