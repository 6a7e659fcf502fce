import { feelFault } from '../feel.js'
import type { Definition, Flow, Node, Problem } from '../model.js'
import { problem } from '../problems.js'

export function checkFlows(definition: Definition): readonly Problem[] {
  const wrongDefaults = Object.values(definition.nodes)
    .filter((node) => node.defaultFlow !== null && !node.outgoing.includes(node.defaultFlow))
    .map((node) => problem('wrong-default', node.id, node.defaultFlow ?? undefined))
  return [...Object.values(definition.flows).flatMap((flow) => checkFlow(definition, flow)), ...wrongDefaults]
}

function checkFlow(definition: Definition, flow: Flow): readonly Problem[] {
  const [source, target] = [definition.nodes[flow.source], definition.nodes[flow.target]]
  // An end that was refused has its own problem already.
  if (!source || !target) return []
  const found: Problem[] = []
  if (source.process !== target.process || source.parent !== target.parent)
    found.push(problem('crossing-flow', flow.id))
  const isDefault = source.defaultFlow === flow.id
  if (flow.condition !== null && !mayDecide(source)) found.push(problem('condition-out-of-place', flow.id))
  if (flow.condition !== null && isDefault) found.push(problem('conditional-default', flow.id))
  const branches = source.type === 'bpmn:ExclusiveGateway' && source.outgoing.length > 1
  if (flow.condition === null && branches && !isDefault) found.push(problem('no-condition', flow.id))
  const fault = flow.condition === null ? null : feelFault(flow.condition)
  return fault ? [...found, problem('bad-expression', flow.id, fault)] : found
}

/** Activities and the two gateways that choose may have conditions on what leaves them (BPMN 2.0.2, 8.4.13). */
const mayDecide = ({ type }: Node): boolean =>
  type === 'bpmn:ExclusiveGateway' || type === 'bpmn:InclusiveGateway' || /Task$|SubProcess$|CallActivity$/.test(type)
