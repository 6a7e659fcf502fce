import type { AuditKind } from '../desk/audit.js'
import { isStaff, type Person } from '../desk/person.js'
import type { JsonObject } from '../desk/json.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { cleanText } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import { changeMembers, changeOrganization, insertOrganization, organizations } from '../store/organizations.js'
import type { Tx } from '../store/visible.js'
import { acting, refusable, type Desk } from './desk.js'

/** Lists of people that programs keep. People of offices make and change them; every change is in the audit log. */
export function makeOrganization(
  desk: Desk,
  person: Person,
  input: { readonly once: string; readonly name: string },
): Promise<Outcome<{ id: number }>> {
  return acting(desk, person, `organization:${input.once}`, async (tx) => {
    if (!isStaff(person)) return refused('not-allowed')
    const name = cleanText(input.name).slice(0, 200)
    const id = name === '' ? null : await insertOrganization(tx, name, person.id, desk.now())
    if (id === null) return refused('already-open')
    await tell(tx, desk, person, 'organization-made', { name })
    return { ok: true, id }
  })
}

export type OrganizationChange =
  | { readonly kind: 'remove' }
  | { readonly kind: 'on-desk' | 'off-desk' }
  | { readonly kind: 'add' | 'drop'; readonly people: readonly number[] }

export function changeOrganizationBy(
  desk: Desk,
  person: Person,
  id: number,
  change: OrganizationChange,
): Promise<Outcome<object>> {
  return refusable(desk, async (tx) => {
    if (!isStaff(person)) return refused('not-allowed')
    const one = (await organizations(tx, null)).find((other) => other.id === id)
    if (!one) return refused('not-found')
    if (change.kind === 'remove') await changeOrganization(tx, id, { removedAt: desk.now() })
    else if ('people' in change) await changeMembers(tx, id, change.people, change.kind === 'add' ? 'add' : 'remove')
    else await changeOrganization(tx, id, { onDesk: change.kind === 'on-desk' })
    await tell(tx, desk, person, change.kind === 'remove' ? 'organization-removed' : 'organization-changed', {
      name: one.name,
    })
    return { ok: true }
  })
}

const tell = (tx: Tx, desk: Desk, person: Person, kind: AuditKind, data: JsonObject) =>
  recordAudit(tx, desk.now(), { kind, by: person.id, data })
