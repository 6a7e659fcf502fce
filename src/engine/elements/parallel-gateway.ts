import type { Behaviour } from './element.js'

/** Waits for one token from each incoming flow (BPMN 2.0.2 §13.4.1), then sends one along each outgoing flow. */
export const parallelGateway: Behaviour = {
  enter: (run, node, arrival) => {
    if (node.incoming.length < 2) return run.leave(node, arrival.scope)
    run.wait(arrival, 'join')
    const here = run.tokens.filter(
      (token) => token.scope === arrival.scope && token.element === node.id && token.waits === 'join',
    )
    const first = node.incoming.map((flow) => here.find((token) => token.via === flow))
    const joined = first.filter((token) => token !== undefined)
    if (joined.length < node.incoming.length) return
    for (const token of joined) run.remove(token, 'completed')
    run.leave(node, arrival.scope)
  },
}
