import { feelFault } from '../feel.js'
import type { Node, Problem } from '../model.js'
import { problem } from '../problems.js'

/** Every FEEL expression of an element can be read. */
export function checkExpressions(node: Node): readonly Problem[] {
  const { task, event, job, loop, script, adHoc, call } = node
  const timer = event?.kind === 'timer' ? event.timer : null
  const message = event?.kind === 'message' ? event : null
  const repeated = loop?.kind === 'multi-instance' ? loop : null
  const ifMarked = [
    ...[...node.inputs, ...node.outputs].map((one) => one.source),
    ...[task?.office, task?.assignee, task?.due, task?.priority, timer?.expression, message?.name, message?.key],
    ...[job?.type, job?.retries, call?.process],
  ].filter((one) => one?.trim().startsWith('='))
  const always = [
    ...[event?.kind === 'condition' ? event.condition : null, script?.expression],
    ...[repeated?.collection, repeated?.cardinality, repeated?.outputElement, repeated?.completion],
    ...[loop?.kind === 'standard' ? loop.condition : null, adHoc?.active, adHoc?.completion],
  ]
  return [...ifMarked, ...always].flatMap((expression) => {
    const fault = typeof expression === 'string' ? feelFault(expression) : null
    return fault === null ? [] : [problem('bad-expression', node.id, `${expression}: ${fault}`)]
  })
}
