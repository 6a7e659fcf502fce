import { doAtOnce } from '../activity.js'
import { evaluate } from '../variables.js'
import type { Behaviour } from './element.js'
import { serviceTask } from './service-task.js'

/** Evaluates a FEEL expression into a variable; with a job type it is a job. */
export const scriptTask: Behaviour = {
  enter: (run, node, arrival) => {
    const script = node.script
    if (!script) return serviceTask.enter(run, node, arrival)
    doAtOnce(run, node, arrival, (variables) => ({
      result: { [script.result]: evaluate(run, node.id, script.expression, variables) },
    }))
  },
}
