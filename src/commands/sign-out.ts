import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { endSessionsOf } from '../store/leaving.js'
import { endOwnSession, endSession } from '../store/sessions.js'
import { transaction, type Desk } from './desk.js'
import { hashToken, type Visitor } from './open-session.js'

/**
 * Ends the session of this browser. A token that is none any more is no mistake.
 * @returns whether they had come in by an OpenID provider, where they are still signed in
 */
export const signOut = (desk: Desk, visitor: Visitor, token: string): Promise<{ readonly elsewhere: boolean }> =>
  transaction(desk, async (tx) => {
    const ended = await endSession(tx, hashToken(token))
    if (!ended) return { elsewhere: false }
    const { person, method } = ended
    await recordAudit(tx, desk.now(), { kind: 'signed-out', by: person, person, address: visitor.address })
    return { elsewhere: method === 'openid' }
  })

/** Ends another session of one's own: that of a computer one walked away from. */
export const revokeSession = (
  desk: Desk,
  person: Person,
  visitor: Visitor,
  session: number,
): Promise<Outcome<Record<never, never>>> =>
  transaction(desk, async (tx) => {
    if (!(await endOwnSession(tx, person.id, session))) return refused('not-found')
    await recordAudit(tx, desk.now(), {
      kind: 'session-revoked',
      by: person.id,
      person: person.id,
      address: visitor.address,
      data: { sessions: 1 },
    })
    return { ok: true }
  })

/** Ends every session of one's own, this one too. */
export const signOutEverywhere = (desk: Desk, person: Person, visitor: Visitor): Promise<void> =>
  transaction(desk, async (tx) => {
    const sessions = await endSessionsOf(tx, [person.id])
    await recordAudit(tx, desk.now(), {
      kind: 'session-revoked',
      by: person.id,
      person: person.id,
      address: visitor.address,
      data: { sessions, everywhere: true },
    })
  })
