import { sql } from 'kysely'
import type { Standing, TypicalTime } from '../desk/process-view.js'
import type { Db } from './visible.js'

/** How many requests run on a version of a service. */
export interface ProcessCount {
  readonly service: string
  readonly number: number
  readonly versionId: number
  readonly publishedAt: number
  readonly running: number
  /** Of those, how many wait for their requester. */
  readonly waiting: number
  /** Of those, how many stand still with an incident. */
  readonly stuck: number
}

/** What runs, by service and version; versions on which nothing runs are there too. One query. */
export async function processCounts(db: Db, service: string | null = null): Promise<readonly ProcessCount[]> {
  const { rows } = await sql<Omit<ProcessCount, 'publishedAt'> & { readonly published_at: Date }>`
    with running as (
      select version_id, count(*)::int as running, (count(*) filter (where request.status = 'waiting'))::int as waiting,
        (count(*) filter (where exists (select from incident where incident.request_id = request.id)))::int as stuck
      from instance join request on request.id = instance.request_id
      where instance.status = 'running' group by version_id)
    select service, number, id as "versionId", published_at, coalesce(running, 0) as running,
      coalesce(waiting, 0) as waiting, coalesce(stuck, 0) as stuck
    from service_version left join running on running.version_id = service_version.id
    where ${service}::text is null or service = ${service}
    order by service, number desc`.execute(db)
  return rows.map(({ published_at: published, ...row }) => ({ ...row, publishedAt: published.getTime() }))
}

/**
 * How many tokens stand at each element of a version. Whoever does an activity several times has a token for it and one
 * for each round; only the rounds are counted then.
 */
export async function standingAt(db: Db, version: number): Promise<readonly Standing[]> {
  const { rows } = await sql<Omit<Standing, 'since'> & { readonly since: Date }>`
    select element, (case when bool_or(waits <> 'scope') then count(*) filter (where waits <> 'scope') else count(*) end)::int as count,
      (count(*) filter (where exists (select from incident
        where incident.request_id = token.request_id and incident.token = token.id)))::int as incidents,
      min(since) as since
    from token join request on request.id = token.request_id
    where request.version_id = ${version} group by element`.execute(db)
  return rows.map((row) => ({ ...row, since: row.since.getTime() }))
}

/** Of so many of the newest requests of a service: what was long ago says little, and the query stays as fast as it is. */
const NEWEST = 1_000

/** The median time of the finished tasks of each step, in working days, as they have been measured. */
export async function typicalTimes(db: Db, service: string): Promise<readonly TypicalTime[]> {
  const { rows } = await sql<TypicalTime>`
    select element, count(*)::int as samples,
      (percentile_cont(0.5) within group (order by spent) / 1000)::float8 as days
    from task where spent is not null
      and request_id in (select id from request where service = ${service} order by id desc limit ${NEWEST})
    group by element`.execute(db)
  return rows
}

/** A request that stands at an element, without anything that is in it. */
export interface StandingRequest {
  readonly key: string
  readonly token: number
  readonly since: number
  readonly office: string | null
  readonly stuck: boolean
  readonly after: string
}

/** The requests at an element of a version, the oldest first. @param page `after` is that of the last row shown */
export async function requestsAt(
  db: Db,
  at: { readonly version: number; readonly element: string },
  page: { readonly after: string | null; readonly limit: number },
): Promise<{ readonly items: readonly StandingRequest[]; readonly next: string | null }> {
  const [request = 0, token = 0] = (page.after ?? '').split('-').map(Number)
  const { rows } = await sql<{
    readonly key: string
    readonly id: number
    readonly token: number
    readonly since: Date
    readonly office: string | null
    readonly stuck: boolean
  }>`
    select request.key, request.id, token.id as token, token.since, task.office,
      exists (select from incident where incident.request_id = token.request_id and incident.token = token.id) as stuck
    from token join request on request.id = token.request_id
      left join task on task.request_id = token.request_id and task.token = token.id and task.closed_at is null
    where request.version_id = ${at.version} and token.element = ${at.element}
      and (token.request_id, token.id) > (${request}, ${token})
    order by token.request_id, token.id limit ${page.limit + 1}`.execute(db)
  const items = rows
    .slice(0, page.limit)
    .map(({ id, since, ...row }) => ({ ...row, since: since.getTime(), after: `${id}-${row.token}` }))
  return { items, next: rows.length > page.limit ? (items.at(-1)?.after ?? null) : null }
}

/** How often a process has been written: pages that change it send back what they were made from. */
export async function revisionOf(db: Db, request: number): Promise<number | null> {
  const row = await db.selectFrom('instance').select('revision').where('request_id', '=', request).executeTakeFirst()
  return row?.revision ?? null
}
