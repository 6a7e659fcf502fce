import { mayAdminister } from '../desk/administration.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { endSessionsOf } from '../store/leaving.js'
import { namesOf } from '../store/people.js'
import { acting, type Desk } from './desk.js'

/** Ends every session of somebody, on every device, such as when a computer was lost. */
export function endSessions(
  desk: Desk,
  person: Person,
  input: { readonly once: string; readonly person: number },
): Promise<Outcome<{ sessions: number }>> {
  return acting(desk, person, `sessions-end:${input.once}`, async (tx) => {
    if (!mayAdminister(person)) return refused('not-found')
    if (!(await namesOf(tx, [input.person])).has(input.person)) return refused('not-found')
    const sessions = await endSessionsOf(tx, [input.person])
    await recordAudit(tx, desk.now(), {
      kind: 'session-revoked',
      by: person.id,
      person: input.person,
      data: { sessions },
    })
    return { ok: true, sessions }
  })
}
