import { sql } from 'kysely'
import type { Db } from './visible.js'

/** How many requests of a service have which status. */
export interface ServiceReport {
  readonly service: string
  readonly open: number
  readonly waiting: number
  readonly done: number
  readonly refused: number
  readonly withdrawn: number
}

/** All services of which there are requests; one query, over all requests. */
export async function serviceReport(db: Db): Promise<readonly ServiceReport[]> {
  const { rows } = await sql<ServiceReport>`
    select service, (count(*) filter (where status = 'open'))::int as open,
      (count(*) filter (where status = 'waiting'))::int as waiting, (count(*) filter (where status = 'done'))::int as done,
      (count(*) filter (where status = 'refused'))::int as refused,
      (count(*) filter (where status = 'withdrawn'))::int as withdrawn
    from request group by service order by service`.execute(db)
  return rows
}

/** The work of an office at a moment. */
export interface OfficeReport {
  readonly office: string
  readonly open: number
  /** Of those, what nobody has. */
  readonly unassigned: number
  /** Of those, what waits for its requester. */
  readonly asked: number
  /** Of those, what is past its due time. */
  readonly overdue: number
}

/** All offices with open tasks; one query over open tasks only. @param at epoch milliseconds */
export async function officeReport(db: Db, at: number): Promise<readonly OfficeReport[]> {
  const { rows } = await sql<OfficeReport>`
    select office, count(*)::int as open, (count(*) filter (where assignee_id is null))::int as unassigned,
      (count(*) filter (where state = 'asked'))::int as asked,
      (count(*) filter (where due_at <= ${new Date(at)}))::int as overdue
    from task where closed_at is null group by office order by office`.execute(db)
  return rows
}
