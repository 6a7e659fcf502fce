import { sql } from 'kysely'
import { toMs, type Db, type Tx } from './visible.js'
import type { NamedPerson } from './named-people.js'
import { holds } from './people.js'
import { foundBy } from './person-list.js'

/** A list of people that programs keep. */
export interface Organization {
  readonly id: number
  readonly name: string
  readonly onDesk: boolean
  readonly madeAt: number
}

/** Lists that are kept; with a person those that they are on. */
export async function organizations(db: Db, member: number | null): Promise<readonly Organization[]> {
  let query = db
    .selectFrom('organization')
    .select(['id', 'name', 'on_desk', 'made_at'])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(1000)
  if (member !== null)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('organization_member')
          .select('person_id')
          .whereRef('organization_id', '=', 'organization.id')
          .where('person_id', '=', member),
      ),
    )
  return (await query.execute()).map((row) => ({
    id: row.id,
    name: row.name,
    onDesk: row.on_desk,
    madeAt: toMs(row.made_at),
  }))
}

/** @returns the id, or null when the name is taken */
export async function insertOrganization(tx: Tx, name: string, by: number, at: number): Promise<number | null> {
  const row = await tx
    .insertInto('organization')
    .values({ name, made_by: by, made_at: new Date(at) })
    .onConflict((conflict) => conflict.column('name').where('removed_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function changeOrganization(
  tx: Tx,
  id: number,
  change: { readonly onDesk: boolean } | { readonly removedAt: number },
): Promise<void> {
  await tx
    .updateTable('organization')
    .set('onDesk' in change ? { on_desk: change.onDesk } : { removed_at: new Date(change.removedAt) })
    .where('id', '=', id)
    .execute()
}

export async function changeMembers(
  tx: Tx,
  id: number,
  people: readonly number[],
  change: 'add' | 'remove',
): Promise<void> {
  if (people.length === 0) return
  if (change === 'add')
    await tx
      .insertInto('organization_member')
      .values(people.map((person) => ({ organization_id: id, person_id: person })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  else
    await tx
      .deleteFrom('organization_member')
      .where('organization_id', '=', id)
      .where('person_id', 'in', people)
      .execute()
}

interface Part {
  readonly skip: number
  readonly limit: number
}

export type Members =
  | { readonly list: number }
  | { readonly faculty: string }
  | { readonly office: string; readonly at: number }
  | { readonly everybody: string }

/** People whose account is open: of a list, a faculty, an office, or all that a text finds; in the order of the alphabet. */
export async function members(db: Db, of: Members, part: Part): Promise<readonly NamedPerson[]> {
  let query = db
    .selectFrom('person')
    .select(['id', 'username', 'name', 'email', 'active'])
    .where('active', '=', true)
    .orderBy('by_name')
    .orderBy('id')
    .offset(part.skip)
    .limit(part.limit)
  if ('list' in of)
    query = query.where(
      sql<boolean>`exists (select from organization_member where organization_id = ${of.list} and person_id = person.id)`,
    )
  if ('faculty' in of) query = query.where('faculty', '=', of.faculty)
  if ('office' in of)
    query = query.where(
      sql<boolean>`exists (select from membership where person_id = person.id and office = ${of.office} and ${holds('membership', new Date(of.at))})`,
    )
  if ('everybody' in of && of.everybody !== '') query = query.where(foundBy(of.everybody))
  return query.execute()
}
