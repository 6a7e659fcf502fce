import { sql } from 'kysely'
import { eventRows } from './history.js'
import type { Tx } from './visible.js'

interface Release {
  /** Whose tasks. */
  readonly person: number
  readonly office: string
  /** Who caused it; null when nobody did. */
  readonly by: number | null
  /** Epoch milliseconds. */
  readonly at: number
}

/**
 * Gives the open tasks that a person has in an office back to the office, and tells it in the history of each request.
 * Four statements, however many tasks. Requests are locked before their tasks, in the order of their ids.
 * @returns how many tasks
 */
export async function releaseTasks(tx: Tx, { person, office, by, at }: Release): Promise<number> {
  const requests = await tx
    .selectFrom('request')
    .select(['id', 'last_seq'])
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('task')
        .select('request_id')
        .where('assignee_id', '=', person)
        .where('office', '=', office)
        .where('closed_at', 'is', null),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  if (requests.length === 0) return 0
  const released = await tx
    .updateTable('task')
    .set((eb) => ({ assignee_id: null, revision: eb('revision', '+', 1) }))
    .where('assignee_id', '=', person)
    .where('office', '=', office)
    .where('closed_at', 'is', null)
    .where(
      'request_id',
      'in',
      requests.map((one) => one.id),
    )
    .returning('request_id')
    .execute()
  if (released.length === 0) return 0
  const counts = requests.map((one) => ({ ...one, tasks: released.filter((row) => row.request_id === one.id).length }))
  await tx
    .insertInto('event')
    .values(
      counts.flatMap((one) =>
        eventRows(
          { id: one.id, lastSeq: one.last_seq },
          at,
          Array.from({ length: one.tasks }, () => ({ kind: 'released', by, office })),
        ),
      ),
    )
    .execute()
  await tx
    .updateTable('request')
    .from(
      sql<{
        id: number
        tasks: number
      }>`unnest(${counts.map((one) => one.id)}::bigint[], ${counts.map((one) => one.tasks)}::int[])`.as<'released'>(
        sql`released(id, tasks)`,
      ),
    )
    .set({ last_seq: sql`last_seq + released.tasks` })
    .whereRef('request.id', '=', 'released.id')
    .execute()
  return released.length
}
