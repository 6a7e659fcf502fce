import { sql } from 'kysely'
import type { Colleague } from '../desk/administration-views.js'
import type { Lang } from '../desk/text.js'
import { holds } from './people.js'
import { BY_NAME, currentMemberships, foundBy } from './person-list.js'
import type { Db } from './visible.js'

/**
 * Who may be named to stand in: without a query the people of the same offices, with one everybody who works in an
 * office and is found by it, people of the same offices first. One query. `at` is epoch milliseconds.
 */
export async function colleagues(
  db: Db,
  input: {
    readonly offices: readonly string[]
    readonly except: number
    readonly query: string
    readonly lang: Lang
    readonly limit: number
  },
  at: number,
): Promise<{ readonly people: readonly Colleague[]; readonly more: boolean }> {
  const moment = new Date(at)
  const held = (offices: boolean) => sql<boolean>`exists (select from membership where person_id = person.id
    and ${holds('membership', moment)} ${offices ? sql`and office = any(${[...input.offices]}::text[])` : sql``})`
  let query = db
    .selectFrom('person')
    .select(['id', 'name', 'honorific'])
    .select(currentMemberships(moment))
    .where('active', '=', true)
    .where('id', '<>', input.except)
    .where(held(input.query === ''))
    .orderBy(held(true), 'desc')
    .orderBy(BY_NAME[input.lang])
    .orderBy('id')
    .limit(input.limit + 1)
  if (input.query !== '') query = query.where(foundBy(input.query))
  const rows = await query.execute()
  return { people: rows.slice(0, input.limit), more: rows.length > input.limit }
}

/** The people of some offices: whom a head may choose for. One query. */
export async function peopleOfOffices(
  db: Db,
  offices: readonly string[],
  lang: Lang,
  at: number,
): Promise<readonly Colleague[]> {
  if (offices.length === 0) return []
  const moment = new Date(at)
  return db
    .selectFrom('person')
    .select(['id', 'name', 'honorific'])
    .select(currentMemberships(moment))
    .where('active', '=', true)
    .where(
      sql<boolean>`exists (select from membership where person_id = person.id and ${holds('membership', moment)} and office = any(${[...offices]}::text[]))`,
    )
    .orderBy(BY_NAME[lang])
    .orderBy('id')
    .limit(500)
    .execute()
}
