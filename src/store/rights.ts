import { sql } from 'kysely'
import type { Grants, Holder } from '../desk/groups.js'
import type { Membership } from '../desk/person.js'
import type { Text } from '../desk/text.js'
import type { Db } from './visible.js'

/** Memberships of a row of `person` that come from groups, ordered by office. */
export const grantsFrom = sql<Membership[]>`coalesce((
  select json_agg(json_build_object('office', office, 'role', role) order by office)
  from membership where person_id = person.id and source = 'directory'), '[]')`.as('given')

/** People with open accounts who are in a group or have a right from one, with their names. */
export async function holders(
  db: Db,
): Promise<readonly (Holder & { readonly name: Text; readonly username: string })[]> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name', 'username', 'directory_groups', 'administrator', 'administrator_by_rule', grantsFrom])
    .where('active', '=', true)
    .where(
      sql<boolean>`(directory_groups <> '{}' or administrator_by_rule or exists (
        select from membership where person_id = person.id and source = 'directory'))`,
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    person: row.id,
    name: row.name,
    username: row.username,
    groups: row.directory_groups,
    byHand: row.administrator && !row.administrator_by_rule,
    rights: { memberships: row.given, administrator: row.administrator_by_rule },
  }))
}

/**
 * Writes the rights that groups give to these people, and takes those they no longer give; one statement per table.
 * Memberships and administrators by hand stay as they are.
 */
export async function keepRights(db: Db, all: readonly (Grants & { readonly person: number })[]): Promise<void> {
  if (all.length === 0) return
  const rows = JSON.stringify(
    all.flatMap(({ person, memberships }) => memberships.map(({ office, role }) => ({ person, office, role }))),
  )
  const people = all.map((one) => one.person)
  await sql`
    delete from membership where source = 'directory' and person_id = any(${people}::bigint[]) and not exists (
      select from jsonb_to_recordset(${rows}::jsonb) as one (person bigint, office text)
      where one.person = person_id and one.office = membership.office)`.execute(db)
  await sql`
    insert into membership (person_id, office, role, source)
    select person, office, role, 'directory' from jsonb_to_recordset(${rows}::jsonb) as one (person bigint, office text, role text)
    on conflict (person_id, office, source) do update set role = excluded.role where membership.role <> excluded.role`.execute(
    db,
  )
  await sql`
    update person set
      administrator = one.gives or (person.administrator and not person.administrator_by_rule),
      administrator_by_rule = one.gives and (person.administrator_by_rule or not person.administrator)
    from jsonb_to_recordset(${JSON.stringify(all.map(({ person, administrator: gives }) => ({ person, gives })))}::jsonb)
      as one (person bigint, gives boolean)
    where person.id = one.person and (one.gives <> person.administrator or one.gives <> person.administrator_by_rule)`.execute(
    db,
  )
}

/** Names of groups that people here are in, those of most people first. */
export async function groupNames(db: Db, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select one as name from person, unnest(directory_groups) as one where active
    group by one order by count(*) desc, one limit ${most}`.execute(db)
  return rows.map((row) => row.name)
}
