import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { candidates, keepFilePeople } from '../store/imported-people.js'
import { acting, type Desk } from './desk.js'

const SOURCE = { fa: 'یک برنامه', en: 'a program' }

/**
 * Somebody whom no directory knows, such as a guest, known by an e-mail address, which is their user name too. They get
 * mail, answer it, and can be shown requests; they have no password. When the directory brings the address, the two are
 * one (`adoptImported`).
 */
export function addCustomer(
  desk: Desk,
  by: Person,
  input: { readonly once: string; readonly email: string; readonly name: string },
): Promise<Outcome<{ person: number }>> {
  return acting<{ person: number }>(desk, by, `add-customer:${input.once}`, async (tx) => {
    if (!by.administrator) return refused('not-allowed')
    const username = input.email.toLowerCase()
    // Also who has left: that an account is closed is not undone by making another.
    if ((await candidates(tx, [username], [username])).length > 0) return refused('already-done')
    const at = desk.now()
    const name = { fa: input.name, en: input.name }
    const person = { line: 1, username, name, email: input.email, faculty: null, facts: {} }
    const [id] = (await keepFilePeople(tx, [person], SOURCE, at)).added
    if (id === undefined) return refused('already-done')
    await recordAudit(tx, at, { kind: 'person-imported', by: by.id, person: id })
    return { ok: true, person: id }
  })
}
