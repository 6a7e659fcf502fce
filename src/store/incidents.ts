import { sql } from 'kysely'
import type { State } from '../engine/index.js'
import { toMs, type Db } from './visible.js'

type Incident = State['incidents'][number]

/** A request that stands still, without anything that is in it. */
export interface IncidentRow {
  readonly key: string
  readonly service: string
  readonly versionId: number
  readonly id: number
  readonly element: string
  readonly reason: Incident['reason']
  readonly message: string
  readonly since: number
  /** How often the process has stopped at this element. */
  readonly tries: number
}

const COLUMNS = sql`request.key, request.id as request, request.service, request.version_id as "versionId", incident.id, incident.element,
  incident.reason, incident.message, incident.since, (select count(*)::int from event where event.request_id = request.id
    and event.kind = 'stuck' and event.data ->> 'element' = incident.element) as tries`

type Stored = Omit<IncidentRow, 'since'> & { readonly since: Date; readonly request: number }

/**
 * Incidents, the oldest first. One query.
 * @param page `after` is what the page before gave as `next`
 */
export async function incidentList(
  db: Db,
  page: { readonly after: string | null; readonly limit: number },
): Promise<{ readonly items: readonly IncidentRow[]; readonly next: string | null }> {
  const [since = 0, request = 0, id = 0] = (page.after ?? '').split('-').map(Number)
  const { rows } = await sql<Stored>`
    select ${COLUMNS} from incident join request on request.id = incident.request_id
    where (incident.since, incident.request_id, incident.id) > (${new Date(since)}::timestamptz, ${request}, ${id})
    order by incident.since, incident.request_id, incident.id limit ${page.limit + 1}`.execute(db)
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(incidentRow),
    next: rows.length > page.limit && last ? `${last.since.getTime()}-${last.request}-${last.id}` : null,
  }
}

const incidentRow = (row: Stored): IncidentRow => ({
  key: row.key,
  service: row.service,
  versionId: row.versionId,
  id: row.id,
  element: row.element,
  reason: row.reason,
  message: row.message,
  since: toMs(row.since),
  tries: row.tries,
})

/** All incidents of one request. */
export async function incidentsOf(db: Db, key: string): Promise<readonly IncidentRow[]> {
  const { rows } = await sql<Stored>`
    select ${COLUMNS} from incident join request on request.id = incident.request_id
    where request.key = ${key} order by incident.id`.execute(db)
  return rows.map(incidentRow)
}

/** Where the process of a request stands, for an operator: no field of it, no name of a person. */
export interface InstanceRecord {
  readonly id: number
  readonly key: string
  readonly service: string
  readonly versionId: number
  readonly version: number
  readonly openedAt: number
  readonly closedAt: number | null
  readonly status: State['status']
  readonly revision: number
  readonly tokens: readonly {
    readonly id: number
    readonly element: string
    readonly waits: State['tokens'][number]['waits']
    readonly scopeKind: State['scopes'][number]['kind']
    readonly since: number
    readonly office: string | null
  }[]
}

export async function instanceOf(db: Db, key: string): Promise<InstanceRecord | null> {
  const row = await db
    .selectFrom('request')
    .innerJoin('instance', 'instance.request_id', 'request.id')
    .innerJoin('service_version as version', 'version.id', 'request.version_id')
    .select(['request.id', 'key', 'request.service', 'version_id', 'version.number', 'opened_at', 'closed_at'])
    .select(['instance.status', 'instance.revision'])
    .select(
      sql<
        InstanceRecord['tokens']
      >`coalesce((select json_agg(json_build_object('id', token.id, 'element', token.element,
          'waits', waits, 'scopeKind', scope.kind, 'office', task.office,
          'since', (extract(epoch from token.since) * 1000)::bigint) order by token.id)
        from token join scope on scope.request_id = token.request_id and scope.id = token.scope
          left join task on task.request_id = token.request_id and task.token = token.id and task.closed_at is null
        where token.request_id = request.id), '[]')`.as('tokens'),
    )
    .where('key', '=', key)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    key: row.key,
    service: row.service,
    versionId: row.version_id,
    version: row.number,
    openedAt: toMs(row.opened_at),
    closedAt: row.closed_at === null ? null : toMs(row.closed_at),
    status: row.status as InstanceRecord['status'],
    revision: row.revision,
    tokens: row.tokens,
  }
}
