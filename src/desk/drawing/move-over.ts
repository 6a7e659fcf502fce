import { proposePlan, type Plan, type Stay } from '../../engine/index.js'
import type { Service } from '../service.js'
import type { Text } from '../text.js'

/** Why a request stays on its version. */
export interface StayReason {
  readonly code: Stay['code'] | 'other-version' | 'ended'
  /** The element of the old version, and what it is called. */
  readonly element: string | null
  readonly name: Text | null
}

export const stayReason = (from: Service, { code, element }: Stay): StayReason => ({
  code,
  element,
  name: elementName(from, element),
})

export function elementName(service: Service, element: string): Text {
  const node = service.definition.nodes[element]
  const fa = node?.name ?? element
  return { fa, en: node?.properties['name.en'] ?? fa }
}

export interface PlanLine {
  readonly element: string
  readonly name: Text
  /** The counterpart, and why it is. */
  readonly to: string | null
  readonly why: 'same' | 'like' | 'none' | 'chosen'
  /** What may be chosen: elements of the same type. */
  readonly options: readonly { readonly element: string; readonly name: Text }[]
  /** How many requests stand here. */
  readonly waiting: number
}

/**
 * The plan for moving requests between two versions: what is proposed, with what somebody chose instead.
 * @param chosen element to element, or to an empty text for «nowhere»
 * @param waiting how many requests stand at an element
 */
export function planFor(
  from: Service,
  to: Service,
  chosen: Readonly<Record<string, string>>,
  waiting: Readonly<Record<string, number>>,
): { readonly plan: Plan; readonly lines: readonly PlanLine[] } {
  const targets = Object.values(to.definition.nodes)
  const proposals = proposePlan(from.definition, to.definition).map((one) => {
    const other = chosen[one.element]
    if (other === undefined || other === (one.to ?? '')) return one
    const known = targets.some((node) => node.id === other)
    return { element: one.element, to: known ? other : null, why: 'chosen' as const }
  })
  const plan = Object.fromEntries(proposals.flatMap((one) => (one.to === null ? [] : [[one.element, one.to]])))
  const lines = proposals
    .filter((one) => (waiting[one.element] ?? 0) > 0)
    .map((one): PlanLine => {
      const node = from.definition.nodes[one.element]
      return {
        ...one,
        name: elementName(from, one.element),
        options: targets
          .filter((target) => target.type === node?.type)
          .map((target) => ({ element: target.id, name: elementName(to, target.id) })),
        waiting: waiting[one.element] ?? 0,
      }
    })
  return { plan, lines }
}
