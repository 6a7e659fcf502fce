import type { Draft } from './compile.js'
import type { Definition, Flow, Node } from './model.js'

/** Connects what was read: flows with elements, events with what they stand on, begin or undo. */
export function wire(draft: Draft, main: string, processes: readonly string[]): Definition {
  const nodes = connect(draft)
  const all = Object.values(nodes)
  return {
    main,
    processes,
    nodes,
    flows: Object.fromEntries(draft.flows),
    boundaries: grouped(
      all.filter((node) => node.attachedTo !== null),
      (node) => node.attachedTo ?? '',
    ),
    entries: entriesOf(all),
    eventStarts: grouped(
      all.filter((node) => node.type === 'bpmn:StartEvent' && nodes[node.parent ?? '']?.byEvent),
      (node) => containerOf(nodes[node.parent ?? ''] ?? node),
    ),
    handlers: handlersOf(draft, nodes),
    links: linksOf(all),
    decisions: bare(draft.decisions),
  }
}

/** A record without a prototype: ids such as `constructor` are ids like any other. */
const bare = <T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null), Object.fromEntries(entries))

const containerOf = (node: Node): string => node.parent ?? node.process

function grouped(nodes: readonly Node[], keyOf: (node: Node) => string): Readonly<Record<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  for (const node of nodes) {
    const held = found.get(keyOf(node))
    if (held) held.push(node.id)
    else found.set(keyOf(node), [node.id])
  }
  return bare(found)
}

/**
 * Flows say where they begin and end; the lists of an element only repeat it, and some tools leave them out. Their
 * order is kept, because a gateway tries its conditions in it.
 */
function connect({ nodes, flows }: Draft): Readonly<Record<string, Node>> {
  const [into, from] = [new Map<string, string[]>(), new Map<string, string[]>()]
  const add = (lists: Map<string, string[]>, element: string, flow: Flow) => {
    const list = lists.get(element)
    if (list) list.push(flow.id)
    else lists.set(element, [flow.id])
  }
  for (const flow of flows.values()) {
    add(from, flow.source, flow)
    add(into, flow.target, flow)
  }
  const ordered = (listed: readonly string[], real: readonly string[]) => {
    const [known, told] = [new Set(real), new Set(listed)]
    return [...[...told].filter((id) => known.has(id)), ...real.filter((id) => !told.has(id))]
  }
  return Object.fromEntries(
    [...nodes.values()].map((node) => [
      node.id,
      {
        ...node,
        incoming: ordered(node.incoming, into.get(node.id) ?? []),
        outgoing: ordered(node.outgoing, from.get(node.id) ?? []),
      },
    ]),
  )
}

/**
 * Where tokens begin (BPMN 2.0.2, 13.2): at the plain start events; where there is no start event at all, at whatever
 * no flow leads to. An event sub-process begins at the event that it is named after.
 */
function entriesOf(nodes: readonly Node[]): Readonly<Record<string, readonly string[]>> {
  const starts = nodes.filter((node) => node.type === 'bpmn:StartEvent')
  const withStart = new Set(starts.map(containerOf))
  const byEvent = new Set(nodes.filter((node) => node.byEvent).map((node) => node.id))
  const begins = (node: Node): boolean =>
    node.type === 'bpmn:StartEvent'
      ? node.event === null || byEvent.has(containerOf(node))
      : !withStart.has(containerOf(node)) &&
        node.incoming.length === 0 &&
        node.attachedTo === null &&
        !node.byEvent &&
        !node.forCompensation &&
        !(node.type === 'bpmn:IntermediateCatchEvent' && node.event?.kind === 'link')
  return grouped(nodes.filter(begins), containerOf)
}

function handlersOf(draft: Draft, nodes: Readonly<Record<string, Node>>): Readonly<Record<string, string>> {
  const found = new Map<string, string>()
  for (const { source, target } of draft.associations) {
    const [event, handler] = [nodes[source], nodes[target]]
    if (event?.event?.kind === 'compensation' && event.attachedTo !== null && handler?.forCompensation)
      found.set(event.attachedTo, handler.id)
  }
  return bare(found)
}

function linksOf(nodes: readonly Node[]): Readonly<Record<string, string>> {
  const links = nodes.filter((node) => node.event?.kind === 'link')
  const nameOf = (node: Node) => `${containerOf(node)} ${node.event?.kind === 'link' ? (node.event.name ?? '') : ''}`
  const ends = new Map(
    links.filter((node) => node.type === 'bpmn:IntermediateCatchEvent').map((node) => [nameOf(node), node.id]),
  )
  const throwing = links.filter((node) => node.type === 'bpmn:IntermediateThrowEvent')
  return bare(throwing.map((node) => [node.id, ends.get(nameOf(node)) ?? ''] as const).filter(([, end]) => end !== ''))
}
