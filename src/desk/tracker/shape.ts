import type { Definition, Node } from '../../engine/index.js'
import { meetings, onwardFrom, waysIn, type Way, type Ways } from './ways.js'

/** How the parts of a group belong together. */
export type Together = 'all' | 'some' | 'one' | 'inner' | 'called' | 'aside'

/** A place in the tracker: a step, something that is only shown while it is waited for, or a group of them. */
export type Place =
  | { readonly kind: 'step' | 'wait'; readonly element: string }
  | {
      readonly kind: 'group'
      readonly together: Together
      /** The gateway that parts the ways, or the sub-process. */
      readonly element: string
      readonly branches: readonly { readonly flow: string | null; readonly places: readonly Place[] }[]
    }

/** Ways an element depends on: those every path to it takes, while there are others. The outermost first. */
export type Conditions = readonly Way[]

/** A drawing as the tracker shows it. */
export interface Shape {
  readonly places: readonly Place[]
  readonly conditions: ReadonlyMap<string, Conditions>
  /** The ways of the level an element lies in. */
  readonly levelOf: ReadonlyMap<string, Ways>
  /** What an element lies in: its sub-process, or the activity that calls its process. */
  readonly around: ReadonlyMap<string, string>
}

interface Making {
  readonly definition: Definition
  /** What lies directly in a process or sub-process. */
  readonly within: ReadonlyMap<string, readonly Node[]>
  readonly holding: Map<string, boolean>
  readonly conditions: Map<string, Conditions>
  readonly levelOf: Map<string, Ways>
  readonly around: Map<string, string>
  readonly placed: Set<string>
}

/** Reads how a drawing branches and nests. Where ways cross, their steps are a plain list. */
export function shapeOf(definition: Definition): Shape {
  const making: Making = {
    definition,
    within: Map.groupBy(Object.values(definition.nodes), (node) => node.parent ?? node.process),
    holding: new Map(),
    conditions: new Map(),
    levelOf: new Map(),
    around: new Map(),
    placed: new Set(),
  }
  const main = level(making, definition.main, definition.main, null, [])
  // What nothing leads to: processes whose name only an expression knows, handlers of a compensation.
  const loose = Object.values(definition.nodes)
    .filter((node) => !making.placed.has(node.id) && isStep(node))
    .map((node): Place => aside(node.id, [{ kind: 'step', element: node.id }]))
  const { conditions, levelOf, around } = making
  return { places: [...main, ...loose], conditions, levelOf, around }
}

const isStep = ({ type }: Node): boolean => type === 'bpmn:UserTask'

const aside = (element: string, places: readonly Place[]): Place => ({
  kind: 'group',
  together: 'aside',
  element,
  branches: [{ flow: null, places }],
})

/** A process or sub-process: its ways, then what stands beside them and only an event begins. */
function level(
  making: Making,
  container: string,
  process: string,
  activity: Node | null,
  outer: Conditions,
): readonly Place[] {
  const { definition } = making
  const own = making.within.get(container) ?? []
  const ways = waysIn(definition, definition.entries[container] ?? [])
  for (const { id } of own) {
    making.levelOf.set(id, ways)
    if (activity) making.around.set(id, activity.id)
  }
  setConditions(making, ways, outer)
  const ordered = places({ making, ways, meets: meetings(ways), process }, ways.order, ways.entries, activity)
  const besides = own
    .filter((node) => node.byEvent)
    .map((node) => aside(node.id, level(making, node.id, process, node, making.conditions.get(node.id) ?? outer)))
    .filter((place) => place.kind === 'group' && holdsSteps(place))
  return [...ordered, ...besides]
}

/** The conditions of an element are what all ways to it have in common, from the outermost on. */
function setConditions({ definition, conditions }: Making, ways: Ways, outer: Conditions): void {
  for (const id of ways.order) {
    const into = (ways.backward.get(id) ?? []).map((way) => {
      const before = conditions.get(way.from) ?? outer
      return decides(definition, ways, way) ? [...before, way] : before
    })
    const all = ways.entries.includes(id) ? [outer, ...into] : into
    conditions.set(
      id,
      all.reduce((shared, one) => shared.slice(0, firstDifference(shared, one)), all[0] ?? outer),
    )
  }
}

function firstDifference(a: Conditions, b: Conditions): number {
  const at = a.findIndex((way, index) => way !== b[index])
  return at < 0 ? a.length : at
}

const DECIDING: readonly string[] = ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway', 'bpmn:EventBasedGateway']

function decides(definition: Definition, ways: Ways, way: Way): boolean {
  if (way.boundary) return true
  const source = definition.nodes[way.from]
  const flow = definition.flows[way.flow ?? '']
  if (!source || !flow) return false
  if (!DECIDING.includes(source.type) && flow.condition === null && source.defaultFlow !== flow.id) return false
  return (ways.onward.get(way.from) ?? []).some(
    (other) => other !== way && !other.boundary && ways.endsWell.has(other.to),
  )
}

interface Region {
  readonly making: Making
  readonly ways: Ways
  readonly meets: ReadonlyMap<string, string>
  readonly process: string
}

/** The places of some elements in their order; those of a group are taken out of the rest. */
function places(
  region: Region,
  order: readonly string[],
  entries: readonly string[],
  activity: Node | null,
): readonly Place[] {
  const { making, ways } = region
  const left = new Set(order)
  const result: Place[] = []
  if (entries.length > 1 && activity) {
    const starts = entries.map((to): Way => ({ from: activity.id, to, flow: null, boundary: false }))
    const group = parted(region, activity, starts, left, activity.adHoc ? 'some' : 'all')
    if (group) result.push(group)
  }
  for (const id of order) {
    const node = making.definition.nodes[id]
    if (!node || !left.delete(id)) continue
    result.push(...placesOf(region, node))
    const flows = (ways.onward.get(id) ?? []).filter((way) => !way.boundary)
    const group = flows.length > 1 ? parted(region, node, flows, left, togetherOf(making.definition, node)) : null
    if (group) result.push(group)
  }
  return result
}

function togetherOf({ flows }: Definition, { type, outgoing }: Node): Together {
  if (type === 'bpmn:ParallelGateway') return 'all'
  if (type === 'bpmn:ExclusiveGateway' || type === 'bpmn:EventBasedGateway') return 'one'
  return outgoing.some((flow) => (flows[flow]?.condition ?? null) !== null) ? 'some' : 'all'
}

/** A group of branches, when at least two of them have steps and none runs into another before they meet. */
function parted(
  region: Region,
  node: Node,
  flows: readonly Way[],
  left: Set<string>,
  together: Together,
): Place | null {
  const { ways, meets } = region
  const meeting = meets.get(node.id)
  // Ways of which one is taken and that never meet are read as a list: what depends on the decision says so.
  if (together === 'one' && meeting === undefined) return null
  const regions = flows.map((way) => onwardFrom(ways, way.to, meeting))
  const whole = new Set(regions.flatMap((one) => [...one]))
  if (regions.reduce((sum, one) => sum + one.size, 0) !== whole.size) return null
  const entered = [...whole].some((id) =>
    (ways.backward.get(id) ?? []).some((way) => way.from !== node.id && !whole.has(way.from)),
  )
  if (entered || [...whole].some((id) => !left.has(id))) return null
  const withSteps = regions.filter((one) => [...one].some((id) => hasSteps(region.making, id)))
  if (withSteps.length < 2) return null
  for (const id of whole) left.delete(id)
  const branches = flows.map((way, index) => ({
    flow: way.flow,
    places: places(
      region,
      ways.order.filter((id) => regions[index]?.has(id)),
      [],
      null,
    ),
  }))
  return { kind: 'group', together, element: node.id, branches: branches.filter((one) => one.places.length > 0) }
}

function placesOf({ making, process }: Region, node: Node): readonly Place[] {
  making.placed.add(node.id)
  if (isStep(node)) return [{ kind: 'step', element: node.id }]
  const conditions = making.conditions.get(node.id) ?? []
  const wait: Place = { kind: 'wait', element: node.id }
  if (node.type === 'bpmn:SubProcess' || node.type === 'bpmn:AdHocSubProcess') {
    const inside = level(making, node.id, process, node, conditions)
    return inside.length > 0 ? [wait, inner(node, 'inner', inside)] : [wait]
  }
  const called = node.call?.process ?? ''
  if (node.call === null || !making.definition.processes.includes(called))
    return WAITING.includes(node.type) ? [wait] : []
  // One that calls itself goes on in what is shown already.
  if ((making.definition.entries[called] ?? []).some((entry) => making.levelOf.has(entry))) return [wait]
  return [wait, inner(node, 'called', level(making, called, called, node, conditions))]
}

const inner = (node: Node, together: Together, inside: readonly Place[]): Place => ({
  kind: 'group',
  together,
  element: node.id,
  branches: [{ flow: null, places: inside }],
})

const WAITING: readonly string[] = [
  'bpmn:IntermediateCatchEvent',
  'bpmn:EventBasedGateway',
  'bpmn:ReceiveTask',
  'bpmn:ServiceTask',
  'bpmn:SendTask',
  'bpmn:BusinessRuleTask',
  'bpmn:ScriptTask',
  'bpmn:ExclusiveGateway',
  'bpmn:InclusiveGateway',
  'bpmn:CallActivity',
]

/** Whether an element is a step or holds some. A process that calls itself holds what it holds without that call. */
function hasSteps(making: Making, id: string): boolean {
  const known = making.holding.get(id)
  const node = making.definition.nodes[id]
  if (known !== undefined || !node) return known ?? false
  making.holding.set(id, isStep(node))
  const inside = making.within.get(node.call?.process ?? id) ?? []
  const holds = isStep(node) || inside.some((one) => hasSteps(making, one.id))
  making.holding.set(id, holds)
  return holds
}

const holdsSteps = (place: Place): boolean =>
  place.kind === 'group' ? place.branches.some((branch) => branch.places.some(holdsSteps)) : place.kind === 'step'
