import type { Json } from '../model.js'
import { startOf } from '../graph.js'
import { armBoundaries } from './boundary-event.js'
import type { Behaviour } from './element.js'

/** Opens a scope of its own, with its own variables, and goes on when no token is left in it. */
export const subProcess: Behaviour = {
  enter: (run, node, arrival) => {
    const token = run.wait(arrival, 'scope')
    const variables: Record<string, Json> = {}
    for (const one of node.inputs)
      variables[one.target] = run.evaluate(node, one.source, { ...run.visible(arrival.scope), ...variables })
    const scope = run.openScope({
      parent: arrival.scope,
      token: token.id,
      process: node.process,
      element: node.id,
      variables,
    })
    armBoundaries(run, node, token)
    run.arrivals.push({ scope: scope.id, element: startOf(run.definition, node.process, node.id)?.id ?? '', via: null })
  },
  scopeEnded: (run, node, token, scope) => {
    if (node.outputs.length > 0) run.giveBack(node, token.scope, scope.variables)
  },
}
