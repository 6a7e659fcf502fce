import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { sendAgain } from '../store/outbox.js'
import { acting, type Desk } from './desk.js'

/** Sends a message again that was sent, failed, or of which nobody knows; by an administrator. */
export function resendDelivery(
  desk: Desk,
  person: Person,
  input: { readonly id: number; readonly once: string },
): Promise<Outcome<{ id: number }>> {
  return acting(desk, person, `resend:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const at = desk.now()
    const again = await sendAgain(tx, input.id, desk.newId(), at)
    if (!again) return refused('already-done')
    await recordAudit(tx, at, {
      kind: 'message-resent',
      by: person.id,
      person: again.person,
      request: again.request,
      data: { delivery: input.id },
    })
    return { ok: true, id: input.id }
  })
}
