import { sql } from 'kysely'
import type { Candidate } from '../desk/importing/people.js'
import type { Text } from '../desk/text.js'
import type { Db, Tx } from './visible.js'

/** Everybody of these user names or e-mails (in lower case), open or closed. */
export async function candidates(
  db: Db,
  usernames: readonly string[],
  emails: readonly string[],
): Promise<readonly Candidate[]> {
  return db
    .selectFrom('person')
    .select(['id', 'username', 'email'])
    .where(sql<boolean>`(username = any(${usernames}::text[]) or lower(email) = any(${emails}::text[]))`)
    .orderBy('id')
    .execute()
}

/** The name of a person, and their faculty. */
export async function personNameOf(db: Db, id: number): Promise<Text & { readonly faculty: string | null }> {
  const row = await db.selectFrom('person').select(['name', 'faculty']).where('id', '=', id).executeTakeFirstOrThrow()
  return { ...row.name, faculty: row.faculty }
}

export interface Placeholder {
  /** By which the same person of the same source is known again. */
  readonly directoryId: string
  readonly username: string
  readonly name: string
  readonly email: string | null
}

/** People whom another desk names and nobody knows: closed accounts that only carry a name. @returns ids of all of them */
export async function keepPlaceholders(
  tx: Tx,
  people: readonly Placeholder[],
  at: number,
): Promise<readonly { readonly directoryId: string; readonly id: number; readonly isNew: boolean }[]> {
  if (people.length === 0) return []
  const made = await tx
    .insertInto('person')
    .values(
      people.map((one) => ({
        directory_id: one.directoryId,
        username: one.username,
        name: JSON.stringify({ fa: one.name, en: one.name }),
        email: one.email,
        active: false,
        left_at: new Date(at),
      })),
    )
    .onConflict((conflict) => conflict.column('directory_id').doNothing())
    .returning('id')
    .execute()
  const isNew = new Set(made.map((one) => one.id))
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'directory_id'])
    .where('directory_id', 'in', people.map((one) => one.directoryId))
    .execute()
  return rows.map((row) => ({ directoryId: row.directory_id, id: row.id, isNew: isNew.has(row.id) }))
}

/**
 * The directory brings somebody whom an import named before: the same user name, and no other e-mail. From now on they
 * are one, with every request that came with the name.
 */
export async function adoptImported(
  db: Db,
  people: readonly { readonly directoryId: string; readonly username: string; readonly email: string | null }[],
): Promise<void> {
  if (people.length === 0) return
  const rows = people.map(({ directoryId, username, email }) => ({ id: directoryId, username, email }))
  await sql`update person set directory_id = one.id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id text, username text, email text)
    where person.directory_id like 'imported:%' and person.username = lower(one.username)
      and (person.email is null or one.email is null or lower(person.email) = lower(one.email))
      and not exists (select from person as known where known.directory_id = one.id)`.execute(db)
}
