import { holds } from '../flows.js'
import { visible } from '../variables.js'
import type { Behaviour } from './element.js'

/**
 * Takes the first outgoing flow, in the order of the drawing, whose condition is true, else the default flow. When
 * there is neither, the token stays as an incident. As a merge it lets every token through.
 */
export const exclusiveGateway: Behaviour = {
  enter: (run, node, arrival) => {
    const { outgoing, defaultFlow } = node
    const isBare = (flow: string) => (run.definition.flows[flow]?.condition ?? null) === null
    const [only] = outgoing
    if (only === undefined || (outgoing.length === 1 && isBare(only))) return run.leave(node, arrival.scope, outgoing)
    const variables = visible(run, arrival.scope)
    const flow = outgoing.find((id) => id !== defaultFlow && holds(run, id, variables)) ?? defaultFlow
    if (flow !== null) return run.leave(node, arrival.scope, [flow])
    run.stop(arrival, 'no-flow-holds', 'no condition holds and there is no default flow')
  },
}
