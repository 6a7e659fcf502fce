import { mayAdminister } from '../desk/administration.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { releaseTasksOf } from '../store/leaving.js'
import { takeMembership as removeMembership } from '../store/memberships.js'
import { acting, type Desk } from './desk.js'

export interface TakingMembership {
  readonly once: string
  readonly person: number
  readonly office: string
}

/**
 * Takes back a membership that was given by hand. The open tasks that the person has there go back to the office,
 * unless they still work there by a group of the directory or in somebody's stead.
 */
export function takeMembership(
  desk: Desk,
  person: Person,
  input: TakingMembership,
): Promise<Outcome<{ released: number }>> {
  return acting(desk, person, `membership-end:${input.once}`, async (tx) => {
    if (!mayAdminister(person)) return refused('not-found')
    const { office } = input
    const role = await removeMembership(tx, input.person, office)
    if (role === null) return refused('not-found')
    const at = desk.now()
    const released = await releaseTasksOf(tx, [input.person], at)
    await recordAudit(tx, at, {
      kind: 'membership-taken',
      by: person.id,
      person: input.person,
      data: { office, role, source: 'hand', released },
    })
    return { ok: true, released }
  })
}
