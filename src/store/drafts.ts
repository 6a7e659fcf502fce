import type { Kysely } from 'kysely'
import type { Person } from '../desk/person.js'
import type { Database } from './database.js'

export interface Draft {
  readonly once: string
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly savedAt: number | null
}

/** The draft of a person for a service; made when the form is first opened, so that a second window has the same. */
export async function openDraft(
  db: Kysely<Database>,
  person: Person,
  service: string,
  newId: () => string,
): Promise<Draft> {
  const find = () =>
    db
      .selectFrom('draft')
      .select(['once', 'fields', 'saved_at'])
      .where('person_id', '=', person.id)
      .where('service', '=', service)
      .executeTakeFirst()
  const known = await find()
  const row =
    known ??
    (await db
      .insertInto('draft')
      .values({ person_id: person.id, service, once: newId() })
      .onConflict((conflict) => conflict.doNothing())
      .returning(['once', 'fields', 'saved_at'])
      .executeTakeFirst()) ??
    (await find())
  if (!row) return openDraft(db, person, service, newId)
  return { once: row.once, fields: row.fields, savedAt: row.saved_at?.getTime() ?? null }
}

export async function saveDraft(
  db: Kysely<Database>,
  person: Person,
  service: string,
  draft: { once: string; fields: Draft['fields']; at: number },
): Promise<void> {
  const values = { fields: JSON.stringify(draft.fields), saved_at: new Date(draft.at) }
  await db
    .insertInto('draft')
    .values({ person_id: person.id, service, once: draft.once, ...values })
    .onConflict((conflict) => conflict.columns(['person_id', 'service']).doUpdateSet(values))
    .execute()
}

export async function removeDraft(
  db: Kysely<Database>,
  person: { readonly id: number },
  service: string,
): Promise<void> {
  await db.deleteFrom('draft').where('person_id', '=', person.id).where('service', '=', service).execute()
}
