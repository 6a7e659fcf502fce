import { begin, finish } from '../activity.js'
import { openBody } from '../body.js'
import { giveBack, visible } from '../variables.js'
import type { Behaviour } from './element.js'

/**
 * Opens a scope of its own, with its own variables, and goes on when no token is left in it. What its tasks give goes
 * to the process by itself; of its own variables only what is mapped does.
 */
export const subProcess: Behaviour = {
  enter: (run, node, arrival) =>
    begin(run, node, arrival, 'scope', (token, own) => {
      const body = { kind: 'sub-process' as const, parent: arrival.scope, token: token.id, process: node.process }
      openBody(run, { ...body, element: node.id, variables: own })
    }),
  scopeEnded: (run, node, token, scope) => {
    const seen = visible(run, scope.id)
    if (node.outputs.length > 0) giveBack(run, node, scope.id, token.scope, {})
    finish(run, node, token, seen)
  },
}
