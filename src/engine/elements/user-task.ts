import type { Json, Node, Variables } from '../model.js'
import type { Run } from '../run.js'
import { armBoundaries } from './boundary-event.js'
import type { Behaviour } from './element.js'

/** Opens a task and waits until somebody completes it. Who may is asked when it is asked, not here. */
export const userTask: Behaviour = {
  enter: (run, node, arrival) => {
    const token = run.wait(arrival, 'task')
    const variables = inputsOf(run, node, arrival.scope)
    const priority = run.text(node, node.task?.priority ?? null, variables)
    run.effects.push({
      kind: 'open-task',
      token: token.id,
      element: node.id,
      name: node.name ?? node.id,
      office: run.text(node, node.task?.office ?? null, variables),
      assignee: run.text(node, node.task?.assignee ?? null, variables),
      form: node.task?.form ?? null,
      due: run.text(node, node.task?.due ?? null, variables),
      priority: priority === null ? null : Number(priority),
      properties: node.properties,
      lane: node.lane,
    })
    armBoundaries(run, node, token)
  },
}

/** What an activity sees: the scope's variables, and its input mappings over them. */
export function inputsOf(run: Run, node: Node, scope: number): Variables {
  const visible = run.visible(scope)
  if (node.inputs.length === 0) return visible
  const mapped: Record<string, Json> = {}
  for (const one of node.inputs) mapped[one.target] = run.evaluate(node, one.source, { ...visible, ...mapped })
  return { ...visible, ...mapped }
}
