import { sql } from 'kysely'
import type { JsonObject } from '../desk/json.js'
import { isNoticeKind } from '../desk/notice.js'
import type { StoredNotice } from '../desk/notice-view.js'
import type { Person } from '../desk/person.js'
import type { Text } from '../desk/text.js'
import { stillSaid, withThem } from './notices.js'
import { toMs, toMsOrNull, visibleTo, type Db } from './visible.js'

interface Row {
  readonly id: number
  readonly kind: string
  readonly at: Date
  readonly read_at: Date | null
  readonly data: JsonObject
  readonly key: string | null
  readonly request_id: number | null
  readonly requester_id: number | null
  readonly service: string | null
  readonly version_id: number | null
  readonly status: string | null
  readonly reached: string[] | null
  readonly participants: number[] | null
  readonly task_id: number | null
  readonly task_name: Text | null
  readonly task_office: string | null
  readonly task_open: boolean | null
  readonly task_free: boolean | null
  readonly task_own: boolean | null
  readonly event_office: string | null
  readonly event_internal: boolean | null
  readonly event_data: JsonObject | null
  readonly event_at: Date | null
}

/**
 * Notices of somebody with what their sentences need. There is none of requests that they may not see any more, nor of
 * words that were taken back or kept from them since.
 */
const select = (person: Person) => sql`
  select notice.id, notice.kind, notice.at, notice.read_at, notice.data, notice.request_id, notice.task_id,
    request.key, request.requester_id, request.service, request.version_id, request.status,
    case when request.id is not null then
      array(select distinct office from task as any_task where any_task.request_id = request.id) end as reached,
    case when request.id is not null then
      array(select person_id from request_participant where request_participant.request_id = request.id) end as participants,
    task.name as task_name, task.office as task_office, task.closed_at is null as task_open,
    task.assignee_id is null as task_free, ${withThem} as task_own,
    event.office as event_office, event.internal as event_internal, event.data as event_data, event.at as event_at
  from notice
  left join request on request.id = notice.request_id
  left join task on task.id = notice.task_id
  left join event on event.request_id = notice.request_id and event.seq = notice.seq
  where notice.person_id = ${person.id} and (notice.request_id is null or (${visibleTo(person)}))
    and ${stillSaid}`

/** A page of somebody's notices, the newest first; one query. */
export async function noticePage(
  db: Db,
  person: Person,
  input: { readonly unread: boolean; readonly before: number | null; readonly limit: number },
): Promise<{ readonly notices: readonly StoredNotice[]; readonly next: number | null }> {
  const { rows } = await sql<Row>`${select(person)}
    ${input.unread ? sql`and notice.read_at is null` : sql``}
    ${input.before === null ? sql`` : sql`and notice.id < ${input.before}`}
    order by notice.id desc limit ${input.limit + 1}`.execute(db)
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined
  return { notices: rows.slice(0, input.limit).map(stored), next: last?.id ?? null }
}

/** What a delivery carries, as far as its person may see it now; the oldest first. */
export async function noticesOfDelivery(db: Db, person: Person, delivery: number): Promise<readonly StoredNotice[]> {
  const { rows } = await sql<Row>`${select(person)}
    and notice.id in (select notice_id from delivery_notice where delivery_id = ${delivery}) order by notice.id`.execute(
    db,
  )
  return rows.map(stored)
}

const stored = (row: Row): StoredNotice => ({
  id: row.id,
  kind: isNoticeKind(row.kind) ? row.kind : 'stuck',
  at: toMs(row.at),
  readAt: toMsOrNull(row.read_at),
  data: row.data,
  request:
    row.key === null || row.request_id === null || row.requester_id === null || row.version_id === null
      ? null
      : {
          id: row.request_id,
          key: row.key,
          requester: row.requester_id,
          participants: row.participants ?? [],
          version: row.version_id,
          waits: row.status === 'waiting',
          reached: row.reached ?? [],
        },
  task:
    row.task_id === null || row.task_name === null || row.task_office === null
      ? null
      : {
          id: row.task_id,
          name: row.task_name,
          office: row.task_office,
          open: row.task_open === true,
          free: row.task_free === true,
          own: row.task_own === true,
        },
  event:
    row.event_at === null
      ? null
      : {
          office: row.event_office,
          internal: row.event_internal === true,
          data: row.event_data ?? {},
          at: toMs(row.event_at),
        },
})
