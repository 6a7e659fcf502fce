import type { Definition, Node, Problem } from '../model.js'
import { problem } from '../problems.js'

const GATEWAY = /Gateway$/

export function checkGateway(definition: Definition, node: Node): readonly Problem[] {
  if (!GATEWAY.test(node.type)) return []
  const found: Problem[] = []
  // A join may end its paths; a gateway that neither joins nor leads on is unfinished.
  if (node.outgoing.length === 0 && node.incoming.length < 2) found.push(problem('no-way-on', node.id))
  const decides = node.type === 'bpmn:ExclusiveGateway' || node.type === 'bpmn:InclusiveGateway'
  if (decides && node.outgoing.length > 1 && node.defaultFlow === null && !hasBareFlow(definition, node))
    found.push(problem('no-default', node.id))
  if (node.type === 'bpmn:EventBasedGateway') found.push(...checkEvents(definition, node))
  return found
}

const hasBareFlow = (definition: Definition, node: Node): boolean =>
  node.outgoing.some((flow) => definition.flows[flow]?.condition === null)

/** An event-based gateway leads to events that can be waited for, and only it leads to them (BPMN 2.0.2, 10.6.6). */
function checkEvents(definition: Definition, gateway: Node): readonly Problem[] {
  const kinds = ['timer', 'message', 'signal', 'condition']
  return gateway.outgoing.flatMap((flow) => {
    const target = definition.nodes[definition.flows[flow]?.target ?? '']
    if (!target) return []
    const waits = target.type === 'bpmn:IntermediateCatchEvent' && kinds.includes(target.event?.kind ?? '')
    const receives = target.type === 'bpmn:ReceiveTask' && !definition.boundaries[target.id] && !target.loop
    if (!waits && !receives) return [problem('no-event-after', target.id)]
    return target.incoming.length > 1 ? [problem('several-ways-to-event', target.id)] : []
  })
}
