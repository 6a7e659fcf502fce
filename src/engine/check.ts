import { addDuration, readCycle, readInstant } from './duration.js'
import { feelFault } from './feel.js'
import { reachableFrom, startOf } from './graph.js'
import type { Definition, Node, Problem, Timer } from './model.js'
import { problem } from './problems.js'

/** The rules of the specification's structure, and what this engine asks besides. */
export function checkDefinition(definition: Definition): readonly Problem[] {
  const nodes = Object.values(definition.nodes)
  return [
    ...definition.processes.flatMap((process) => checkStart(definition, process, null)),
    ...nodes.flatMap((node) => checkNode(definition, node)),
    ...checkFlows(definition),
    ...checkReachable(definition),
  ]
}

function checkStart(definition: Definition, process: string, parent: string | null): readonly Problem[] {
  const starts = Object.values(definition.nodes).filter(
    (node) => node.type === 'bpmn:StartEvent' && node.process === process && node.parent === parent,
  )
  if (starts.length === 0) return [problem('no-start', parent ?? process)]
  return starts.length > 1 ? [problem('several-starts', starts[1]?.id ?? null)] : []
}

function checkNode(definition: Definition, node: Node): readonly Problem[] {
  const found: Problem[] = []
  const add = (rule: Parameters<typeof problem>[0], detail?: string) => found.push(problem(rule, node.id, detail))
  if (node.type === 'bpmn:StartEvent' && node.incoming.length > 0) add('flow-into-start')
  if (node.type === 'bpmn:EndEvent' && node.outgoing.length > 0) add('flow-from-end')
  if (node.type === 'bpmn:BoundaryEvent' && !definition.nodes[node.attachedTo ?? '']) add('boundary-on-nothing')
  if (node.type === 'bpmn:ServiceTask' && !node.job?.type) add('no-job-type')
  if (node.type === 'bpmn:UserTask' && !node.task?.office) add('no-office')
  if (node.type === 'bpmn:CallActivity' && !definition.processes.includes(node.called ?? ''))
    add('no-called-process', node.called ?? undefined)
  if (node.type === 'bpmn:SubProcess') found.push(...checkStart(definition, node.process, node.id))
  if ((node.type === 'bpmn:ExclusiveGateway' || node.type === 'bpmn:ParallelGateway') && node.outgoing.length === 0)
    add('no-way-on')
  if (node.type === 'bpmn:ExclusiveGateway' && node.outgoing.length > 1 && node.defaultFlow === null) add('no-default')
  if (node.type === 'bpmn:IntermediateCatchEvent' || node.type === 'bpmn:BoundaryEvent') {
    if (!node.timer || !isTimer(node.timer)) add('no-timer')
    else if (node.timer.kind === 'cycle' && (node.type !== 'bpmn:BoundaryEvent' || node.interrupting))
      add('cycle-out-of-place')
  }
  const expressions = [...node.inputs, ...node.outputs]
    .map((one) => one.source)
    .concat(
      [node.task?.office, node.task?.assignee, node.task?.due, node.timer?.expression].filter(
        (one) => typeof one === 'string',
      ),
    )
  for (const expression of expressions.filter((one) => one.startsWith('='))) {
    const fault = feelFault(expression)
    if (fault) add('bad-expression', `${expression}: ${fault}`)
  }
  return found
}

function isTimer({ kind, expression }: Timer): boolean {
  if (expression.startsWith('=')) return true
  if (kind === 'date') return readInstant(expression) !== null
  return kind === 'duration' ? addDuration(0, expression) !== null : readCycle(expression) !== null
}

function checkFlows(definition: Definition): readonly Problem[] {
  return Object.values(definition.flows).flatMap((flow) => {
    const [source, target] = [definition.nodes[flow.source], definition.nodes[flow.target]]
    // An end that was refused has its own problem already.
    if (!source || !target) return []
    const found: Problem[] = []
    if (source.process !== target.process || source.parent !== target.parent)
      found.push(problem('crossing-flow', flow.id))
    const isDefault = source.defaultFlow === flow.id
    const branches = source.type === 'bpmn:ExclusiveGateway' && source.outgoing.length > 1
    if (flow.condition !== null && source.type !== 'bpmn:ExclusiveGateway')
      found.push(problem('condition-out-of-place', flow.id))
    if (flow.condition !== null && isDefault) found.push(problem('conditional-default', flow.id))
    if (flow.condition === null && branches && !isDefault) found.push(problem('no-condition', flow.id))
    const fault = flow.condition === null ? null : feelFault(flow.condition)
    return fault ? [...found, problem('bad-expression', flow.id, fault)] : found
  })
}

function checkReachable(definition: Definition): readonly Problem[] {
  const reached = new Set(
    definition.processes.flatMap((process) => [
      ...reachableFrom(definition, startOf(definition, process, null)?.id ?? ''),
    ]),
  )
  const starts = Object.values(definition.nodes).filter((node) => node.type === 'bpmn:StartEvent')
  return Object.values(definition.nodes)
    .filter((node) => !reached.has(node.id) && !starts.includes(node) && node.type !== 'bpmn:BoundaryEvent')
    .map((node) => problem('unreachable', node.id))
}
