import { sql } from 'kysely'
import type { SyncCounts, SyncLine } from '../desk/sync.js'
import type { Text } from '../desk/text.js'
import type { Db, Tx } from './visible.js'

export type SyncState = 'planned' | 'held' | 'done' | 'failed'

/** Why a run was held or failed. */
export type SyncReason = 'too-many' | 'directory-down' | 'no-directory'

export interface SyncRun {
  readonly id: number
  readonly at: number
  readonly tookMs: number
  readonly by: Text | null
  readonly state: SyncState
  readonly reason: string | null
  readonly counts: Partial<SyncCounts>
  readonly leaving: readonly number[]
  readonly lines: readonly SyncLine[]
}

export interface NewRun {
  readonly at: number
  readonly endedAt: number
  readonly by: number | null
  readonly state: SyncState
  readonly reason: SyncReason | null
  readonly counts: SyncCounts | null
  readonly leaving: readonly number[]
  readonly lines: readonly SyncLine[]
  readonly yesTo: number | null
}

/** One sync at a time, whoever starts it; held until the transaction ends. */
export const lockSync = async (tx: Tx): Promise<void> =>
  void (await sql`lock table sync_run in share row exclusive mode`.execute(tx))

export async function insertRun(tx: Tx, run: NewRun): Promise<number> {
  const { id } = await tx
    .insertInto('sync_run')
    .values({
      started_at: new Date(run.at),
      ended_at: new Date(run.endedAt),
      by_id: run.by,
      state: run.state,
      reason: run.reason,
      counts: JSON.stringify(run.counts ?? {}),
      leaving: JSON.stringify(run.leaving),
      lines: JSON.stringify(run.lines),
      yes_to: run.yesTo,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The last runs, newest first. */
export async function lastRuns(db: Db, most: number): Promise<readonly SyncRun[]> {
  const rows = await select(db).orderBy('sync_run.id', 'desc').limit(most).execute()
  return rows.map(run)
}

export async function syncRun(db: Db, id: number): Promise<SyncRun | null> {
  const row = await select(db).where('sync_run.id', '=', id).executeTakeFirst()
  return row ? run(row) : null
}

/** A held run that nothing has been done after; a yes to an older one is a yes to a world that is gone. */
export async function heldRun(db: Db, id: number): Promise<SyncRun | null> {
  const row = await select(db)
    .where('sync_run.id', '=', id)
    .where('state', '=', 'held')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('sync_run as later').select('id').where('later.id', '>', id).where('later.state', '=', 'done'),
        ),
      ),
    )
    .executeTakeFirst()
  return row ? run(row) : null
}

/** When the last run that was not a dry one began; epoch milliseconds. */
export async function lastSyncAt(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('sync_run')
    .select('started_at')
    .where('state', '<>', 'planned')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? row.started_at.getTime() : null
}

const select = (db: Db) =>
  db
    .selectFrom('sync_run')
    .leftJoin('person', 'person.id', 'by_id')
    .selectAll('sync_run')
    .select('person.name as by_name')

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

const run = (row: Row): SyncRun => ({
  id: row.id,
  at: row.started_at.getTime(),
  tookMs: row.ended_at.getTime() - row.started_at.getTime(),
  by: row.by_name,
  state: STATES.find((one) => one === row.state) ?? 'failed',
  reason: row.reason,
  counts: row.counts,
  leaving: row.leaving,
  lines: row.lines,
})

const STATES: readonly SyncState[] = ['planned', 'held', 'done', 'failed']
