import { sql } from 'kysely'
import type { LeftOut, PastStatus } from '../desk/importing/foreign.js'
import type { Person } from '../desk/person.js'
import { eventRows, type NewEvent } from './history.js'
import { toMs, visibleTo, type Db, type Seen, type Tx } from './visible.js'

export interface Origin {
  /** The address of the other desk, or `csv:SERVICE`. */
  readonly source: string
  /** What the request is called there for ever. */
  readonly issue: string
  /** What people call it there. */
  readonly key: string
}

/** Which of these issues have been taken already, with the keys they have here. */
export async function takenIssues(
  db: Db,
  source: string,
  issues: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('imported')
    .innerJoin('request', 'request.id', 'imported.request_id')
    .select(['imported.issue', 'request.key'])
    .where('source', '=', source)
    .where(sql<boolean>`issue = any(${issues}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.issue, row.key]))
}

/** Notes where a request came from. @returns false when that issue, or another of its key, has been taken before */
export async function insertImported(
  tx: Tx,
  request: number,
  origin: Origin & {
    readonly statuses: readonly PastStatus[]
    readonly leftOut: readonly LeftOut[]
    readonly office: string | null
    readonly at: number
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('imported')
    .values({
      request_id: request,
      source: origin.source,
      issue: origin.issue,
      key: origin.key.toUpperCase(),
      statuses: JSON.stringify(origin.statuses),
      left_out: JSON.stringify(origin.leftOut),
      office: origin.office,
      at: new Date(origin.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('request_id')
    .executeTakeFirst()
  return row !== undefined
}

/** The key here of what was called so elsewhere, when the person may see it. */
export async function keyOfAlias(db: Db, person: Person, alias: string): Promise<string | null> {
  const row = await db
    .selectFrom('request')
    .innerJoin('imported', 'imported.request_id', 'request.id')
    .select('request.key')
    .where('imported.key', '=', alias.toUpperCase())
    .where(visibleTo(person))
    .orderBy('request.id', 'desc')
    .executeTakeFirst()
  return row?.key ?? null
}

/** Where a request came from, and what it could not bring; null when it was opened here. */
export async function importedOf(db: Db, request: Seen<{ readonly id: number }>) {
  const row = await db
    .selectFrom('imported')
    .select(['source', 'key', 'statuses', 'left_out', 'office', 'at'])
    .where('request_id', '=', request.id)
    .executeTakeFirst()
  if (!row) return null
  const { left_out: leftOut, at, ...rest } = row
  return { ...rest, leftOut, at: toMs(at) }
}

/** History with a time of each event's own; the caller has made the request in this transaction. */
export async function insertPast(
  tx: Tx,
  request: number,
  past: readonly (NewEvent & { readonly at: number })[],
): Promise<void> {
  const rows = past.flatMap(({ at, ...event }, index) => eventRows({ id: request, lastSeq: index }, at, [event]))
  if (rows.length > 0) await tx.insertInto('event').values(rows).execute()
  await tx.updateTable('request').set({ last_seq: rows.length }).where('id', '=', request).execute()
}

/** Whom the requester shared a request with. */
export async function insertParticipants(
  tx: Tx,
  request: number,
  { people, by, at }: { readonly people: readonly number[]; readonly by: number; readonly at: number },
): Promise<void> {
  if (people.length === 0) return
  const rows = people.map((id) => ({ request_id: request, person_id: id, added_by: by, added_at: new Date(at) }))
  await tx.insertInto('request_participant').values(rows).execute()
}

/** That an office had a request before it came here, so that it goes on seeing it. */
export async function insertPastTask(
  tx: Tx,
  task: { readonly request: number; readonly office: string; readonly from: number; readonly until: number },
): Promise<void> {
  await tx
    .insertInto('task')
    .values({
      request_id: task.request,
      token: 0,
      element: 'imported',
      kind: 'imported',
      name: JSON.stringify({ fa: 'رسیدگی در سامانهٔ پیشین', en: 'Handled in the earlier desk' }),
      office: task.office,
      state: 'completed',
      outcome: 'imported',
      automatic: JSON.stringify({ reason: 'imported' }),
      opened_at: new Date(task.from),
      closed_at: new Date(task.until),
    })
    .execute()
}

/** Gives kept files to an imported request, each with its own purpose and time. */
export async function bindPastFiles(
  tx: Tx,
  request: number,
  files: readonly {
    readonly id: string
    readonly purpose: string
    readonly internal: boolean
    readonly office: string | null
    readonly at: number
  }[],
): Promise<void> {
  if (files.length === 0) return
  const given = files.map(({ at, ...file }) => ({ ...file, at: new Date(at).toISOString() }))
  await sql`update file set request_id = ${request}, purpose = given.purpose, internal = given.internal,
      office = given.office, uploaded_at = given.at
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given (id uuid, purpose text, internal boolean, office text, at timestamptz)
    where file.id = given.id and file.request_id is null`.execute(tx)
}
