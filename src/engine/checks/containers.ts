import { isContainer } from '../graph.js'
import type { Definition, Node, Problem } from '../model.js'
import { problem, type Rule } from '../problems.js'

/** How processes and sub-processes begin (BPMN 2.0.2, 10.5.2). */
export function checkContainers(definition: Definition): readonly Problem[] {
  const nodes = Object.values(definition.nodes)
  const inside = Map.groupBy(nodes, (node) => node.parent ?? node.process)
  return [
    ...definition.processes.flatMap((id) => checkProcess(definition, id, inside.get(id) ?? [])),
    ...nodes.filter(isContainer).flatMap((node) => checkSubProcess(definition, node, inside.get(node.id) ?? [])),
  ]
}

const startsIn = (nodes: readonly Node[]) => nodes.filter((node) => node.type === 'bpmn:StartEvent')

function checkProcess({ entries }: Definition, id: string, inside: readonly Node[]): readonly Problem[] {
  const starts = startsIn(inside)
  const plain = starts.filter((node) => node.event === null)
  const atTop = ['timer', 'message', 'signal', 'condition']
  return [
    ...withoutStart(id, entries[id] ?? [], inside),
    ...plain.slice(1).map((node) => problem('several-starts', node.id)),
    ...starts
      .filter((node) => node.event !== null && !atTop.includes(node.event.kind))
      .map((node) => problem('start-out-of-place', node.id, node.event?.kind)),
  ]
}

/** Start events may be left out, but then there is no end event either, and something no flow leads to. */
function withoutStart(id: string, entries: readonly string[], inside: readonly Node[]): readonly Problem[] {
  if (startsIn(inside).length > 0) return []
  const ends = inside.some((node) => node.type === 'bpmn:EndEvent')
  return ends || entries.length === 0 ? [problem('no-start', id)] : []
}

function checkSubProcess({ entries }: Definition, node: Node, inside: readonly Node[]): readonly Problem[] {
  const starts = startsIn(inside)
  const add = (rule: Rule, id: string, detail?: string) => problem(rule, id, detail)
  if (node.byEvent) {
    const [start, ...others] = starts
    if (!start || others.length > 0) return [add('event-sub-process-start', node.id)]
    const kinds = ['timer', 'message', 'signal', 'condition', 'error', 'escalation']
    if (!start.event || !kinds.includes(start.event.kind))
      return [add('start-out-of-place', start.id, start.event?.kind)]
    return start.event.kind === 'error' && !start.interrupting ? [add('error-interrupts', start.id)] : []
  }
  if (node.type === 'bpmn:AdHocSubProcess') {
    const strangers = inside.filter((one) => one.type === 'bpmn:StartEvent' || one.type === 'bpmn:EndEvent')
    const empty = (entries[node.id] ?? []).length === 0 ? [add('no-start', node.id)] : []
    return [...strangers.map((one) => add('event-in-ad-hoc', one.id)), ...(strangers.length > 0 ? [] : empty)]
  }
  return [
    // A sub-process that is drawn closed has nothing in it, and is passed.
    ...(inside.length === 0 ? [] : withoutStart(node.id, entries[node.id] ?? [], inside)),
    ...starts.filter((one) => one.event !== null).map((one) => add('start-out-of-place', one.id, one.event?.kind)),
    ...starts.slice(1).map((one) => add('several-starts', one.id)),
  ]
}
