import type { Behaviour } from './element.js'

/**
 * Takes the first outgoing flow, in the order of the drawing, whose condition is true, else the default flow. When
 * there is neither, the token stays as an incident. As a merge it lets every token through.
 */
export const exclusiveGateway: Behaviour = {
  enter: (run, node, arrival) => {
    if (node.outgoing.length === 1) return run.leave(node, arrival.scope)
    const variables = run.visible(arrival.scope)
    const holds = (id: string): boolean => {
      const condition = run.definition.flows[id]?.condition
      return typeof condition === 'string' && run.evaluate(node, condition, variables) === true
    }
    const flow = node.outgoing.find((id) => id !== node.defaultFlow && holds(id)) ?? node.defaultFlow
    if (flow !== null) return run.leave(node, arrival.scope, [flow])
    const token = run.wait(arrival, 'job')
    run.effects.push({
      kind: 'incident',
      token: token.id,
      element: node.id,
      reason: 'no condition holds and there is no default flow',
    })
  },
}
