import { sql } from 'kysely'
import type { Person } from '../desk/person.js'
import { toMs, visibleTo, type Db, type Tx } from './visible.js'

/** How many events get their number at once. */
const BATCH = 5_000

/**
 * Numbers what was told since the last time, in the order in which it is seen here. The head is locked until the
 * numbers are committed, so a number that can be read has none below it that still comes.
 * @returns how many were numbered
 */
export async function numberEvents(tx: Tx): Promise<number> {
  await sql`select position from event_head for update`.execute(tx)
  const { rows } = await sql<{ numbered: number }>`
    with fresh as (
      select request_id, seq, (select position from event_head) + row_number() over (order by at, request_id, seq) as position
      from (select request_id, seq, at from event where position is null order by at, request_id, seq limit ${BATCH}) as next),
    told as (
      update event set position = fresh.position from fresh
      where event.request_id = fresh.request_id and event.seq = fresh.seq returning event.position),
    head as (
      update event_head set position = (select max(position) from told) where exists (select from told))
    select count(*)::int as numbered from told`.execute(tx)
  return rows[0]?.numbered ?? 0
}

/** An event of a request, without what was written or filled in. */
export interface StreamEvent {
  readonly position: number
  readonly at: number
  readonly kind: string
  readonly key: string
  readonly service: string
  readonly office: string | null
}

/** How many numbers one page looks through: what it costs does not grow with what others' requests tell. */
const WINDOW = 5_000

/**
 * What was told after a number of requests that the person may see, in order; what is internal to an office is not in it.
 * @returns `next`: up to which number this page has looked; `end`: whether it has come to the newest
 */
export async function eventsAfter(
  db: Db,
  person: Person,
  input: { readonly after: number; readonly limit: number },
): Promise<{ readonly items: readonly StreamEvent[]; readonly next: number; readonly end: boolean }> {
  const newest = await newestPosition(db)
  const until = Math.min(input.after + WINDOW, newest)
  const { rows } = await sql<Omit<StreamEvent, 'at'> & { readonly at: Date }>`
    select event.position, event.at, event.kind, request.key, request.service, event.office
    from event join request on request.id = event.request_id
    where event.position > ${input.after} and event.position <= ${until} and not event.internal and ${visibleTo(person)}
    order by event.position limit ${input.limit}`.execute(db)
  const items = rows.map((row) => ({ ...row, at: toMs(row.at) }))
  const full = items.length === input.limit
  const next = full ? (items.at(-1)?.position ?? until) : Math.max(until, input.after)
  return { items, next, end: next >= newest }
}

export async function newestPosition(db: Db): Promise<number> {
  const { position } = await db.selectFrom('event_head').select('position').executeTakeFirstOrThrow()
  return position
}
