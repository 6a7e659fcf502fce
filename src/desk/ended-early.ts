import type { JsonObject } from './json.js'
import { stepOf, type Service } from './service.js'
import type { Text } from './text.js'

/** A line of history: a step was ended before its time. What is only for information is told to its office alone. */
interface EndedEarly {
  readonly kind: 'ended-early'
  readonly by: null
  readonly office: string | null
  readonly internal: boolean
  readonly data: JsonObject
}

/**
 * Why a step was not done to its end. `why` is the kind of event (timer, message, error, terminate …), or `enough` when
 * as many rounds were done as were wanted; `cause` is the name of that event.
 */
export function endedEarly(
  service: Service,
  element: string,
  by: string,
  task: { readonly name: Text; readonly office: string },
): EndedEarly {
  const node = service.definition.nodes[by]
  // The start of an event sub-process is rarely named; the sub-process is.
  const named = node?.name ?? service.definition.nodes[node?.parent ?? '']?.name ?? null
  const why = node?.event?.kind ?? 'enough'
  const cause = named === null ? {} : { cause: { fa: named, en: node?.properties['name.en'] ?? named } }
  const internal = stepOf(service, element)?.forInformation ?? false
  return {
    kind: 'ended-early',
    by: null,
    office: internal ? task.office : null,
    internal,
    data: { name: { ...task.name }, element, by, why, ...cause },
  }
}
