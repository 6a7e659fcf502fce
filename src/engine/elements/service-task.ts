import { armBoundaries } from './boundary-event.js'
import type { Behaviour } from './element.js'
import { inputsOf } from './user-task.js'

/** Asks for a job and waits until it is done. */
export const serviceTask: Behaviour = {
  enter: (run, node, arrival) => {
    const token = run.wait(arrival, 'job')
    const { type, retries, headers } = node.job ?? { type: '', retries: 0, headers: {} }
    run.effects.push({
      kind: 'run-job',
      token: token.id,
      element: node.id,
      type,
      retries,
      headers,
      variables: inputsOf(run, node, arrival.scope),
    })
    armBoundaries(run, node, token)
  },
}
