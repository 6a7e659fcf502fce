import type { MembershipRecord } from '../desk/administration-views.js'
import type { Membership, Role } from '../desk/person.js'
import { toMsOrNull, type Db, type Tx } from './visible.js'

/** All memberships of a person, those that are over too; one query. */
export async function membershipsOf(db: Db, person: number): Promise<readonly MembershipRecord[]> {
  const rows = await db
    .selectFrom('membership')
    .leftJoin('person as giver', 'giver.id', 'given_by')
    .select(['office', 'role', 'source', 'given_by', 'giver.name as giver', 'from_at', 'until_at'])
    .where('person_id', '=', person)
    .orderBy('office')
    .orderBy('source')
    .execute()
  return rows.map((row) => ({
    office: row.office,
    role: roleOf(row.role),
    source: row.source === 'hand' ? 'hand' : 'directory',
    givenBy: row.given_by !== null && row.giver ? { id: row.given_by, name: row.giver } : null,
    from: toMsOrNull(row.from_at),
    until: toMsOrNull(row.until_at),
  }))
}

/** Gives a membership by hand; one that was given before is replaced. Times are epoch milliseconds. */
export async function giveMembership(
  tx: Tx,
  person: number,
  given: Membership & { readonly by: number; readonly at: number; readonly until: number | null },
): Promise<void> {
  const values = {
    role: given.role,
    given_by: given.by,
    from_at: new Date(given.at),
    until_at: given.until === null ? null : new Date(given.until),
  }
  await tx
    .insertInto('membership')
    .values({ person_id: person, office: given.office, source: 'hand', ...values })
    .onConflict((conflict) => conflict.columns(['person_id', 'office', 'source']).doUpdateSet(values))
    .execute()
}

/** Takes back a membership that was given by hand. @returns the role it had, null when there was none */
export async function takeMembership(tx: Tx, person: number, office: string): Promise<Role | null> {
  const row = await tx
    .deleteFrom('membership')
    .where('person_id', '=', person)
    .where('office', '=', office)
    .where('source', '=', 'hand')
    .returning('role')
    .executeTakeFirst()
  return row ? roleOf(row.role) : null
}

export const roleOf = (role: string): Role => (role === 'head' ? 'head' : 'expert')
