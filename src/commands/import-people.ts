import type { FilePerson } from '../desk/importing/people-file.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { keepFilePeople } from '../store/imported-people.js'
import type { Tx } from '../store/visible.js'
import { acting, refusable, type Desk } from './desk.js'

const SOURCE = { fa: 'فایل اشخاص', en: 'a file of people' }
/** A statement takes 65,535 values; a line of the log has eleven. */
const LINES = 2_000

/**
 * Takes people of a file that was checked, all of them or none.
 * @param by an administrator, or null for whoever is at the command line
 */
export function importPeople(
  desk: Desk,
  by: Person | null,
  input: { readonly once: string; readonly people: readonly FilePerson[] },
): Promise<Outcome<{ added: number; changed: number }>> {
  const run = async (tx: Tx): Promise<Outcome<{ added: number; changed: number }>> => {
    if (by && !by.administrator) return refused('not-allowed')
    const at = desk.now()
    const { added, changed } = await keepFilePeople(tx, input.people, SOURCE, at)
    const lines = [...added, ...changed].map((person) => ({
      kind: 'person-imported' as const,
      by: by?.id ?? null,
      person,
    }))
    for (let from = 0; from < lines.length; from += LINES) await recordAudit(tx, at, ...lines.slice(from, from + LINES))
    await recordAudit(tx, at, {
      kind: 'people-imported',
      by: by?.id ?? null,
      data: { count: input.people.length, added: added.length, changed: changed.length, ...operatorData(by) },
    })
    return { ok: true, added: added.length, changed: changed.length }
  }
  return by ? acting(desk, by, `import-people:${input.once}`, run) : refusable(desk, run)
}

const operatorData = (by: Person | null) => (by ? {} : { by: 'command line' })
