import { isRole, mayAdminister, membershipProblems, type MembershipWish } from '../desk/administration.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { giveMembership as saveMembership } from '../store/memberships.js'
import { personById } from '../store/people.js'
import { acting, type Desk } from './desk.js'

export interface GivingMembership extends MembershipWish {
  readonly once: string
  readonly person: number
}

/**
 * Gives somebody a membership by hand, beside what the groups of the directory give. One that was given before is
 * replaced. Nobody gives one to themself: it would open requests that an administrator reads only with a reason.
 */
export function giveMembership(
  desk: Desk,
  person: Person,
  input: GivingMembership,
): Promise<Outcome<{ person: number }>> {
  return acting(desk, person, `membership:${input.once}`, async (tx) => {
    if (!mayAdminister(person)) return refused('not-found')
    const at = desk.now()
    const receiver = await personById(tx, input.person, at)
    if (!receiver) return refused('not-found')
    if (receiver.id === person.id) return refused('not-oneself')
    const { office, role, until } = input
    const problems = membershipProblems(desk.university, input, at)
    if (problems.length > 0 || !isRole(role)) return refused('incomplete', {}, problems)

    await saveMembership(tx, receiver.id, { office, role, by: person.id, at, until })
    await recordAudit(tx, at, {
      kind: 'membership-given',
      by: person.id,
      person: receiver.id,
      data: { office, role, until, source: 'hand' },
    })
    return { ok: true, person: receiver.id }
  })
}
