import type { Db, Tx } from './visible.js'

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
