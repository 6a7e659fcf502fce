import type { Db, Tx } from './visible.js'

/** An upload that could not be scanned yet. */
export interface WaitingScan {
  readonly id: string
  readonly sha256: string
  readonly tries: number
}

/** Those whose turn it is, the longest waiting first. @param at epoch milliseconds */
export async function dueScans(db: Db, at: number, limit: number): Promise<readonly WaitingScan[]> {
  const rows = await db
    .selectFrom('file')
    .select(['id', 'sha256', 'scan_tries'])
    .where('scan', '=', 'waiting')
    .where('scan_at', '<=', new Date(at))
    .orderBy('scan_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, sha256: row.sha256, tries: row.scan_tries }))
}

/** The same bytes are clean wherever they wait. */
export async function markClean(tx: Tx, sha256: string, at: number): Promise<void> {
  await tx
    .updateTable('file')
    .set({ scan: 'clean', scan_at: new Date(at) })
    .where('sha256', '=', sha256)
    .where('scan', '=', 'waiting')
    .execute()
}

/** The requests that have these bytes, locked in their order, as far as telling their history needs. */
export async function lockRequestsWith(
  tx: Tx,
  sha256: string,
): Promise<readonly { readonly id: number; readonly lastSeq: number }[]> {
  const rows = await tx
    .selectFrom('request')
    .select(['id', 'last_seq'])
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('file')
        .select('request_id')
        .where('sha256', '=', sha256)
        .where('scan', '!=', 'found')
        .where('request_id', 'is not', null),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => ({ id: row.id, lastSeq: row.last_seq }))
}

/** Something was found: nobody opens these bytes any more, in whatever request they are. @returns the files that were open or waited */
export async function markFound(tx: Tx, sha256: string, at: number) {
  const rows = await tx
    .updateTable('file')
    .set({ scan: 'found', scan_at: new Date(at) })
    .where('sha256', '=', sha256)
    .where('scan', '!=', 'found')
    .returning(['request_id', 'owner_id', 'purpose', 'internal', 'office', 'size', 'type'])
    .execute()
  return rows.map((row) => ({
    request: row.request_id,
    owner: row.owner_id,
    purpose: row.purpose,
    internal: row.internal,
    office: row.office,
    size: row.size,
    type: row.type,
  }))
}

export async function postponeScan(tx: Tx, id: string, tries: number, next: number): Promise<void> {
  await tx
    .updateTable('file')
    .set({ scan_tries: tries, scan_at: new Date(next) })
    .where('id', '=', id)
    .where('scan', '=', 'waiting')
    .execute()
}
