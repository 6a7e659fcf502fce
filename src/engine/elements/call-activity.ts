import { startOf } from '../graph.js'
import type { Json } from '../model.js'
import { armBoundaries } from './boundary-event.js'
import type { Behaviour } from './element.js'

/** Runs another process in a scope that sees nothing of the caller but what is mapped into it, or all when nothing is. */
export const callActivity: Behaviour = {
  enter: (run, node, arrival) => {
    const token = run.wait(arrival, 'scope')
    const visible = run.visible(arrival.scope)
    const mapped: Record<string, Json> = {}
    for (const one of node.inputs) mapped[one.target] = run.evaluate(node, one.source, { ...visible, ...mapped })
    const process = node.called ?? ''
    const scope = run.openScope({
      parent: arrival.scope,
      token: token.id,
      process,
      element: node.id,
      variables: node.inputs.length > 0 ? mapped : visible,
    })
    armBoundaries(run, node, token)
    run.arrivals.push({ scope: scope.id, element: startOf(run.definition, process, null)?.id ?? '', via: null })
  },
  scopeEnded: (run, node, token, scope) => run.giveBack(node, token.scope, scope.variables),
}
