import { sql } from 'kysely'
import type { PersonKind, PersonRow } from '../desk/administration-views.js'
import type { Membership, Role } from '../desk/person.js'
import type { Lang } from '../desk/text.js'
import { searchForms } from '../persian/index.js'
import { holds } from './people.js'
import type { Db } from './visible.js'
import { escapeLike } from './work-list.js'

export interface PeopleQuery {
  /** Looked for in names, user names and e-mail addresses; never in codes and numbers of people. */
  readonly query: string
  /** An office instance, or empty for all. */
  readonly office: string
  readonly role: Role | ''
  readonly kind: PersonKind | ''
  /** In the order of whose alphabet. */
  readonly lang: Lang
  /** The person after whom the page begins. */
  readonly after: number | null
  readonly limit: number
}

/** The column that puts names in the order of an alphabet. */
export const BY_NAME = { fa: 'by_name', en: 'by_name_en' } as const

/** A page of people in the order of an alphabet, as they are at a moment (epoch milliseconds); one query. */
export async function peoplePage(
  db: Db,
  input: PeopleQuery,
  at: number,
): Promise<{ readonly items: readonly PersonRow[]; readonly next: number | null }> {
  const moment = new Date(at)
  const byName = BY_NAME[input.lang]
  let query = db
    .selectFrom('person')
    .select(['id', 'username', 'name', 'honorific', 'title', 'faculty', 'administrator', 'active'])
    .select(currentMemberships(moment))
    .orderBy(byName)
    .orderBy('id')
    .limit(input.limit + 1)
  if (input.query !== '') query = query.where(foundBy(input.query))
  if (input.office !== '' || input.role !== '' || input.kind === 'staff' || input.kind === 'by-hand') {
    query = query.where((eb) => {
      let held = eb
        .selectFrom('membership')
        .select('person_id')
        .where(sql<boolean>`${holds('membership', moment)}`)
      if (input.office !== '') held = held.where('membership.office', '=', input.office)
      if (input.role !== '') held = held.where('membership.role', '=', input.role)
      if (input.kind === 'by-hand') held = held.where('membership.source', '=', 'hand')
      return eb('person.id', 'in', held)
    })
  }
  if (input.kind === 'administrators') query = query.where('administrator', '=', true).where('active', '=', true)
  if (input.kind === 'left') query = query.where('active', '=', false)
  if (input.after !== null)
    query = query.where(
      sql<boolean>`(${sql.ref(byName)}, id) > (select ${sql.ref(`start.${byName}`)}, start.id from person as start where start.id = ${input.after})`,
    )
  const rows = await query.execute()
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined
  return { items: rows.slice(0, input.limit), next: last?.id ?? null }
}

/** Every word in any order, or all of it without spaces, as src/persian/search.ts finds. */
export const foundBy = (query: string) => {
  const { words, loose } = searchForms(query)
  const each = words.split(' ').map((word) => sql`person.words like ${`%${escapeLike(word)}%`}`)
  return sql<boolean>`(replace(person.words, ' ', '') like ${`%${escapeLike(loose)}%`} or (${sql.join(each, sql` and `)}))`
}

export const currentMemberships = (moment: Date) =>
  sql<readonly Membership[]>`coalesce((
    select json_agg(json_build_object('office', office, 'role', role) order by office)
    from (select office, max(role) as role from membership
      where person_id = person.id and ${holds('membership', moment)} group by office) as held), '[]')`.as('memberships')
