import { flowsFrom } from '../flows.js'
import { leadingTo } from '../graph.js'
import type { Node } from '../model.js'
import type { Arrival, Run } from '../run.js'
import type { Token } from '../state.js'
import type { Behaviour } from './element.js'

/**
 * Takes every outgoing flow whose condition is true, else the default flow. As a join it waits for every token that
 * can still come; `joinInclusive` looks whenever all other tokens wait.
 */
export const inclusiveGateway: Behaviour = {
  enter: (run, node, arrival) => {
    if (node.incoming.length < 2 || arrival.triggered) return split(run, node, arrival)
    run.wait(arrival, 'join')
  },
}

function split(run: Run, node: Node, arrival: Arrival): void {
  const flows = flowsFrom(run, node, arrival.scope)
  if (flows !== null) return run.leave(node, arrival.scope, flows)
  run.stop({ ...arrival, via: null }, 'no-flow-holds', 'no condition holds and there is no default flow')
}

/**
 * Lets one inclusive join go on whose time has come (BPMN 2.0.2, 13.4.3): no token elsewhere can reach it by a flow
 * that has none yet, except those that can also reach it by a flow that has one. @returns whether one went on
 */
export function joinInclusive(run: Run): boolean {
  const joins = new Map<string, Token[]>()
  for (const token of run.tokens.values()) {
    if (token.waits !== 'join' || run.node(token.element).type !== 'bpmn:InclusiveGateway') continue
    const key = `${token.scope} ${token.element}`
    const held = joins.get(key)
    if (held) held.push(token)
    else joins.set(key, [token])
  }
  for (const [token, ...others] of joins.values()) if (token && joined(run, token, others)) return true
  return false
}

function joined(run: Run, one: Token, others: readonly Token[]): boolean {
  const node = run.node(one.element)
  const here = new Map([...others.toReversed(), one].map((token) => [token.via, token]))
  const empty = node.incoming.filter((flow) => !here.has(flow))
  if (empty.length > 0) {
    const toEmpty = leadingTo(run.definition, node.id, empty)
    const toHeld = leadingTo(run.definition, node.id, [...here.keys()])
    const comes = (token: Token) =>
      token.scope === one.scope && token.element !== node.id && toEmpty.has(token.element) && !toHeld.has(token.element)
    if ([...run.tokens.values()].some(comes)) return false
  }
  for (const token of here.values()) run.remove(token, 'completed')
  split(run, node, { scope: one.scope, element: node.id, via: null })
  return true
}
