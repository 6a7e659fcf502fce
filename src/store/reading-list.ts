import type { ReadingRow } from '../desk/administration-views.js'
import { toMs, type Db } from './visible.js'

/** A page of readings, the newest first, everybody's: who read which request, and why. One query. */
export async function readingsPage(
  db: Db,
  page: { readonly before: number | null; readonly limit: number },
): Promise<{ readonly items: readonly ReadingRow[]; readonly next: number | null }> {
  let query = db
    .selectFrom('reading')
    .innerJoin('person', 'person.id', 'reading.person_id')
    .innerJoin('request', 'request.id', 'reading.request_id')
    .select(['reading.id', 'reading.person_id', 'person.name', 'request.key', 'reason', 'from_at', 'until_at'])
    .orderBy('reading.id', 'desc')
    .limit(page.limit + 1)
  if (page.before !== null) query = query.where('reading.id', '<', page.before)
  const rows = await query.execute()
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined
  return {
    items: rows.slice(0, page.limit).map((row) => ({
      id: row.id,
      reader: { id: row.person_id, name: row.name },
      key: row.key,
      reason: row.reason,
      from: toMs(row.from_at),
      until: toMs(row.until_at),
    })),
    next: last?.id ?? null,
  }
}
