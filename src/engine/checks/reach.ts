import { reachableFrom } from '../graph.js'
import type { Definition, Problem } from '../model.js'
import { problem } from '../problems.js'

/** Advice: what no path from a start leads to. */
export function checkReachable(definition: Definition): readonly Problem[] {
  const nodes = Object.values(definition.nodes)
  const beginnings = new Set([
    ...Object.values(definition.entries).flat(),
    ...nodes.filter((node) => node.type === 'bpmn:StartEvent').map((node) => node.id),
    ...Object.values(definition.handlers),
  ])
  const roots = nodes.filter(
    (node) => beginnings.has(node.id) && (node.parent === null || definition.nodes[node.parent]?.byEvent),
  )
  const reached = new Set(beginnings)
  for (const { id } of roots) for (const one of reachableFrom(definition, id)) reached.add(one)
  return nodes
    .filter(
      (node) =>
        !reached.has(node.id) &&
        node.type !== 'bpmn:BoundaryEvent' &&
        !node.byEvent &&
        !inAdHoc(definition, node.parent),
    )
    .map((node) => problem('unreachable', node.id))
}

/** In an ad-hoc sub-process everything can be begun. */
const inAdHoc = ({ nodes }: Definition, parent: string | null): boolean =>
  nodes[parent ?? '']?.type === 'bpmn:AdHocSubProcess'
