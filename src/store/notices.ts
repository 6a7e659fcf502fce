import { sql } from 'kysely'
import type { JsonObject } from '../desk/json.js'
import type { NoticeKind } from '../desk/notice.js'
import type { Person } from '../desk/person.js'
import { toMs, visibleTo, type Db, type Tx } from './visible.js'

export interface NewNotice {
  readonly person: number
  readonly kind: NoticeKind
  /** Null for what concerns no request. */
  readonly request: number | null
  readonly task?: number | null
  readonly reminder?: number | null
  /** The event of the request that it tells of. */
  readonly seq?: number | null
  readonly data?: JsonObject
  readonly at: number
}

export interface KeptNotice {
  readonly id: number
  readonly person: number
  readonly kind: NoticeKind
  readonly request: number | null
  readonly at: number
}

/** Of an `event` that brought words: they were neither taken back nor kept from its readers since. */
export const stillSaid = sql`(event.data->>'comment' is null or exists (
  select from comment where comment.id = (event.data->>'comment')::bigint and comment.internal = event.internal))`

/** Of a `notice` and its `task`: it is with who was told, or with a colleague in whose stead they work. */
export const withThem = sql<boolean>`(task.assignee_id = notice.person_id or exists (
  select from substitution where absent_id = task.assignee_id and substitute_id = notice.person_id and ended_at is null))`

/** Keeps what people should know; of one event, task or reminder a person hears once. @returns those that are new */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<readonly KeptNotice[]> {
  if (notices.length === 0) return []
  // One parameter however many there are: a statement has 65 535 at most.
  const given = notices.map((one) => ({ ...one, at: new Date(one.at) }))
  const { rows } = await sql<Omit<KeptNotice, 'at'> & { readonly at: Date }>`
    insert into notice (person_id, kind, request_id, task_id, reminder_id, seq, data, at)
    select person, kind, request, task, reminder, seq, coalesce(data, '{}'), at
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as one (
      person bigint, kind text, request bigint, task bigint, reminder bigint, seq int, data jsonb, at timestamptz)
    on conflict do nothing
    returning id, person_id as person, kind, request_id as request, at`.execute(tx)
  return rows.map((row) => ({ ...row, at: toMs(row.at) }))
}

/** More than this is «99+» anyway, and costs. */
const COUNTED = 100

/** How many unread notices somebody has, of what they may still see; a part of another query. */
export const unreadCount = (person: Person) => sql<number>`(select count(*) from (
  select from notice where notice.person_id = ${person.id} and read_at is null and (request_id is null or exists (
    select from request where request.id = notice.request_id and ${visibleTo(person)}))
  limit ${COUNTED}) as unread)`

/** Marks what somebody was told of a request as read. */
export async function readOfRequest(db: Db, person: number, key: string, at: number): Promise<void> {
  await db
    .updateTable('notice')
    .set({ read_at: new Date(at) })
    .where('person_id', '=', person)
    .where('read_at', 'is', null)
    .where('request_id', '=', (eb) => eb.selectFrom('request').select('id').where('key', '=', key))
    .execute()
}

/** @param id null: all of them. @returns how many were unread */
export async function readNotices(tx: Tx, person: number, id: number | null, at: number): Promise<number> {
  let query = tx
    .updateTable('notice')
    .set({ read_at: new Date(at) })
    .where('person_id', '=', person)
    .where('read_at', 'is', null)
  if (id !== null) query = query.where('id', '=', id)
  const result = await query.executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Nobody needs to read of work that is done, that somebody has taken, or that went on to somebody else. */
export async function settleNotices(
  tx: Tx,
  requests: readonly number[],
  kinds: readonly NoticeKind[],
  at: number,
): Promise<void> {
  await sql`update notice set read_at = ${new Date(at)} from task
    where task.id = notice.task_id and task.request_id = any(${[...requests]}::bigint[])
      and notice.read_at is null and notice.kind = any(${[...kinds]}::text[])
      and (task.closed_at is not null or (notice.kind = 'task-arrived' and task.assignee_id is not null)
        or (notice.kind = 'task-given' and ${withThem} is not true))`.execute(tx)
}

/** What a demo was told of long ago has been read. */
export async function readOld(db: Db, before: number): Promise<void> {
  await sql`update notice set read_at = at where read_at is null and at < ${new Date(before)}`.execute(db)
}
