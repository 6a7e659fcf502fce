import { createHash } from 'node:crypto'
import type { AuditEntry } from '../desk/audit.js'
import type { Json } from '../desk/json.js'
import type { Db, Tx } from './visible.js'

/**
 * Adds lines to the audit log, in the transaction of what they tell: both are kept or neither. The head is locked until
 * it ends, so lines have no gaps and each carries the hash of the one before.
 * @param at epoch milliseconds
 */
export async function recordAudit(tx: Tx, at: number, ...entries: readonly AuditEntry[]): Promise<void> {
  const head = await tx.selectFrom('audit_head').select(['id', 'hash']).forUpdate().executeTakeFirstOrThrow()
  let { id, hash } = head
  const rows = entries.map((entry) => {
    const line: AuditLine = {
      id: (id += 1),
      at,
      kind: entry.kind,
      by: entry.by,
      for: entry.for ?? null,
      person: entry.person ?? null,
      request: entry.request ?? null,
      address: entry.address ?? null,
      data: entry.data ?? {},
    }
    hash = lineHash(hash, line)
    return {
      id: line.id,
      at: new Date(at),
      kind: line.kind,
      by_id: line.by,
      for_id: line.for,
      person_id: line.person,
      request_id: line.request,
      address: line.address,
      data: JSON.stringify(line.data),
      hash,
    }
  })
  if (rows.length === 0) return
  await tx.insertInto('audit').values(rows).execute()
  await tx.updateTable('audit_head').set({ id, hash }).execute()
}

/** What of a line is hashed, in this order. */
interface AuditLine {
  readonly id: number
  readonly at: number
  readonly kind: string
  readonly by: number | null
  readonly for: number | null
  readonly person: number | null
  readonly request: number | null
  readonly address: string | null
  readonly data: Json
}

/** SHA-256 (hex) over the hash before and the line as JSON with sorted keys: jsonb keeps no order of its own. */
const lineHash = (before: string, line: AuditLine): string =>
  createHash('sha256')
    .update(
      `${before}\n${JSON.stringify([line.id, line.at, line.kind, line.by, line.for, line.person, line.request, line.address, sorted(line.data)])}`,
    )
    .digest('hex')

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => sorted(one))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]: [string, Json]) => [key, sorted(one)]),
  )
}

/** Where the log is broken: the first line that is not what was written, or that is missing. */
export type AuditCheck =
  | { readonly whole: true; readonly lines: number; readonly hash: string }
  | { readonly whole: false; readonly line: number; readonly fault: 'changed' | 'missing' | 'cut-off' }

const BATCH = 5_000

/** Walks the whole log from the first line and compares every hash; memory stays flat. */
export async function checkAudit(db: Db): Promise<AuditCheck> {
  const head = await db.selectFrom('audit_head').select(['id', 'hash']).executeTakeFirst()
  let last = { id: 0, hash: '' }
  for (;;) {
    const rows = await db.selectFrom('audit').selectAll().where('id', '>', last.id).orderBy('id').limit(BATCH).execute()
    for (const row of rows) {
      if (row.id !== last.id + 1) return { whole: false, line: last.id + 1, fault: 'missing' }
      const hash = lineHash(last.hash, {
        id: row.id,
        at: row.at.getTime(),
        kind: row.kind,
        by: row.by_id,
        for: row.for_id,
        person: row.person_id,
        request: row.request_id,
        address: row.address,
        data: row.data,
      })
      if (hash !== row.hash) return { whole: false, line: row.id, fault: 'changed' }
      last = { id: row.id, hash }
    }
    if (rows.length < BATCH) break
  }
  // Lines added since the head was read are fine; lines that the head knows and the log has not are not.
  if (!head || head.id > last.id) return { whole: false, line: last.id + 1, fault: 'cut-off' }
  const line = await db.selectFrom('audit').select('hash').where('id', '=', head.id).executeTakeFirst()
  if (head.id > 0 && line?.hash !== head.hash) return { whole: false, line: head.id, fault: 'changed' }
  return { whole: true, lines: last.id, hash: last.hash }
}
