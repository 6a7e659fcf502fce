import { sql, type Kysely, type QueryCreator } from 'kysely'
import type { DirectoryFacts, Held, Person, Role } from '../desk/person.js'
import { IDLE_MS, TOUCH_MS } from '../desk/session.js'
import type { Load } from '../desk/task.js'
import type { Text } from '../desk/text.js'
import { isAdminScope, isScope, type Scope } from '../desk/token.js'
import type { ExpertView } from '../desk/views.js'
import type { Database } from './database.js'
import { toMsOrNull, type Db } from './visible.js'

export type { DirectoryPerson } from '../desk/directory.js'
export { savePerson } from './directory-people.js'

/**
 * Memberships at a moment: a person's own, the stronger role where two sources give one, then those of colleagues
 * they stand in for. Asked anew for each request, so a change counts at once.
 */
const memberships = (at: Date) =>
  sql<Held[]>`coalesce((
  select json_agg(json_build_object('office', office, 'role', role, 'for', held.for) order by held.for nulls first, office)
  from (
    select office, max(role) as role, null::bigint as for from membership
    where person_id = person.id and ${holds('membership', at)} group by office
    union all
    select membership.office, max(role), absent.id from substitution
    join person as absent on absent.id = absent_id and absent.active
    join membership on membership.person_id = absent_id and (substitution.office is null or substitution.office = membership.office)
    where substitute_id = person.id and ended_at is null and ${holds('substitution', at)} and ${holds('membership', at)}
    group by membership.office, absent.id
  ) as held), '[]')`.as('memberships')

/** Whether a row with `from_at` and `until_at` counts at a moment: the start is included, the end is not. */
export const holds = (table: string, at: Date) =>
  sql`(${sql.ref(`${table}.from_at`)} is null or ${sql.ref(`${table}.from_at`)} <= ${at}) and (${sql.ref(`${table}.until_at`)} is null or ${sql.ref(`${table}.until_at`)} > ${at})`

const readings = (at: Date) =>
  sql<number[]>`coalesce((
  select json_agg(distinct request_id) from reading where reading.person_id = person.id and ${holds('reading', at)}), '[]')`.as(
    'readings',
  )

const columns = [
  'person.id',
  'person.username',
  'person.name',
  'person.honorific',
  'person.title',
  'person.faculty',
  'person.administrator',
] as const

/** The person with this id whose account is open, as they are at a moment (epoch milliseconds). */
export async function personById(db: Db, id: number, at: number): Promise<Person | null> {
  const row = await people(db, at).where('person.id', '=', id).where('active', '=', true).executeTakeFirst()
  return row ? { ...row, reach: 'whole' } : null
}

/**
 * Somebody who is to be told something, as they are at a moment. Whose account is closed hears of their own requests,
 * as they do when they come in with a code.
 */
export async function personToTell(db: Db, id: number, at: number): Promise<Person | null> {
  const row = await people(db, at).select('active').where('person.id', '=', id).executeTakeFirst()
  if (!row) return null
  const { active, ...person } = row
  return active ? { ...person, reach: 'whole' } : ownOnly(person)
}

export async function personByUsername(db: Db, username: string, at: number): Promise<Person | null> {
  const row = await people(db, at).where('username', '=', username).where('active', '=', true).executeTakeFirst()
  return row ? { ...row, reach: 'whole' } : null
}

/**
 * Whose session this is, while it lasts and is used, and notes that it was: one statement. One that was opened with a
 * code reaches own requests only, and is there for people whose account is closed.
 */
export async function personBySession(
  db: Db,
  tokenHash: string,
  at: number,
  { use = true }: { readonly use?: boolean } = {},
): Promise<Person | null> {
  const idle = new Date(at - IDLE_MS)
  const used = db.with('used', (query) =>
    query
      .updateTable('session')
      .set({ used_at: new Date(at) })
      .where('token_hash', '=', tokenHash)
      .where(sql<boolean>`${use}::boolean`)
      .where('used_at', '>', idle)
      .where('used_at', '<=', new Date(at - TOUCH_MS))
      .returning('id'),
  )
  const row = await people(used, at)
    .innerJoin('session', 'session.person_id', 'person.id')
    .select('session.method')
    .where('token_hash', '=', tokenHash)
    .where('ends_at', '>', new Date(at))
    .where('used_at', '>', idle)
    .where((eb) => eb.or([eb('active', '=', true), eb('session.method', '=', 'code')]))
    .executeTakeFirst()
  if (!row) return null
  const { method, ...person } = row
  return method === 'code' ? ownOnly(person) : { ...person, reach: 'whole' }
}

/**
 * Whose access token this is, what it may do, and notes its use: one statement. A program is an administrator only when
 * its token says so and its person is one still, and it never reads a request that the person gave a reason for.
 */
export async function personByToken(
  db: Db,
  tokenHash: string,
  at: number,
): Promise<{
  readonly person: Person
  readonly token: number
  readonly scopes: readonly Scope[]
  readonly endsAt: number
} | null> {
  const used = db.with('used', (query) =>
    query
      .updateTable('access_token')
      .set({ used_at: new Date(at) })
      .where('token_hash', '=', tokenHash)
      .where('revoked_at', 'is', null)
      .where('ends_at', '>', new Date(at))
      .where((eb) => eb.or([eb('used_at', 'is', null), eb('used_at', '<=', new Date(at - TOUCH_MS))]))
      .returning('id'),
  )
  const row = await people(used, at)
    .innerJoin('access_token', 'access_token.person_id', 'person.id')
    .select(['access_token.id as token', 'access_token.scopes', 'access_token.ends_at'])
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .where('ends_at', '>', new Date(at))
    .where('active', '=', true)
    .executeTakeFirst()
  if (!row) return null
  const { token, ends_at, ...person } = row
  const scopes = row.scopes.filter(isScope)
  const administrator = person.administrator && scopes.some(isAdminScope)
  return {
    person: { ...person, administrator, readings: [], reach: 'whole' },
    token,
    scopes,
    endsAt: ends_at.getTime(),
  }
}

/** Whether somebody is here besides local accounts, which are made before anything else is. */
export async function knowsAnybody(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('directory_id', 'not like', 'local:%')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The id of whoever has this user name, active or not; for the audit log, which names no one else. */
export async function idOfUsername(db: Db, username: string): Promise<number | null> {
  const row = await db.selectFrom('person').select('id').where('username', '=', username).executeTakeFirst()
  return row?.id ?? null
}

const ownOnly = (person: Omit<Person, 'reach'>): Person => ({
  ...person,
  administrator: false,
  memberships: [],
  readings: [],
  reach: 'own',
})

const people = (db: QueryCreator<Database>, at: number) => {
  const moment = new Date(at)
  return db
    .selectFrom('person')
    .select(columns)
    .select([memberships(moment), readings(moment)])
}

export async function factsOf(db: Kysely<Database>, person: Person): Promise<DirectoryFacts | null> {
  const row = await db.selectFrom('person').select('facts').where('id', '=', person.id).executeTakeFirst()
  return row?.facts ?? null
}

export interface Expert extends Load {
  readonly name: Text
  readonly role: Role
}

/**
 * Who works in an office at a moment (epoch milliseconds), each once whatever gives the membership, with how much they
 * have open and until when they are away. Substitutes are not among them: they do the tasks of whom they stand in for.
 */
export async function expertsOf(db: Db, office: string, at: number): Promise<readonly Expert[]> {
  const moment = new Date(at)
  const rows = await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.id as person', 'person.name'])
    .select((eb) => [
      eb.fn.max('membership.role').as('role'),
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
      sql<Date | null>`(select max(until_at) from substitution join person as other on other.id = substitute_id and other.active
        where absent_id = person.id and (substitution.office is null or substitution.office = ${office})
          and ended_at is null and ${holds('substitution', moment)})`.as('absentUntil'),
    ])
    .where('membership.office', '=', office)
    .where(sql<boolean>`${holds('membership', moment)}`)
    .where('person.active', '=', true)
    .groupBy('person.id')
    .orderBy('role', 'asc')
    .orderBy('person.id', 'asc')
    .execute()
  return rows.map((row) => ({
    person: row.person,
    name: row.name,
    role: row.role === 'head' ? 'head' : 'expert',
    open: row.open ?? 0,
    lastGiven: row.lastGiven ?? 0,
    absentUntil: toMsOrNull(row.absentUntil),
  }))
}

export const expertView = ({ person, name, open, absentUntil }: Expert): ExpertView => ({
  id: person,
  name,
  open,
  absentUntil,
})

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
