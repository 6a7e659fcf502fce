import type { PersonDetails } from '../desk/administration-views.js'
import { toMsOrNull, type Db } from './visible.js'

/** @param at epoch milliseconds */
export async function personDetails(db: Db, id: number, at: number): Promise<PersonDetails | null> {
  const row = await db
    .selectFrom('person')
    .select(['id', 'username', 'name', 'honorific', 'title', 'faculty', 'email', 'administrator', 'active'])
    .select(['administrator_by_rule', 'left_at', 'directory_groups'])
    .select((eb) =>
      eb
        .selectFrom('session')
        .whereRef('session.person_id', '=', 'person.id')
        .where('session.ends_at', '>', new Date(at))
        .select(eb.fn.countAll<number>().as('n'))
        .as('sessions'),
    )
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { administrator_by_rule, left_at, directory_groups, sessions, ...rest } = row
  return {
    ...rest,
    administratorByRule: administrator_by_rule,
    leftAt: toMsOrNull(left_at),
    groups: directory_groups,
    sessions: sessions ?? 0,
  }
}
