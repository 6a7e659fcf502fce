import { sql, type Kysely } from 'kysely'
import type { DirectoryFacts, Membership, Person, Role } from '../desk/person.js'
import type { Load } from '../desk/task.js'
import type { Text } from '../desk/text.js'
import type { Database } from './database.js'

/** What a directory says of somebody, keyed on an id that survives renames. */
export interface DirectoryPerson {
  readonly directoryId: string
  readonly username: string
  readonly name: Text
  readonly honorific: Text | null
  readonly title: Text | null
  readonly faculty: string | null
  readonly administrator: boolean
  readonly facts: DirectoryFacts | null
  readonly memberships: readonly Membership[]
}

const memberships = sql<
  Membership[]
>`coalesce((select json_agg(json_build_object('office', office, 'role', role) order by office)
  from membership where membership.person_id = person.id), '[]')`.as('memberships')

const columns = [
  'person.id',
  'person.username',
  'person.name',
  'person.honorific',
  'person.title',
  'person.faculty',
  'person.administrator',
] as const

export async function personById(db: Kysely<Database>, id: number): Promise<Person | null> {
  const row = await db
    .selectFrom('person')
    .select(columns)
    .select(memberships)
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst()
  return row ?? null
}

export async function personByUsername(db: Kysely<Database>, username: string): Promise<Person | null> {
  const row = await db
    .selectFrom('person')
    .select(columns)
    .select(memberships)
    .where('username', '=', username)
    .where('active', '=', true)
    .executeTakeFirst()
  return row ?? null
}

export async function personBySession(db: Kysely<Database>, tokenHash: string, at: number): Promise<Person | null> {
  const row = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(columns)
    .select(memberships)
    .where('token_hash', '=', tokenHash)
    .where('ends_at', '>', new Date(at))
    .where('active', '=', true)
    .executeTakeFirst()
  return row ?? null
}

export async function factsOf(db: Kysely<Database>, person: Person): Promise<DirectoryFacts | null> {
  const row = await db.selectFrom('person').select('facts').where('id', '=', person.id).executeTakeFirst()
  return row?.facts ?? null
}

/** Adds or renews a person as the directory knows them, memberships included. */
export async function savePerson(db: Kysely<Database>, from: DirectoryPerson): Promise<number> {
  const values = {
    username: from.username.toLowerCase(),
    name: JSON.stringify(from.name),
    honorific: from.honorific ? JSON.stringify(from.honorific) : null,
    title: from.title ? JSON.stringify(from.title) : null,
    faculty: from.faculty,
    administrator: from.administrator,
    facts: from.facts ? JSON.stringify(from.facts) : null,
  }
  const { id } = await db
    .insertInto('person')
    .values({ directory_id: from.directoryId, ...values })
    .onConflict((conflict) => conflict.column('directory_id').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.deleteFrom('membership').where('person_id', '=', id).execute()
  if (from.memberships.length > 0) {
    await db
      .insertInto('membership')
      .values(from.memberships.map((one) => ({ person_id: id, ...one })))
      .execute()
  }
  return id
}

/** Who works in an office, with how much they have open. Heads are not counted as experts unless nobody else is there. */
export async function expertsOf(
  db: Kysely<Database>,
  office: string,
): Promise<readonly (Load & { readonly name: Text; readonly role: Role })[]> {
  const rows = await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.id as person', 'person.name', 'membership.role'])
    .select((eb) => [
      eb
        .selectFrom('task')
        .whereRef('assignee_id', '=', 'person.id')
        .where('closed_at', 'is', null)
        .select(eb.fn.countAll<number>().as('n'))
        .as('open'),
      eb
        .selectFrom('task')
        .whereRef('assignee_id', '=', 'person.id')
        .select(eb.fn.max('id').as('last'))
        .as('lastGiven'),
    ])
    .where('membership.office', '=', office)
    .where('person.active', '=', true)
    .orderBy('membership.role', 'asc')
    .orderBy('person.id', 'asc')
    .execute()
  return rows.map((row) => ({
    person: row.person,
    name: row.name,
    role: row.role === 'head' ? 'head' : 'expert',
    open: row.open ?? 0,
    lastGiven: row.lastGiven ?? 0,
  }))
}

export interface PersonNames {
  readonly name: Text
  readonly honorific: Text | null
}

/** The names of people by id, one query for all. */
export async function namesOf(db: Kysely<Database>, ids: readonly number[]): Promise<ReadonlyMap<number, PersonNames>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name', 'honorific'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, { name: row.name, honorific: row.honorific }]))
}
