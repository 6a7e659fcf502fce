import type { Definition, Node, Problem } from '../model.js'
import { problem, type Rule } from '../problems.js'

/** What an activity needs so that it can be done. */
export function checkActivity(definition: Definition, node: Node): readonly Problem[] {
  const found: Problem[] = []
  const add = (rule: Rule, detail?: string) => found.push(problem(rule, node.id, detail))
  switch (node.type) {
    case 'bpmn:ServiceTask':
      if (!node.job) add('no-job-type')
      break
    case 'bpmn:UserTask':
      if (!node.task?.office) add('no-office')
      break
    case 'bpmn:ScriptTask':
      if (!node.script && !node.job) add('no-script')
      break
    case 'bpmn:BusinessRuleTask':
      if (!node.job && !definition.decisions[node.decision?.id ?? '']) add('no-decision', node.decision?.id)
      break
    case 'bpmn:CallActivity':
      if (!node.call?.process) add('no-called-process')
      else if (!node.call.process.startsWith('=') && !definition.processes.includes(node.call.process))
        add(node.call.binding === 'here' ? 'no-called-process' : 'called-elsewhere', node.call.process)
      break
    default:
  }
  const { loop } = node
  if (loop?.kind === 'multi-instance' && loop.collection === null && loop.cardinality === null) add('no-collection')
  if (loop?.kind === 'standard') {
    if (loop.condition === null && loop.maximum === null) add('no-loop-end')
    if (loop.maximum !== null && !(Number.isInteger(Number(loop.maximum)) && Number(loop.maximum) > 0))
      add('no-loop-end', loop.maximum)
  }
  if (node.byEvent && node.incoming.length + node.outgoing.length > 0) add('flow-to-event-sub-process')
  if (node.forCompensation) {
    if (node.incoming.length + node.outgoing.length > 0) add('flow-to-handler')
    if (!Object.values(definition.handlers).includes(node.id)) add('handler-of-nothing')
  }
  return found
}
