import { begin } from '../activity.js'
import { text } from '../variables.js'
import type { Behaviour } from './element.js'

/** Opens a task and waits until somebody completes it. Who may is asked when it is asked, not here. */
export const userTask: Behaviour = {
  enter: (run, node, arrival) =>
    begin(run, node, arrival, 'task', (token, variables) => {
      const written = (attribute: string | null) => text(run, node.id, attribute, variables)
      const priority = written(node.task?.priority ?? null)
      run.effects.push({
        kind: 'open-task',
        token: token.id,
        element: node.id,
        name: node.name ?? node.id,
        office: written(node.task?.office ?? null),
        assignee: written(node.task?.assignee ?? null),
        form: node.task?.form ?? null,
        due: written(node.task?.due ?? null),
        priority: priority === null ? null : Number(priority),
        properties: node.properties,
        lane: node.lane,
      })
    }),
}
