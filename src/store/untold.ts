import { sql } from 'kysely'
import type { Story, ToldEvent, ToldTask, Worker } from '../desk/telling.js'
import { stillSaid } from './notices.js'
import { toMs, toMsOrNull, type Tx } from './visible.js'

/**
 * Takes what nobody was told of yet, by request, and keeps others from taking it until the transaction ends. The
 * caller tells it in the same transaction: then it is gone. Messages that were taken back are gone untold.
 * @param standing messages that were written later may still be taken back and are left; epoch milliseconds
 */
export async function takeUntold(tx: Tx, standing: number, limit: number): Promise<readonly Story[]> {
  const { rows: taken } = await sql<{ request_id: number; seq: number | null; task_id: number | null }>`
    delete from untold where id in (
      select untold.id from untold
      left join event on event.request_id = untold.request_id and event.seq = untold.seq
      where event.data->>'comment' is null or event.at <= ${new Date(standing)}
      order by untold.id limit ${limit} for update of untold skip locked)
    returning request_id, seq, task_id`.execute(tx)
  if (taken.length === 0) return []
  const ids = [...new Set(taken.map((one) => one.request_id))]
  const requests = await tx
    .selectFrom('request')
    .select(['id', 'key', 'requester_id'])
    .select(followers)
    .where('id', 'in', ids)
    .execute()
  const tasks = await tx
    .selectFrom('task')
    .select(['id', 'request_id', 'office', 'assignee_id', 'opened_at', 'closed_at'])
    .select(sql<boolean>`returned is not null`.as('returned'))
    .where('request_id', 'in', ids)
    .orderBy('id')
    .execute()
  const seqs = taken.flatMap(({ request_id, seq }) => (seq === null ? [] : [{ request: request_id, seq }]))
  const { rows: events } = await sql<EventRow>`
    select event.request_id, event.seq, kind, by_id, office, internal, at from event
    join unnest(${seqs.map((one) => one.request)}::bigint[], ${seqs.map((one) => one.seq)}::integer[]) as new (request, seq)
      on new.request = event.request_id and new.seq = event.seq
    where ${stillSaid}
    order by event.request_id, event.seq`.execute(tx)
  return requests.map(({ id, key, requester_id, followers: all }) => ({
    request: {
      id,
      key,
      requester: requester_id,
      followers: all,
      tasks: tasks.filter((one) => one.request_id === id).map(taskOf),
    },
    events: events.filter((one) => one.request_id === id).map(eventOf),
    opened: taken.flatMap((one) => (one.request_id === id && one.task_id !== null ? [one.task_id] : [])),
  }))
}

/** The requester and whom they show it to, and what somebody chose otherwise. */
const followers = sql<number[]>`array(
  select person from (
    select request.requester_id as person
    union select person_id from request_participant where request_id = request.id
    union select person_id from request_subscription where request_id = request.id and subscribed) as follower
  where not exists (select from request_subscription
    where request_id = request.id and person_id = person and not subscribed)
  order by person)`.as('followers')

interface EventRow {
  readonly request_id: number
  readonly seq: number
  readonly kind: string
  readonly by_id: number | null
  readonly office: string | null
  readonly internal: boolean
  readonly at: Date
}

const eventOf = (row: EventRow): ToldEvent => ({
  seq: row.seq,
  kind: row.kind,
  by: row.by_id,
  office: row.office,
  internal: row.internal,
  at: toMs(row.at),
})

const taskOf = (row: {
  id: number
  office: string
  assignee_id: number | null
  opened_at: Date
  closed_at: Date | null
  returned: boolean
}): ToldTask => ({
  id: row.id,
  office: row.office,
  assignee: row.assignee_id,
  returned: row.returned,
  openedAt: toMs(row.opened_at),
  closedAt: toMsOrNull(row.closed_at),
})

/** Who works in these offices at a moment, themself or for a colleague; one query. */
export async function workersOf(tx: Tx, offices: readonly string[], at: number): Promise<readonly Worker[]> {
  if (offices.length === 0) return []
  const now = new Date(at)
  const { rows } = await sql<Worker>`
    with own as (
      select person_id as person, membership.office, max(role) as role from membership
      join person on person.id = person_id and person.active
      where membership.office = any(${[...offices]}::text[])
        and (from_at is null or from_at <= ${now}) and (until_at is null or until_at > ${now})
      group by person_id, membership.office)
    select person, office, role, null::bigint as for from own
    union all
    select substitute_id, own.office, own.role, own.person from own
    join substitution on absent_id = own.person and (substitution.office is null or substitution.office = own.office)
      and ended_at is null and from_at <= ${now} and until_at > ${now}
    join person on person.id = substitute_id and person.active
    order by 1`.execute(tx)
  return rows
}

export async function administratorIds(tx: Tx): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('person')
    .select('id')
    .where('administrator', '=', true)
    .where('active', '=', true)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}
