import type { Definition } from '../../engine/index.js'
import type { Shape } from './shape.js'
import type { Ways } from './ways.js'

/**
 * What a request has surely gone by: whatever stands on every way to where it has been. Gateways and events leave no
 * trace of their own. Where an administrator moved it on by hand, what lies between counts as gone by.
 * @param reached where it has been or is
 * @param ended whether the process came to an end that is none of refusal
 */
export function passedIn(
  definition: Definition,
  shape: Shape,
  reached: Iterable<string>,
  ended: boolean,
): ReadonlySet<string> {
  const passed = new Set<string>()
  const seen = new Set<string>()
  const waiting: string[] = []
  const known = new Map<Ways, Leaders>()
  const leadersIn = (ways: Ways): Leaders => {
    const leaders = known.get(ways) ?? leadersOf(ways)
    known.set(ways, leaders)
    return leaders
  }
  const reach = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    waiting.push(id)
  }
  const pass = (id: string): void => {
    passed.add(id)
    reach(id)
  }
  /** A process or sub-process was left by one of its ends. */
  const end = (container: string): void => {
    const ways = shape.levelOf.get(definition.entries[container]?.[0] ?? '')
    const last = ways && meet(leadersIn(ways), endsOf(definition, container, ways))
    if (last !== undefined) pass(last)
  }
  for (const id of reached) reach(id)
  if (ended) end(definition.main)
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const around = shape.around.get(id)
    if (around !== undefined) reach(around)
    const ways = shape.levelOf.get(id)
    const leader = ways && leadersIn(ways).nearest.get(id)
    if (!ways || leader === undefined) continue
    reach(leader)
    const direct = (ways.backward.get(id) ?? []).every((way) => way.from === leader && !way.boundary)
    // An activity with events on it may have been left by one of them, or still go on beside it.
    if (!direct && (definition.boundaries[leader] ?? []).length > 0) continue
    pass(leader)
    end(definition.nodes[leader]?.call?.process ?? leader)
  }
  return passed
}

/** Ends by which a process or sub-process can be left: not by an error, and the whole process not by a refusal. */
const endsOf = (definition: Definition, container: string, ways: Ways): readonly string[] =>
  ways.order.filter((id) => {
    const node = definition.nodes[id]
    const goesOn = (ways.onward.get(id) ?? []).some((way) => !way.boundary)
    const refused = container === definition.main && node?.properties['result'] === 'refused'
    return !goesOn && node?.event?.kind !== 'error' && !refused
  })

/** What stands on every way to an element (its dominators): the nearest of it, by element. */
interface Leaders {
  readonly nearest: ReadonlyMap<string, string>
  readonly place: ReadonlyMap<string, number>
}

function leadersOf({ order, entries, backward }: Ways): Leaders {
  const nearest = new Map<string, string>()
  const leaders: Leaders = { nearest, place: new Map(order.map((id, place) => [id, place])) }
  for (const id of order) {
    if (entries.includes(id)) continue
    const leader = meet(
      leaders,
      (backward.get(id) ?? []).map((way) => way.from),
    )
    if (leader !== undefined) nearest.set(id, leader)
  }
  return leaders
}

/** The nearest that all of them have before them, or are. */
function meet({ nearest, place }: Leaders, ids: readonly string[]): string | undefined {
  let met: string | undefined = ids[0]
  for (const id of ids.slice(1)) {
    let other: string | undefined = id
    while (met !== other && met !== undefined && other !== undefined) {
      if ((place.get(met) ?? 0) >= (place.get(other) ?? 0)) met = nearest.get(met)
      else other = nearest.get(other)
    }
    if (met !== other) return undefined
  }
  return met
}
