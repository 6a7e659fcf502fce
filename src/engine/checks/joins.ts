import type { Definition, Flow, Node, Problem } from '../model.js'
import { problem } from '../problems.js'

/** How much looking is done for a piece of advice; larger drawings go without it. */
const MOST_LOOKS = 5_000_000

/**
 * Advice: a parallel join whose flows come from different branches of one exclusive split waits for ever, because
 * only one of the branches is ever taken. Said only when it is certain: each of two flows into the join is reached by
 * its branch alone, and no branch leads back to the split.
 */
export function checkJoins(definition: Definition): readonly Problem[] {
  const nodes = Object.values(definition.nodes)
  const joins = nodes.filter((node) => node.type === 'bpmn:ParallelGateway' && node.incoming.length > 1)
  const splits = nodes.filter((node) => CHOOSES.includes(node.type) && node.outgoing.length > 1)
  const branches = splits.reduce((sum, split) => sum + split.outgoing.length, 0)
  if (joins.length === 0 || (branches + 1) * nodes.length > MOST_LOOKS) return []
  const waits = new Map<string, string>()
  for (const split of splits) {
    if (leadsTo(definition, split.outgoing, null).has(split.id)) continue
    // The joins' flows that only this branch reaches.
    const own = split.outgoing.map((branch) => {
      const others = reachedWithout(definition, branch)
      return new Map(joins.map((join) => [join.id, join.incoming.filter((flow) => isLost(definition, flow, others))]))
    })
    for (const join of joins)
      if (own.filter((lost) => (lost.get(join.id) ?? []).length > 0).length > 1) waits.set(join.id, split.id)
  }
  return [...waits].map(([join, split]) => problem('join-waits-forever', join, split))
}

const CHOOSES: readonly string[] = ['bpmn:ExclusiveGateway', 'bpmn:EventBasedGateway']

const isLost = ({ flows }: Definition, flow: string, reached: ReadonlySet<string>): boolean =>
  !reached.has(flows[flow]?.source ?? '')

/** Everything reached from where processes and sub-processes begin, without one flow. */
function reachedWithout(definition: Definition, branch: string): ReadonlySet<string> {
  const found = new Set(Object.values(definition.entries).flat())
  for (const node of Object.values(definition.nodes)) if (node.type === 'bpmn:StartEvent') found.add(node.id)
  return spread(definition, found, branch)
}

const leadsTo = (definition: Definition, flows: readonly string[], without: string | null): ReadonlySet<string> =>
  spread(definition, new Set(flows.map((flow) => definition.flows[flow]?.target ?? '')), without)

function spread(definition: Definition, found: Set<string>, without: string | null): ReadonlySet<string> {
  const waiting = [...found]
  const add = (id: string | undefined) => {
    if (id === undefined || found.has(id)) return
    found.add(id)
    waiting.push(id)
  }
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node: Node | undefined = definition.nodes[id]
    const flows: (Flow | undefined)[] = (node?.outgoing ?? []).map((flow) => definition.flows[flow])
    for (const flow of flows) if (flow && flow.id !== without) add(flow.target)
    for (const event of definition.boundaries[id] ?? []) add(event)
    add(definition.links[id])
  }
  return found
}
