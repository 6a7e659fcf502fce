import type { Node } from './model.js'
import type { Run } from './run.js'
import { evaluate, visible } from './variables.js'

/** Whether the condition of a flow holds; a flow without one does. */
export function holds(run: Run, flow: string, variables: ReturnType<typeof visible>): boolean {
  const condition = run.definition.flows[flow]?.condition ?? null
  return condition === null || evaluate(run, flow, condition, variables) === true
}

/**
 * The flows by which an element is left: all of them, less those whose condition does not hold; the default flow when
 * none of the conditions does (BPMN 2.0.2, 13.2.1 and 13.3). Null when there are flows and none may be taken.
 */
export function flowsFrom(run: Run, node: Node, scope: number): readonly string[] | null {
  const { outgoing, defaultFlow } = node
  const conditional = outgoing.filter((flow) => (run.definition.flows[flow]?.condition ?? null) !== null)
  if (conditional.length === 0) return outgoing
  const variables = visible(run, scope)
  const held = conditional.filter((flow) => holds(run, flow, variables))
  const taken = outgoing.filter((flow) =>
    flow === defaultFlow ? held.length === 0 : held.includes(flow) || !conditional.includes(flow),
  )
  return taken.length > 0 ? taken : null
}
