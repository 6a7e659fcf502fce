import { sql } from 'kysely'
import { isoDateInTehran } from '../persian/index.js'
import type { Candidate } from '../desk/importing/people.js'
import type { FilePerson } from '../desk/importing/people-file.js'
import type { DirectoryFacts } from '../desk/person.js'
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
    .select(['id', 'username', 'email', sql<boolean>`directory_id like 'imported:%' and not active`.as('placeholder')])
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
    .where(
      'directory_id',
      'in',
      people.map((one) => one.directoryId),
    )
    .execute()
  return rows.map((row) => ({ directoryId: row.directory_id, id: row.id, isNew: isNew.has(row.id) }))
}

/**
 * Adds people of a file and renews what forms are prefilled with of those who are here; a few statements for all. Names
 * and addresses of who is here stay: the directory says them, and letters go there.
 * @returns whom it added, and of whom it changed something
 */
export async function keepFilePeople(
  tx: Tx,
  people: readonly FilePerson[],
  source: Text,
  at: number,
): Promise<{ readonly added: readonly number[]; readonly changed: readonly number[] }> {
  const given = JSON.stringify(
    people.map(({ username, name, email, faculty, facts }) => ({ username, name, email, faculty, facts })),
  )
  const facts = { source, date: isoDateInTehran(at) }
  const changed = await sql<{ id: number }>`
    update person set facts = ${JSON.stringify(facts)}::jsonb
      || jsonb_build_object('values', coalesce(person.facts -> 'values', '{}') || one.facts)
    from jsonb_to_recordset(${given}::jsonb) as one (username text, facts jsonb)
    where person.username = one.username
      and not coalesce(person.facts -> 'values', '{}') @> one.facts
    returning person.id`.execute(tx)
  const added = await sql<{ id: number }>`
    insert into person (directory_id, username, name, email, faculty, facts)
    select 'imported:file:' || username, username, name, email, faculty,
           case when facts <> '{}' then ${JSON.stringify(facts)}::jsonb || jsonb_build_object('values', facts) end
    from jsonb_to_recordset(${given}::jsonb) as one (username text, name jsonb, email text, faculty text, facts jsonb)
    where not exists (select from person where person.username = one.username)
    on conflict (directory_id) do nothing
    returning id`.execute(tx)
  return { added: added.rows.map((row) => row.id), changed: changed.rows.map((row) => row.id) }
}

/** A batch of people for a file, in the order of their ids. */
export async function peopleForFile(db: Db, after: number, limit: number) {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'username', 'name', 'email', 'faculty', 'facts'])
    .where('id', '>', after)
    .where('directory_id', 'not like', 'local:%')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ facts, ...row }) => ({ ...row, facts: facts?.values ?? {} }))
}

/** The user names of people by id. */
export async function usernamesOf(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'username'])
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::bigint[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.username]))
}

/** Who has these user names and an open account, with what forms are prefilled with. */
export async function ownersByUsername(
  db: Db,
  usernames: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: number; readonly facts: DirectoryFacts | null }>> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'username', 'facts'])
    .where(sql<boolean>`username = any(${usernames}::text[])`)
    .where('active', '=', true)
    .execute()
  return new Map(rows.map((row) => [row.username, { id: row.id, facts: row.facts }]))
}

/**
 * The directory brings somebody whom an import named before: the same user name, and no other e-mail; or the e-mail that
 * was their user name. From now on they are one, with every request that came with the name.
 */
export async function adoptImported(
  db: Db,
  people: readonly { readonly directoryId: string; readonly username: string; readonly email: string | null }[],
): Promise<void> {
  if (people.length === 0) return
  const rows = people.map(({ directoryId, username, email }) => ({ id: directoryId, username, email }))
  await sql`update person set directory_id = one.id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id text, username text, email text)
    where person.directory_id like 'imported:%' and (
        person.username = lower(one.username)
        -- One of the two, never both: an id of the directory is one person's.
        or (person.username = lower(one.email)
          and not exists (select from person as named where named.username = lower(one.username))))
      and (person.email is null or one.email is null or lower(person.email) = lower(one.email))
      and not exists (select from person as known where known.directory_id = one.id)`.execute(db)
}
