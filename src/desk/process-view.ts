import { elementsInOrder } from '../engine/index.js'
import { stepOf, type Service } from './service.js'
import type { Text } from './text.js'
import type { MapNote } from './views.js'

/** What a drawing calls an element, in both languages; an element without a name is called by its id. */
export function elementName(service: Service, element: string): Text {
  const node = service.definition.nodes[element]
  const fa = node?.name || element
  return { fa, en: node?.properties['name.en'] || fa }
}

/** How many tokens stand at an element now, and since when the one that has stood longest. */
export interface Standing {
  readonly element: string
  readonly count: number
  readonly incidents: number
  readonly since: number
}

/** How long finished tasks of a step took: half of them less, in working days. */
export interface TypicalTime {
  readonly element: string
  readonly days: number
  readonly samples: number
}

/** How slow a step is beside its target: within half of it, within it, beyond it. */
export type Heat = 'quick' | 'steady' | 'slow'

/** An element of the drawing as the operators' table and map show it. */
export interface ElementView {
  readonly element: string
  readonly name: Text
  readonly count: number
  readonly incidents: number
  readonly since: number | null
  readonly typical: { readonly days: number; readonly samples: number; readonly heat: Heat } | null
}

/**
 * The elements of a process with what stands there and how long they take, in the order in which requests come by:
 * every step for people, and of the rest those where something stands.
 * @param target working days a step should take
 */
export function elementViews(
  service: Service,
  standing: readonly Standing[],
  typical: readonly TypicalTime[],
  target: (element: string) => number,
): readonly ElementView[] {
  const here = new Map(standing.map((one) => [one.element, one]))
  const times = new Map(typical.map((one) => [one.element, one]))
  return elementsInOrder(service.definition).flatMap(({ id }) => {
    const now = here.get(id)
    const time = times.get(id)
    if (!now && !stepOf(service, id)) return []
    return [
      {
        element: id,
        name: elementName(service, id),
        count: now?.count ?? 0,
        incidents: now?.incidents ?? 0,
        since: now?.since ?? null,
        typical: time ? { days: time.days, samples: time.samples, heat: heatOf(time.days, target(id)) } : null,
      },
    ]
  })
}

export const heatOf = (days: number, target: number): Heat =>
  days > target ? 'slow' : days > target / 2 ? 'steady' : 'quick'

/** What the map marks and writes beside an element; the table beneath says the same. */
export function mapMarks(views: readonly ElementView[]): Readonly<Record<string, string>> {
  const marks = views.map((one): [string, string] => [
    one.element,
    [one.typical?.heat, one.count > 0 ? 'standing' : null, one.incidents > 0 ? 'stuck' : null]
      .filter((mark) => mark !== null && mark !== undefined)
      .join(' '),
  ])
  return Object.fromEntries(marks.filter(([, mark]) => mark !== ''))
}

/** How long steps usually take, written on the map. */
export const mapNotes = (views: readonly ElementView[]): Readonly<Record<string, MapNote>> =>
  Object.fromEntries(
    views.flatMap(({ element, typical }) => (typical ? [[element, { kind: 'typical', days: typical.days }]] : [])),
  )

/** Elements that no token is ever on its way to. */
const NEVER_REACHED: readonly string[] = ['bpmn:StartEvent', 'bpmn:BoundaryEvent']

/** Where an operator may take a token that stands at an element: to all others of the same process or sub-process. */
export function placesFor(
  service: Service,
  from: string,
): readonly { readonly element: string; readonly name: Text }[] {
  const standing = service.definition.nodes[from]
  return elementsInOrder(service.definition)
    .filter(
      (node) =>
        node.id !== from &&
        node.process === standing?.process &&
        node.parent === standing.parent &&
        !node.byEvent &&
        !node.forCompensation &&
        !NEVER_REACHED.includes(node.type),
    )
    .map(({ id }) => ({ element: id, name: elementName(service, id) }))
}
