import type { Reader } from '../desk/request-view.js'
import { toMs, type Db, type Tx } from './visible.js'

/** The request with this key, for an administrator who gives a reason; what is in it is not loaded here. */
export async function requestIdByKey(db: Db, key: string): Promise<number | null> {
  const row = await db.selectFrom('request').select('id').where('key', '=', key).executeTakeFirst()
  return row?.id ?? null
}

/** A request that an administrator may read until a moment, and why. Times are epoch milliseconds. */
export interface NewReading {
  readonly person: number
  readonly request: number
  readonly reason: string
  readonly from: number
  readonly until: number
}

export async function insertReading(tx: Tx, reading: NewReading): Promise<void> {
  await tx
    .insertInto('reading')
    .values({
      person_id: reading.person,
      request_id: reading.request,
      reason: reading.reason,
      from_at: new Date(reading.from),
      until_at: new Date(reading.until),
    })
    .execute()
}

/** Until when somebody reads a request, and the reason they gave last. */
export async function readingUntil(
  db: Db,
  reader: Reader,
  request: number,
): Promise<{ readonly until: number; readonly reason: string } | null> {
  const row = await db
    .selectFrom('reading')
    .select(['until_at', 'reason'])
    .where('person_id', '=', reader.person)
    .where('request_id', '=', request)
    .where('until_at', '>', new Date(reader.now))
    .orderBy('until_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { until: toMs(row.until_at), reason: row.reason } : null
}
