import { sql } from 'kysely'
import type { Tx } from './visible.js'

/** Ends every session of these people. @returns how many ended */
export async function endSessionsOf(tx: Tx, people: readonly number[]): Promise<number> {
  if (people.length === 0) return 0
  const result = await tx
    .deleteFrom('session')
    .where(sql<boolean>`person_id = any(${[...people]}::bigint[])`)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Everybody who has an open task. */
export async function peopleWithTasks(tx: Tx): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('task')
    .select('assignee_id')
    .distinct()
    .where('closed_at', 'is', null)
    .where('assignee_id', 'is not', null)
    .execute()
  return rows.map((row) => row.assignee_id).filter((id) => id !== null)
}

/**
 * Gives open tasks of these people back to their offices where they may no longer work on them: they have left, or
 * have no membership there, neither their own nor that of somebody they stand in for. History says so.
 * @param at epoch milliseconds
 * @returns how many tasks went back
 */
export async function releaseTasksOf(tx: Tx, people: readonly number[], at: number): Promise<number> {
  if (people.length === 0) return 0
  const moment = new Date(at)
  const during = (table: string) =>
    sql`(${sql.ref(`${table}.from_at`)} is null or ${sql.ref(`${table}.from_at`)} <= ${moment}) and (${sql.ref(`${table}.until_at`)} is null or ${sql.ref(`${table}.until_at`)} > ${moment})`
  const stuck = sql`task.closed_at is null and task.assignee_id = any(${[...people]}::bigint[]) and not exists (
    select from person join membership on membership.office = task.office and ${during('membership')}
    where person.id = task.assignee_id and person.active and (
      membership.person_id = person.id or exists (
        select from substitution join person as absent on absent.id = absent_id and absent.active
        where substitute_id = person.id and absent_id = membership.person_id and ended_at is null
          and (substitution.office is null or substitution.office = task.office) and ${during('substitution')})))`
  // Requests are locked before their tasks, as every command does, and in one order.
  await sql`select id from request where id in (select request_id from task where ${stuck}) order by id for no key update`.execute(
    tx,
  )
  const { rows } = await sql<{ tasks: number }>`
    with freed as (
      update task set assignee_id = null, revision = revision + 1 where ${stuck} returning id, request_id, office
    ), told as (
      insert into event (request_id, seq, at, kind, by_id, office)
      select request_id, request.last_seq + row_number() over (partition by request_id order by freed.id), ${moment}, 'assignee-left', null, freed.office
      from freed join request on request.id = request_id
      returning request_id, seq
    ), news as (
      insert into untold (request_id, seq) select request_id, seq from told
    ), numbered as (
      update request set last_seq = last_seq + of_request.tasks
      from (select request_id, count(*)::int as tasks from freed group by request_id) as of_request
      where request.id = of_request.request_id
    )
    select count(*) as tasks from freed`.execute(tx)
  return rows[0]?.tasks ?? 0
}
