import { begin } from '../activity.js'
import { startNext } from '../ad-hoc.js'
import { openBody } from '../body.js'
import type { Json, Node } from '../model.js'
import type { Run } from '../run.js'
import { evaluate, visible } from '../variables.js'
import type { Behaviour } from './element.js'
import { subProcess } from './sub-process.js'

/**
 * Begins the activities that an expression names (Camunda 8), or all that no flow leads to; at once, or in turn when
 * the drawing says so. It is over when its completion condition is true or nothing in it is left to do.
 */
export const adHocSubProcess: Behaviour = {
  enter: (run, node, arrival) => {
    const chosen = chosenIn(run, node, arrival.scope)
    if (typeof chosen === 'string') return run.stop(arrival, 'no-element', chosen)
    const inTurn = node.adHoc?.sequential === true
    begin(run, node, arrival, 'scope', (token, own) => {
      const body = { kind: 'ad-hoc' as const, parent: arrival.scope, token: token.id, process: node.process }
      const scope = openBody(run, { ...body, element: node.id, variables: own }, inTurn ? [] : chosen)
      const items = inTurn ? chosen : []
      run.scopes.set(scope.id, { ...scope, rounds: { total: null, started: 0, done: 0, items } })
      if (inTurn) startNext(run, scope.id)
    })
  },
  ...(subProcess.scopeEnded ? { scopeEnded: subProcess.scopeEnded } : {}),
}

/** The elements to begin with, or why there are none. */
function chosenIn(run: Run, node: Node, scope: number): readonly string[] | string {
  const offered = run.definition.entries[node.id] ?? []
  if (node.adHoc?.active === null || node.adHoc === null) return offered
  const named: Json = evaluate(run, node.id, node.adHoc.active, visible(run, scope))
  if (!Array.isArray(named)) return 'the list of elements to begin with is not a list'
  const stranger: unknown = named.find((one) => run.definition.nodes[String(one)]?.parent !== node.id)
  return stranger === undefined ? named.map(String) : `${String(stranger)} does not lie in it`
}
