import { sql, type Kysely } from 'kysely'
import { maySeeFile } from '../desk/file-view.js'
import type { Person } from '../desk/person.js'
import { SCANS, type Scan } from '../desk/upload/scan.js'
import { visibleFields } from '../desk/visibility.js'
import type { Database } from './database.js'
import type { PageSources } from './request-page.js'
import { requestById } from './requests.js'
import { asSeen, toMs, visibleTo, type Seen, type Db, type Tx } from './visible.js'

export interface FileRecord {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
  readonly sha256: string
  readonly purpose: string
  readonly internal: boolean
  readonly office: string | null
  readonly owner: number
  readonly at: number
  readonly request: number | null
  readonly scan: Scan
}

/** Notes an upload. Without a request it waits, seen by its owner only, until a form takes it. */
export async function insertFile(tx: Tx, file: FileRecord & { readonly scanAt: number | null }): Promise<void> {
  await tx
    .insertInto('file')
    .values({
      id: file.id,
      owner_id: file.owner,
      request_id: file.request,
      purpose: file.purpose,
      name: file.name,
      type: file.type,
      size: file.size,
      sha256: file.sha256,
      internal: file.internal,
      office: file.office,
      uploaded_at: new Date(file.at),
      scan: file.scan,
      scan_at: file.scanAt === null ? null : new Date(file.scanAt),
    })
    .execute()
}

/** What a file is for: a field keeps its own purpose; `internal` files belong to a note of an office. */
interface Binding {
  readonly purpose?: string
  readonly internal?: boolean
  readonly office?: string | null
}

/** Gives waiting uploads of their owner to a request. */
export async function bindFiles(
  tx: Tx,
  owner: number,
  request: number,
  ids: readonly string[],
  binding: Binding = {},
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('file')
    .set({ request_id: request, ...binding })
    .where('id', 'in', ids)
    .where('owner_id', '=', owner)
    .where('request_id', 'is', null)
    .execute()
}

/** Gives files that were sent with something that was taken back to their owner again, as uploads that wait. */
export async function freeFiles(
  tx: Tx,
  request: number,
  purpose: string,
): Promise<readonly { readonly id: string; readonly name: string; readonly size: number; readonly type: string }[]> {
  return tx
    .updateTable('file')
    .set({ request_id: null, purpose: 'files', internal: false, office: null })
    .where('request_id', '=', request)
    .where('purpose', '=', purpose)
    .returning(['id', 'name', 'size', 'type'])
    .execute()
}

/** Uploads of this person: those that wait for a form, and those a request has taken. */
export async function ownFiles(
  db: Kysely<Database>,
  person: Person,
  ids: readonly string[],
): Promise<readonly FileRecord[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('file')
    .selectAll()
    .where('id', 'in', ids)
    .where('owner_id', '=', person.id)
    .execute()
  return rows.map(record)
}

/** Uploads of this person for a field that no form has taken yet. */
export async function waitingFiles(db: Db, person: Person, purpose: string): Promise<readonly FileRecord[]> {
  const rows = await db
    .selectFrom('file')
    .selectAll()
    .where('owner_id', '=', person.id)
    .where('request_id', 'is', null)
    .where('purpose', '=', purpose)
    .execute()
  return rows.map(record)
}

/** How many uploads of a person wait for a form, and their bytes. Uploads of one person are counted one after the other. */
export async function waitingTotals(
  tx: Tx,
  owner: number,
): Promise<{ readonly files: number; readonly bytes: number }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`uploads:${owner}`}, 0))`.execute(tx)
  const { files, bytes } = await tx
    .selectFrom('file')
    .select((eb) => [
      eb.fn.countAll<string>().as('files'),
      eb.fn.coalesce(eb.fn.sum<string>('size'), sql<string>`0`).as('bytes'),
    ])
    .where('owner_id', '=', owner)
    .where('request_id', 'is', null)
    .executeTakeFirstOrThrow()
  return { files: Number(files), bytes: Number(bytes) }
}

export async function filesOf(tx: Db, request: Seen<{ readonly id: number }>): Promise<readonly FileRecord[]> {
  const rows = await tx
    .selectFrom('file')
    .selectAll()
    .where('request_id', '=', request.id)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute()
  return rows.map(record)
}

/** A file that the person may see: of a field, a note or a message that they see, or their own waiting upload. */
export async function fileFor(
  tx: Db,
  sources: PageSources,
  person: Person,
  id: string,
): Promise<Seen<FileRecord> | null> {
  const row = await tx
    .selectFrom('file')
    .leftJoin('request', 'request.id', 'file.request_id')
    .selectAll('file')
    .where('file.id', '=', id)
    .where((eb) =>
      eb.or([
        eb.and([eb('file.request_id', 'is', null), eb('file.owner_id', '=', person.id)]),
        eb.and([eb('file.request_id', 'is not', null), visibleTo(person)]),
      ]),
    )
    .executeTakeFirst()
  if (!row) return null
  const file = record(row)
  if (file.request === null) return asSeen(file)
  const request = await requestById(tx, person, file.request, { lock: false })
  if (!request) return null
  const { requestForm } = await sources.version(request.versionId)
  const allowed = visibleFields(requestForm, request.standing)
  return maySeeFile(sources.university, file, allowed, request.standing) ? asSeen(file) : null
}

const record = (row: {
  id: string
  name: string
  type: string
  size: number
  sha256: string
  purpose: string
  internal: boolean
  office: string | null
  owner_id: number
  uploaded_at: Date
  request_id: number | null
  scan: string
}): FileRecord => ({
  id: row.id,
  name: row.name,
  type: row.type,
  size: row.size,
  sha256: row.sha256,
  purpose: row.purpose,
  internal: row.internal,
  office: row.office,
  owner: row.owner_id,
  at: toMs(row.uploaded_at),
  request: row.request_id,
  scan: SCANS.find((one) => one === row.scan) ?? 'waiting',
})
