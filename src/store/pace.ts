import { sql } from 'kysely'
import type { Pace } from '../desk/pace.js'
import { toMs, type Db, type Tx } from './visible.js'

/** A finished task whose working time has not been measured yet. */
export interface Unmeasured {
  readonly task: number
  readonly office: string
  readonly from: number
  readonly until: number
  /** When it waited for the requester. */
  readonly asks: readonly (readonly [from: number, until: number])[]
}

export async function unmeasuredTasks(tx: Tx, limit: number): Promise<readonly Unmeasured[]> {
  const rows = await tx
    .selectFrom('task')
    .select(['id', 'office', 'opened_at', 'closed_at'])
    .select(
      sql<[number, number][]>`coalesce((select json_agg(json_build_array(
          (extract(epoch from asked_at) * 1000)::bigint, (extract(epoch from coalesce(answered_at, task.closed_at)) * 1000)::bigint))
        from ask where ask.task_id = task.id), '[]')`.as('asks'),
    )
    .where('state', '=', 'completed')
    .where('automatic', 'is', null)
    .where('spent', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    task: row.id,
    office: row.office,
    from: toMs(row.opened_at),
    until: toMs(row.closed_at ?? row.opened_at),
    asks: row.asks,
  }))
}

/** @param days working days by task */
export async function saveSpent(tx: Tx, days: readonly (readonly [task: number, days: number])[]): Promise<void> {
  const rows = days.map(([id, one]) => ({ id, spent: Math.round(one * 1000) }))
  await sql`update task set spent = come.spent
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as come (id bigint, spent int) where task.id = come.id`.execute(
    tx,
  )
}

/** What was long ago says little; of the rest the newest count. */
const RECENT_MS = 400 * 86_400_000
const NEWEST = 200

/** Sums up what each office took for each step of each service. What pages read of it does not grow with time. */
export async function refreshPace(tx: Tx, at: number): Promise<void> {
  const now = new Date(at)
  await sql`insert into step_pace (service, element, office, samples, quarter_1, middle, quarter_3, refreshed_at)
    select service, element, office, count(*),
      round(percentile_cont(0.25) within group (order by spent)), round(percentile_cont(0.5) within group (order by spent)),
      round(percentile_cont(0.75) within group (order by spent)), ${now}::timestamptz
    from (
      select request.service, element, office, spent,
        row_number() over (partition by request.service, element, office order by task.closed_at desc) as nth
      from task join request on request.id = request_id
      where task.spent is not null and task.closed_at > ${new Date(at - RECENT_MS)}
    ) as finished
    where nth <= ${NEWEST}
    group by service, element, office
    on conflict (service, element, office) do update set samples = excluded.samples, quarter_1 = excluded.quarter_1,
      middle = excluded.middle, quarter_3 = excluded.quarter_3, refreshed_at = excluded.refreshed_at`.execute(tx)
  await tx.deleteFrom('step_pace').where('refreshed_at', '<', now).execute()
}

/** How long the steps of a service usually take; one row per step and office. */
export async function paceOf(db: Db, service: string): Promise<readonly Pace[]> {
  const rows = await db
    .selectFrom('step_pace')
    .select(['element', 'office', 'samples', 'quarter_1', 'middle', 'quarter_3'])
    .where('service', '=', service)
    .execute()
  return rows.map((row) => ({
    element: row.element,
    office: row.office,
    samples: row.samples,
    quarter1: row.quarter_1 / 1000,
    middle: row.middle / 1000,
    quarter3: row.quarter_3 / 1000,
  }))
}
