import type { Definition, Problem } from '../model.js'
import { checkActivity } from './activity.js'
import { checkContainers } from './containers.js'
import { checkDecisions } from './decisions.js'
import { checkEvent } from './event.js'
import { checkExpressions } from './expressions.js'
import { checkFlows } from './flows.js'
import { checkGateway } from './gateway.js'
import { checkJoins } from './joins.js'
import { checkReachable } from './reach.js'

/** The rules of the specification's structure, and what this engine asks besides. */
export function checkDefinition(definition: Definition): readonly Problem[] {
  const nodes = Object.values(definition.nodes)
  return [
    ...checkContainers(definition),
    ...nodes.flatMap((node) => [
      ...checkEvent(definition, node),
      ...checkActivity(definition, node),
      ...checkGateway(definition, node),
      ...checkExpressions(node),
    ]),
    ...checkFlows(definition),
    ...checkDecisions(definition),
    ...checkReachable(definition),
    ...checkJoins(definition),
  ]
}
