import { mayAdminister } from '../desk/administration.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { lockAdministrators, setAdministrator, type Administrator } from '../store/administrators.js'
import { recordAudit } from '../store/audit.js'
import { personById } from '../store/people.js'
import type { Tx } from '../store/visible.js'
import { acting, type Desk } from './desk.js'

export interface ChangingAdministration {
  readonly once: string
  readonly person: number
}

/** Makes somebody an administrator by hand; groups of the directory neither give nor take that. */
export function giveAdministration(
  desk: Desk,
  person: Person,
  input: ChangingAdministration,
): Promise<Outcome<{ person: number }>> {
  return acting(desk, person, `administrator:${input.once}`, async (tx) => {
    const before = await administratorsFor(tx, person)
    const receiver = before && (await personById(tx, input.person, desk.now()))
    if (!before || !receiver) return refused('not-found')
    if (before.some((one) => one.id === receiver.id)) return refused('already-done')
    await setAdministrator(tx, receiver.id, true)
    await recordAudit(tx, desk.now(), { kind: 'administrator-given', by: person.id, person: receiver.id })
    return { ok: true, person: receiver.id }
  })
}

/**
 * Makes somebody no administrator any more: not oneself, never the last one, and not who is one by a group of the
 * directory, which would give it again.
 */
export function takeAdministration(
  desk: Desk,
  person: Person,
  input: ChangingAdministration,
): Promise<Outcome<{ person: number }>> {
  return acting(desk, person, `administrator-end:${input.once}`, async (tx) => {
    const before = await administratorsFor(tx, person)
    if (!before) return refused('not-found')
    if (input.person === person.id) return refused(before.length === 1 ? 'last-administrator' : 'not-oneself')
    const subject = before.find((one) => one.id === input.person)
    if (!subject) return refused('already-done')
    if (subject.byRule) return refused('by-rule')
    await setAdministrator(tx, input.person, false)
    await recordAudit(tx, desk.now(), { kind: 'administrator-taken', by: person.id, person: input.person })
    return { ok: true, person: input.person }
  })
}

/**
 * The administrators, locked, when the person is one of them still: whoever has just been demoted by somebody quicker
 * changes nothing, so two who demote each other at once can't both succeed.
 */
async function administratorsFor(tx: Tx, person: Person): Promise<readonly Administrator[] | null> {
  if (!mayAdminister(person)) return null
  const administrators = await lockAdministrators(tx)
  return administrators.some((one) => one.id === person.id) ? administrators : null
}
