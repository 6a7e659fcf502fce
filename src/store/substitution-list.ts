import { sql } from 'kysely'
import type { SubstitutionRow } from '../desk/administration-views.js'
import type { Text } from '../desk/text.js'
import { toMs, toMsOrNull, type Db } from './visible.js'

/** A page of the substitutions that hold or are to come, the first to begin first; one query. `at` is epoch milliseconds. */
export async function comingSubstitutions(
  db: Db,
  at: number,
  page: { readonly after: number | null; readonly limit: number },
): Promise<{ readonly items: readonly SubstitutionRow[]; readonly next: number | null }> {
  let query = substitutions(db)
    .where('substitution.ended_at', 'is', null)
    .where('substitution.until_at', '>', new Date(at))
    .orderBy('substitution.from_at')
    .orderBy('substitution.id')
    .limit(page.limit + 1)
  if (page.after !== null)
    query = query.where(
      sql<boolean>`(substitution.from_at, substitution.id) > (select s.from_at, s.id from substitution s where s.id = ${page.after})`,
    )
  const rows = await query.execute()
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined
  return { items: rows.slice(0, page.limit).map(substitutionRow), next: last?.id ?? null }
}

const MOST = 100

/** Those of and for a person, and those in the offices that they head; the latest 100, the newest first. */
export async function substitutionsAround(
  db: Db,
  person: number,
  headed: readonly string[] = [],
): Promise<readonly SubstitutionRow[]> {
  const rows = await substitutions(db)
    .where((eb) =>
      eb.or([
        eb('absent_id', '=', person),
        eb('substitute_id', '=', person),
        sql<boolean>`substitution.office = any(${[...headed]}::text[])`,
      ]),
    )
    .orderBy('substitution.from_at', 'desc')
    .orderBy('substitution.id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(substitutionRow)
}

const substitutions = (db: Db) =>
  db
    .selectFrom('substitution')
    .innerJoin('person as absent', 'absent.id', 'absent_id')
    .innerJoin('person as substitute', 'substitute.id', 'substitute_id')
    .innerJoin('person as maker', 'maker.id', 'made_by')
    .select(['substitution.id', 'office', 'from_at', 'until_at', 'made_at', 'ended_at'])
    .select(['absent_id', 'absent.name as absent', 'substitute_id', 'substitute.name as substitute'])
    .select(['made_by', 'maker.name as maker'])

const substitutionRow = (row: {
  id: number
  office: string | null
  from_at: Date
  until_at: Date
  made_at: Date
  ended_at: Date | null
  absent_id: number
  absent: Text
  substitute_id: number
  substitute: Text
  made_by: number
  maker: Text
}): SubstitutionRow => ({
  id: row.id,
  absent: { id: row.absent_id, name: row.absent },
  substitute: { id: row.substitute_id, name: row.substitute },
  office: row.office,
  from: toMs(row.from_at),
  until: toMs(row.until_at),
  madeBy: { id: row.made_by, name: row.maker },
  madeAt: toMs(row.made_at),
  endedAt: toMsOrNull(row.ended_at),
})
