import { sql, type Kysely } from 'kysely'
import { officesOf, type Person } from '../desk/person.js'
import type { Text } from '../desk/text.js'
import type { RequestStatus } from '../desk/views.js'
import { searchForms } from '../persian/index.js'
import type { Database } from './database.js'
import { unreadCount } from './notices.js'
import { isMine, toMs, toMsOrNull, worksOn } from './visible.js'
import { escapeLike } from './work-list.js'

export interface OwnQuery {
  readonly service: string
  readonly status: string
  readonly query: string
  readonly after: string | null
  readonly limit: number
}

export interface OwnRequest {
  readonly id: number
  readonly key: string
  readonly service: string
  readonly versionId: number
  readonly status: RequestStatus
  readonly statusWord: Text
  readonly openedAt: number
  readonly closedAt: number | null
  /** Steps it has been through or is at: element, by which calls, office, since when, whether open. */
  readonly steps: readonly {
    readonly element: string
    readonly calls: readonly string[]
    readonly office: string
    readonly since: number
    readonly open: boolean
  }[]
}

/** A page of a person's own requests, the newest first, with where each one is; one query. */
export async function ownRequests(
  db: Kysely<Database>,
  person: Person,
  input: OwnQuery,
): Promise<{ readonly items: readonly OwnRequest[]; readonly next: string | null }> {
  let query = db
    .selectFrom('request')
    .select(['id', 'key', 'service', 'version_id', 'status', 'status_word', 'opened_at', 'closed_at'])
    .select(
      sql<
        OwnRequest['steps']
      >`coalesce((select json_agg(json_build_object('element', element, 'calls', calls, 'office', office,
        'since', (extract(epoch from task.opened_at) * 1000)::bigint, 'open', task.closed_at is null) order by task.id)
        from task where task.request_id = request.id), '[]')`.as('steps'),
    )
    .where('requester_id', '=', person.id)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
  if (input.service !== '') query = query.where('service', '=', input.service)
  if (input.status !== '') query = query.where('status', '=', input.status)
  if (input.query !== '') {
    const { words, loose } = searchForms(input.query)
    query = query.where((eb) =>
      eb.or([eb('words', 'like', `%${escapeLike(words)}%`), eb('loose', 'like', `%${escapeLike(loose)}%`)]),
    )
  }
  const after = /^(\d{1,15})-(\d{1,15})$/.exec(input.after ?? '')
  if (after) query = query.where(sql<boolean>`(opened_at, id) < (${new Date(Number(after[1]))}, ${Number(after[2])})`)
  const rows = await query.execute()
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined
  return {
    items: rows.slice(0, input.limit).map((row) => ({
      id: row.id,
      key: row.key,
      service: row.service,
      versionId: row.version_id,
      status: row.status as RequestStatus,
      statusWord: row.status_word,
      openedAt: toMs(row.opened_at),
      closedAt: toMsOrNull(row.closed_at),
      steps: row.steps,
    })),
    next: last ? `${toMs(last.opened_at)}-${last.id}` : null,
  }
}

/** What the frame of every page shows: how many requests wait for the person, how many tasks are open for them, what they have not read. */
export async function badges(
  db: Kysely<Database>,
  person: Person,
): Promise<{ readonly waiting: number; readonly tasks: number; readonly notices: number }> {
  const offices = officesOf(person)
  const { rows } = await sql<{ waiting: number; tasks: number; notices: number }>`select
    (select count(*) from request where requester_id = ${person.id} and status = 'waiting') as waiting,
    (select count(*) from task join request on request.id = task.request_id where task.closed_at is null
      and task.office = any(${offices}::text[]) and ${worksOn(person)} and request.requester_id <> ${person.id}
      and (task.assignee_id is null or ${isMine(person)})) as tasks,
    ${unreadCount(person)} as notices`.execute(db)
  return rows[0] ?? { waiting: 0, tasks: 0, notices: 0 }
}
