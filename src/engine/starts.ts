import { addDuration, readCycle, readInstant } from './duration.js'
import { literalOrFeel } from './feel.js'
import type { Definition, Json } from './model.js'

/** A start event of the main process by which nobody starts it: a time, a message or a signal does. */
export type TriggeredStart =
  | { readonly kind: 'timer'; readonly element: string; readonly written: string }
  | { readonly kind: 'message' | 'signal'; readonly element: string; readonly name: string }

export interface StartTime {
  /** Epoch milliseconds. */
  readonly due: number
  /** How often it still fires after that; null for ever. */
  readonly left: number | null
}

/** The start events of the main process that something begins; expressions in them see no variables but the time. */
export function triggeredStarts(definition: Definition, at: number): readonly TriggeredStart[] {
  const textOf = (written: string | null): string | null => {
    const value: Json = written === null ? null : literalOrFeel(written, {}, at).value
    return typeof value === 'string' ? value : null
  }
  return Object.values(definition.nodes).flatMap(({ id, type, process, parent, event }): TriggeredStart[] => {
    if (type !== 'bpmn:StartEvent' || process !== definition.main || parent !== null) return []
    if (event?.kind === 'timer') return [{ kind: 'timer', element: id, written: event.timer?.expression ?? '' }]
    const name = event?.kind === 'message' || event?.kind === 'signal' ? textOf(event.name) : null
    if (name === null || (event?.kind !== 'message' && event?.kind !== 'signal')) return []
    return [{ kind: event.kind, element: id, name }]
  })
}

/**
 * When a timer start event fires first after it was published; null when it gives no time or that is over.
 * @param at epoch milliseconds
 */
export function firstStart(definition: Definition, element: string, at: number): StartTime | null {
  const text = writtenNow(definition, element, at)
  const event = definition.nodes[element]?.event
  const kind = event?.kind === 'timer' ? event.timer?.kind : undefined
  if (text === null || kind === undefined) return null
  if (kind === 'cycle') {
    const cycle = readCycle(text)
    const due = cycle && (cycle.from ?? addDuration(at, cycle.every))
    if (!cycle || due === null || cycle.times === 0) return null
    const first = { due, left: cycle.times === null ? null : cycle.times - 1 }
    return due > at ? first : after(first, cycle.every, at)
  }
  const due = kind === 'date' ? readInstant(text) : addDuration(at, text)
  return due !== null && due > at ? { due, left: 0 } : null
}

/** When it fires next after it has fired; times that went by while nobody looked are passed over. Null: no more. */
export function nextStart(definition: Definition, element: string, last: StartTime, at: number): StartTime | null {
  const text = writtenNow(definition, element, at)
  const cycle = text === null ? null : readCycle(text)
  return cycle && after(last, cycle.every, at)
}

/** A year of minutes: who looks less often than that begins anew. */
const MOST_PASSED = 600_000

function after({ due, left }: StartTime, every: string, at: number): StartTime | null {
  let [next, remaining] = [due, left]
  for (let passed = 0; next <= at; passed++) {
    if (remaining === 0) return null
    const following = addDuration(passed < MOST_PASSED ? next : at, every)
    if (following === null || following <= next) return null
    next = following
    remaining = remaining === null ? null : remaining - 1
  }
  return { due: next, left: remaining }
}

function writtenNow(definition: Definition, element: string, at: number): string | null {
  const event = definition.nodes[element]?.event
  const written = event?.kind === 'timer' ? event.timer?.expression : undefined
  if (written === undefined) return null
  const { value } = literalOrFeel(written, {}, at)
  return typeof value === 'string' ? value : null
}
