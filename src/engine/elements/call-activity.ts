import { begin, finish } from '../activity.js'
import { openBody } from '../body.js'
import { giveBack, propagate, text, visible } from '../variables.js'
import type { Node, Variables } from '../model.js'
import type { Behaviour } from './element.js'

/**
 * Runs another process in a scope that sees only what crosses the border: all variables unless the drawing says
 * otherwise, and what is mapped. What it ends with comes back the same way.
 */
export const callActivity: Behaviour = {
  enter: (run, node, arrival) => {
    const around = { ...visible(run, arrival.scope), ...arrival.locals }
    const process = text(run, node.id, node.call?.process ?? null, around) ?? ''
    if (!run.definition.processes.includes(process))
      return run.stop(arrival, 'no-process', `there is no process ${process}`)
    begin(run, node, arrival, 'scope', (token, own) => {
      const variables = node.call?.allIn ? { ...around, ...own } : own
      const body = { kind: 'call' as const, parent: arrival.scope, token: token.id, process }
      openBody(run, { ...body, element: node.id, variables })
    })
  },
  scopeEnded: (run, node, token, scope) => {
    const seen = { ...visible(run, token.scope), ...scope.variables }
    if (node.outputs.length > 0) giveBack(run, node, token.scope, token.scope, scope.variables)
    else if (node.call?.allOut) propagate(run, token.scope, withoutOwn(node, scope.variables))
    finish(run, node, token, seen)
  },
}

/** What a call was given for itself, by mapping or as a round, does not come back. */
function withoutOwn(node: Node, variables: Variables): Variables {
  const loop = node.loop?.kind === 'multi-instance' ? node.loop : null
  const own = [
    ...node.inputs.map(({ target }) => target.split('.')[0]),
    ...(node.loop ? ['loopCounter', loop?.element, loop?.outputCollection] : []),
  ]
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !own.includes(name)))
}
