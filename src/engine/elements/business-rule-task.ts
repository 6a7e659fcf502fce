import { doAtOnce } from '../activity.js'
import { decide } from '../decision.js'
import type { Behaviour } from './element.js'
import { serviceTask } from './service-task.js'

/** Decides by a decision table of a DMN file; with a job type it is a job. */
export const businessRuleTask: Behaviour = {
  enter: (run, node, arrival) => {
    const called = node.decision
    if (!called) return serviceTask.enter(run, node, arrival)
    doAtOnce(run, node, arrival, (variables) => {
      const decided = decide(run.definition.decisions, called.id, variables, run.at)
      run.warn(node.id, called.id, decided.warnings)
      return decided.fault === null
        ? { result: { [called.result]: decided.value } }
        : { failed: 'no-decision', message: decided.fault }
    })
  },
}
