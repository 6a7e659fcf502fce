import type { JsonObject } from '../desk/json.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { keepMessage } from '../store/process-messages.js'
import { acting, type Desk } from './desk.js'

/** How long a message is kept for a process that does not wait for it yet, unless it says otherwise. */
export const MESSAGE_KEPT_MS = 7 * 86_400_000

export interface OutsideMessage {
  readonly name: string
  /** The correlation key; null reaches what waits without one. */
  readonly key: string | null
  readonly variables: JsonObject
  /** Milliseconds. */
  readonly timeToLive: number
  /** Makes it one message however often it is sent. */
  readonly once: string
}

/**
 * Takes a message from outside: a payment that came, an answer to a text message. It goes to the request that waits
 * for its name and key, opens a request where one begins with it, or is kept for `timeToLive` until one does. The audit
 * log names it and repeats neither key nor variables.
 */
export function publishMessage(
  desk: Desk,
  person: Person,
  { name, key, variables, timeToLive, once }: OutsideMessage,
): Promise<Outcome<{ name: string }>> {
  return acting(desk, person, `message:${once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const at = desk.now()
    await keepMessage(tx, { name, key, variables, at, until: at + timeToLive })
    await recordAudit(tx, at, { kind: 'message-published', by: person.id, data: { name } })
    await desk.later.deliver(tx)
    return { ok: true, name }
  })
}
