import type { Definition, Node } from '../../engine/index.js'

/** A drawing in which every call has its own copy of the process it calls, so that each step has one spot. */
export interface Unfolded {
  readonly definition: Definition
  /** The element of the drawing that stands at a spot. */
  readonly elementAt: (spot: string) => string
  /** Where an element stands that was come to by some calls, the outermost first. */
  readonly spotOf: (calls: readonly string[], element: string) => string
}

/** A process as one call has it. Its spots are named by the calls that lead there, then the element. */
interface Copy {
  readonly process: string
  readonly prefix: string
  /** The prefixes of the copies it lies in, and its own, by process. */
  readonly around: ReadonlyMap<string, string>
}

/** How many spots a drawing may have: processes that call others twice grow by doubling. */
const MOST_SPOTS = 1_000

/** No id of a drawing has it. */
const BY = '>'

/** A process that calls itself goes on in the copy that is there, and so does one that would make too many. */
export function unfold(definition: Definition): Unfolded {
  const nodes = Object.values(definition.nodes)
  const known = new Set(definition.processes)
  if (!nodes.some(({ call }) => call && known.has(call.process)))
    return { definition, elementAt: (spot) => spot, spotOf: (_, element) => element }

  const within = Map.groupBy(nodes, (node) => node.process)
  const copies = new Map<string, Copy>()
  const first = new Map<string, Copy>()
  const spots = new Map<string, { readonly node: Node; readonly element: string }>()
  const waiting: Copy[] = []
  const copy = (process: string, prefix: string, around: Copy['around']): void => {
    const made = { process, prefix, around: new Map([...around, [process, prefix]]) }
    copies.set(prefix + process, made)
    if (!first.has(process)) first.set(process, made)
    waiting.push(made)
  }
  /** What a call leads to, copied unless it can go on in what is there. */
  const ledTo = (from: Copy, { id, call }: Node): string | null => {
    if (call === null || !known.has(call.process)) return null
    const large = spots.size > MOST_SPOTS ? first.get(call.process)?.prefix : undefined
    const there = from.around.get(call.process) ?? large
    const prefix = there ?? `${from.prefix}${id}${BY}`
    if (there === undefined) copy(call.process, prefix, from.around)
    return prefix + call.process
  }
  for (const root of [definition.main, ...definition.processes]) {
    if (!first.has(root)) copy(root, '', new Map())
    for (let at = waiting.shift(); at; at = waiting.shift()) {
      for (const node of within.get(at.process) ?? []) {
        const called = ledTo(at, node)
        const moved = movedNode(node, at.prefix)
        const call = moved.call && called !== null ? { ...moved.call, process: called } : moved.call
        spots.set(moved.id, { node: { ...moved, call }, element: node.id })
      }
    }
  }
  const unfolded = copiedDefinition(
    definition,
    [...copies.values()],
    new Map([...spots].map(([id, { node }]) => [id, node])),
  )
  const firstSpot = new Map([...spots].toReversed().map(([spot, { element }]) => [element, spot]))
  return {
    definition: unfolded,
    elementAt: (spot) => spots.get(spot)?.element ?? spot,
    spotOf: (calls, element) => {
      let prefix = ''
      for (const call of calls) prefix = copies.get(spots.get(prefix + call)?.node.call?.process ?? '')?.prefix ?? ''
      return spots.has(prefix + element) ? prefix + element : (firstSpot.get(element) ?? element)
    },
  }
}

function movedNode(node: Node, prefix: string): Node {
  const at = (id: string) => prefix + id
  return {
    ...node,
    id: at(node.id),
    process: at(node.process),
    parent: node.parent === null ? null : at(node.parent),
    incoming: node.incoming.map(at),
    outgoing: node.outgoing.map(at),
    defaultFlow: node.defaultFlow === null ? null : at(node.defaultFlow),
    attachedTo: node.attachedTo === null ? null : at(node.attachedTo),
  }
}

function copiedDefinition(
  definition: Definition,
  copies: readonly Copy[],
  nodes: ReadonlyMap<string, Node>,
): Definition {
  const processOf = (id: string) => definition.nodes[id]?.process ?? id
  /** Each entry once for every copy of the process it belongs to. */
  const forCopies = <T>(
    entries: Readonly<Record<string, T>>,
    process: (id: string, value: T) => string,
    moved: (value: T, at: (id: string) => string) => T,
  ): Readonly<Record<string, T>> => {
    const byProcess = Map.groupBy(Object.entries(entries), ([id, value]) => process(id, value))
    return Object.fromEntries(
      copies.flatMap((copy) => {
        const at = (id: string) => copy.prefix + id
        return (byProcess.get(copy.process) ?? []).map(([id, value]) => [at(id), moved(value, at)])
      }),
    )
  }
  const ids = (list: readonly string[], at: (id: string) => string) => list.map(at)
  const one = (id: string, at: (id: string) => string) => at(id)
  return {
    main: definition.main,
    processes: copies.map((copy) => copy.prefix + copy.process),
    nodes: Object.fromEntries(nodes),
    flows: forCopies(
      definition.flows,
      (_, flow) => processOf(flow.source),
      (flow, at) => ({ ...flow, id: at(flow.id), source: at(flow.source), target: at(flow.target) }),
    ),
    boundaries: forCopies(definition.boundaries, processOf, ids),
    entries: forCopies(definition.entries, processOf, ids),
    eventStarts: forCopies(definition.eventStarts, processOf, ids),
    handlers: forCopies(definition.handlers, processOf, one),
    links: forCopies(definition.links, processOf, one),
    decisions: definition.decisions,
  }
}
