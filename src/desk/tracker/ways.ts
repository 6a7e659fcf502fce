import type { Definition, Node } from '../../engine/index.js'

/** A way from one element to another: a sequence flow, a link, or a boundary event of an activity. */
export interface Way {
  readonly from: string
  readonly to: string
  readonly flow: string | null
  readonly boundary: boolean
}

/** The elements of one process or sub-process, so ordered that each stands after those that lead to it. */
export interface Ways {
  readonly entries: readonly string[]
  readonly order: readonly string[]
  /** Ways forward; those that lead back in a loop are left out. */
  readonly onward: ReadonlyMap<string, readonly Way[]>
  readonly backward: ReadonlyMap<string, readonly Way[]>
  /** Elements from which the level can end otherwise than by a refusal, a termination or an error. */
  readonly endsWell: ReadonlySet<string>
}

/** All ways out of an element, inside its own process or sub-process. */
export function waysFrom(definition: Definition, node: Node): readonly Way[] {
  const way = (to: string, flow: string | null, boundary = false): Way => ({ from: node.id, to, flow, boundary })
  const link = definition.links[node.id]
  return [
    ...node.outgoing.map((flow) => way(definition.flows[flow]?.target ?? '', flow)),
    ...(link ? [way(link, null)] : []),
    ...(definition.boundaries[node.id] ?? []).map((event) => way(event, null, true)),
  ]
}

/** Walks one process or sub-process from where its tokens begin. */
export function waysIn(definition: Definition, entries: readonly string[]): Ways {
  const onward = new Map<string, readonly Way[]>()
  const state = new Map<string, 'open' | 'closed'>()
  const finished: string[] = []
  // A stack of its own: drawings may be longer than the stack of calls is deep.
  const stack: { readonly id: string; readonly all: readonly Way[]; readonly kept: Way[]; rest: number }[] = []
  const visit = (id: string): void => {
    const node = definition.nodes[id]
    if (!node || state.has(id)) return
    state.set(id, 'open')
    const all = waysFrom(definition, node)
    stack.push({ id, all, kept: [], rest: all.length })
  }
  for (const entry of entries.toReversed()) {
    visit(entry)
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      top.rest -= 1
      const way = top.all[top.rest]
      if (way) {
        if (state.get(way.to) === 'open') continue
        top.kept.unshift(way)
        visit(way.to)
        continue
      }
      onward.set(top.id, top.kept)
      state.set(top.id, 'closed')
      finished.push(top.id)
      stack.pop()
    }
  }
  const order = finished.toReversed()
  return { entries, order, onward, backward: turned(onward), endsWell: endingWell(definition, order, onward) }
}

function turned(onward: ReadonlyMap<string, readonly Way[]>): ReadonlyMap<string, readonly Way[]> {
  const backward = new Map<string, Way[]>()
  for (const ways of onward.values())
    for (const way of ways) backward.set(way.to, [...(backward.get(way.to) ?? []), way])
  return backward
}

function endingWell(
  definition: Definition,
  order: readonly string[],
  onward: ReadonlyMap<string, readonly Way[]>,
): ReadonlySet<string> {
  const well = new Set<string>()
  for (const id of order.toReversed()) {
    const node = definition.nodes[id]
    const ways = (onward.get(id) ?? []).filter((way) => !way.boundary)
    const good = ways.length === 0 ? node !== undefined && !isBadEnd(node) : ways.some((way) => well.has(way.to))
    if (good) well.add(id)
  }
  return well
}

const isBadEnd = ({ type, properties, event }: Node): boolean =>
  type === 'bpmn:EndEvent' &&
  (properties['result'] === 'refused' || event?.kind === 'terminate' || event?.kind === 'error')

/** Where all ways from an element that end well come together again; missing where they don't. */
export function meetings({ order, onward, endsWell }: Ways): ReadonlyMap<string, string> {
  const meets = new Map<string, string>()
  const depth = new Map<string, number>()
  for (const id of order.toReversed()) {
    const flows = (onward.get(id) ?? []).filter((way) => !way.boundary)
    const good = flows.filter((way) => endsWell.has(way.to))
    const next = (good.length > 0 ? good : flows).map((way) => way.to)
    let met: string | undefined = next[0]
    for (const other of next.slice(1)) met = common(meets, depth, met, other)
    if (met !== undefined) meets.set(id, met)
    depth.set(id, met === undefined ? 0 : (depth.get(met) ?? 0) + 1)
  }
  return meets
}

function common(
  meets: ReadonlyMap<string, string>,
  depth: ReadonlyMap<string, number>,
  a: string | undefined,
  b: string | undefined,
): string | undefined {
  let [left, right] = [a, b]
  while (left !== right && left !== undefined && right !== undefined) {
    if ((depth.get(left) ?? 0) >= (depth.get(right) ?? 0)) left = meets.get(left)
    else right = meets.get(right)
  }
  return left === right ? left : undefined
}

/** Elements that can be reached from one by ways forward, itself too, without going by `but`. */
export function onwardFrom({ onward }: Ways, from: string, but: string | undefined): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = from === but ? [] : [from]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    for (const way of onward.get(id) ?? []) if (way.to !== but) waiting.push(way.to)
  }
  return reached
}
