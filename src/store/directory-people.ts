import { sql } from 'kysely'
import { merged, openEntry, type DirectoryPerson, type Kept, type Known } from '../desk/directory.js'
import { marked } from '../desk/sync.js'
import { adoptImported } from './imported-people.js'
import { grantsFrom, keepRights } from './rights.js'
import type { Db } from './visible.js'

/**
 * People whose ids the directory gives, open or closed, in one query.
 * @param ids how those ids look, as a regular expression
 */
export async function knownPeople(
  db: Db,
  ids: { readonly like: string } | { readonly one: string },
): Promise<readonly Known[]> {
  const rows = await db
    .selectFrom('person')
    .selectAll()
    .select(grantsFrom)
    .where((eb) => ('one' in ids ? eb('directory_id', '=', ids.one) : sql<boolean>`directory_id ~ ${ids.like}`))
    .execute()
  return rows.map((row) => ({
    person: row.id,
    directoryId: row.directory_id,
    active: row.active,
    mobileProven: row.mobile_verified_at !== null,
    groups: row.directory_groups,
    byHand: row.administrator && !row.administrator_by_rule,
    rights: { memberships: row.given, administrator: row.administrator_by_rule },
    here: {
      username: row.username,
      name: row.name,
      honorific: row.honorific,
      title: row.title,
      faculty: row.faculty,
      email: row.email,
      mobile: row.mobile,
      facts: row.facts,
      groups: row.directory_groups,
    },
    last: row.directory_said,
  }))
}

/** User names of people whom the directory does not give: local accounts and the like. */
export async function foreignUsernames(db: Db, like: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('person')
    .select('username')
    .where(sql<boolean>`directory_id !~ ${like}`)
    .execute()
  return new Set(rows.map((row) => row.username))
}

/**
 * Adds or renews a person as the directory knows them, with the rights that their groups give. A user name that
 * somebody of the same directory has lost goes over; one of a local account or the like is never taken.
 */
export async function savePerson(db: Db, from: DirectoryPerson): Promise<number> {
  await adoptImported(db, [from])
  const [known] = await knownPeople(db, { one: from.directoryId })
  const kept = merged({ ...openEntry(from), username: from.username.toLowerCase() }, known ?? null)
  const holder = await db
    .selectFrom('person')
    .select(['id', 'directory_id'])
    .where('username', '=', kept.username)
    .where('directory_id', '<>', from.directoryId)
    .executeTakeFirst()
  const mayTake = holder && source(holder.directory_id) === source(from.directoryId)
  if (holder && mayTake)
    await db
      .updateTable('person')
      .set({ username: marked(kept.username, holder.directory_id) })
      .where('id', '=', holder.id)
      .execute()
  const username = holder && !mayTake ? marked(kept.username, from.directoryId) : kept.username
  // Who is kept closed has left already; nobody leaves by signing in.
  const ids = await keepPeople(db, [{ ...kept, username }], 0)
  const id = ids.get(from.directoryId)
  if (id === undefined) throw new Error('a person that was kept has an id')
  await keepRights(db, [{ person: id, memberships: from.memberships, administrator: from.administrator }])
  return id
}

/** `demo` of `demo:sara`; nothing for the bare ids of Active Directory. */
const source = (directoryId: string): string => (directoryId.includes(':') ? (directoryId.split(':', 1)[0] ?? '') : '')

/**
 * Adds people and renews those who are there, in one statement, so that two may swap their user names.
 * @param at when who left has left, in epoch milliseconds
 * @returns their ids by the ids of the directory
 */
export async function keepPeople(db: Db, people: readonly Kept[], at: number): Promise<ReadonlyMap<string, number>> {
  if (people.length === 0) return new Map()
  const rows = people.map((one) => ({
    directory_id: one.directoryId,
    username: one.username,
    name: one.name,
    honorific: one.honorific,
    title: one.title,
    faculty: one.faculty,
    email: one.email,
    mobile: one.mobile,
    facts: one.facts,
    directory_groups: one.groups,
    active: one.active,
    directory_said: one.last,
  }))
  const kept = await sql<{ id: number; directory_id: string }>`
    insert into person (directory_id, username, name, honorific, title, faculty, email, mobile, facts, directory_groups,
                        active, left_at, directory_said)
    select directory_id, username, name, honorific, title, faculty, email, mobile,
           facts, directory_groups, active, case when active then null else ${new Date(at)}::timestamptz end,
           directory_said
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (
      directory_id text, username text, name jsonb, honorific jsonb, title jsonb, faculty text, email text, mobile text,
      facts jsonb, directory_groups text[], active boolean, directory_said jsonb)
    on conflict (directory_id) do update set
      username = excluded.username, name = excluded.name, honorific = excluded.honorific, title = excluded.title,
      faculty = excluded.faculty, email = excluded.email, mobile = excluded.mobile, facts = excluded.facts,
      directory_groups = excluded.directory_groups, active = excluded.active, directory_said = excluded.directory_said,
      left_at = case when excluded.active then null else coalesce(person.left_at, excluded.left_at) end
    returning id, directory_id`.execute(db)
  return new Map(kept.rows.map((row) => [row.directory_id, row.id]))
}
