import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { calendarsWithin, nextRevision, removeClosure as remove } from '../store/calendars.js'
import { acting, type Desk } from './desk.js'
import { recountWith } from './recount-due.js'

/** Takes a closure back. Due times move back, but nothing becomes late by it that was not late before. */
export function removeClosure(
  desk: Desk,
  person: Person,
  input: { readonly id: number; readonly once: string },
): Promise<Outcome<{ day: string }>> {
  return acting(desk, person, `closure-removal:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const at = desk.now()
    await nextRevision(tx)
    const closure = await remove(tx, input.id, person.id, at)
    if (!closure) return refused('already-done')
    await recountWith(tx, desk, await calendarsWithin(tx, desk.university), Number.MAX_SAFE_INTEGER)
    await recordAudit(tx, at, { by: person.id, kind: 'closure-removed', data: { id: input.id, ...closure } })
    return { ok: true, day: closure.day }
  })
}
