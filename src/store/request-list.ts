import { sql } from 'kysely'
import { officesOf, type Person } from '../desk/person.js'
import { searchForms } from '../persian/index.js'
import { seenBy, selectRequest, whole, type SeenRequest } from './requests.js'
import { toMs, toMsOrNull, visibleTo, type Db } from './visible.js'
import { escapeLike } from './work-list.js'

/** Which requests of all that the person may see. */
export interface RequestFilter {
  /** `mine`: made by them or shown to them; `approver`: with an approval that waits for them, or that they gave. */
  readonly who: {
    readonly mine: boolean
    readonly shown: boolean
    readonly all: boolean
    readonly approver: 'waiting' | 'given' | null
  }
  readonly open: boolean | null
  readonly service: string | null
  /** Part of the key, the name, the number or the service. */
  readonly query: string
  /** Only these. */
  readonly only: { readonly id: number } | { readonly key: string } | null
  readonly skip: number
  readonly limit: number
}

export interface ListedRequest {
  readonly request: SeenRequest
  /** Since when it stands where it stands (epoch milliseconds). */
  readonly since: number
  readonly changedAt: number
}

/** Requests that the person may see, the latest activity first; one query. */
export async function listRequests(db: Db, person: Person, filter: RequestFilter): Promise<readonly ListedRequest[]> {
  const { who, only } = filter
  const changed = sql<Date>`(select at from event where event.request_id = request.id and event.seq = request.last_seq)`
  let query = selectRequest(db)
    .where(visibleTo(person))
    .select(changed.as('changed_at'))
    .select(
      // An ask stops it, and the answer lets it go on.
      sql<Date>`coalesce(request.closed_at, (
        select max(greatest(task.opened_at, ask.asked_at, ask.answered_at))
        from task left join ask on ask.task_id = task.id
        where task.request_id = request.id and task.closed_at is null), request.opened_at)`.as('since'),
    )
    .orderBy(sql`changed_at`, 'desc')
    .orderBy('request.id', 'desc')
    .offset(filter.skip)
    .limit(filter.limit)
  if (only) query = 'id' in only ? query.where('request.id', '=', only.id) : query.where('request.key', '=', only.key)
  if (!who.all)
    query = query.where(
      sql<boolean>`request.id in (
        select id from request where ${who.mine}::boolean and requester_id = ${person.id}
        union select request_id from request_participant where ${who.shown}::boolean and person_id = ${person.id}
        union ${approvals(person, who.approver)})`,
    )
  if (filter.open !== null) query = query.where('request.closed_at', filter.open ? 'is' : 'is not', null)
  if (filter.service !== null) query = query.where('request.service', '=', filter.service)
  if (filter.query !== '') {
    const { words, loose } = searchForms(filter.query)
    query = query.where((eb) =>
      eb.or([
        eb('request.words', 'like', `%${escapeLike(words)}%`),
        eb('request.loose', 'like', `%${escapeLike(loose)}%`),
      ]),
    )
  }
  return (await query.execute()).flatMap((row) => {
    const request = seenBy(person, whole(row))
    return request
      ? [{ request, since: toMs(row.since), changedAt: toMsOrNull(row.changed_at) ?? toMs(row.since) }]
      : []
  })
}

/** The requests with an approval of this person; none when nobody asks. */
function approvals(person: Person, which: RequestFilter['who']['approver']) {
  if (which === null) return sql`select null::bigint where false`
  if (which === 'given') return sql`select request_id from task where kind = 'approval' and closed_by = ${person.id}`
  return sql`select request_id from task where kind = 'approval' and closed_at is null
    and office = any(${officesOf(person)}::text[]) and (assignee_id is null or assignee_id = ${person.id})`
}
