import { sql } from 'kysely'
import type { StayReason } from '../desk/drawing/move-over.js'
import type { Text } from '../desk/text.js'
import type { Plan } from '../engine/index.js'
import { toMs, toMsOrNull, type Db, type Tx } from './visible.js'

/** A move of requests from one version of a service to another. */
export interface Move {
  readonly id: number
  readonly service: string
  readonly from: { readonly id: number; readonly number: number }
  readonly to: { readonly id: number; readonly number: number }
  readonly plan: Plan
  readonly note: string
  readonly by: number
  readonly byName: Text
  readonly at: number
  readonly endedAt: number | null
}

export interface NewMove {
  readonly service: string
  readonly from: number
  readonly to: number
  readonly plan: Plan
  readonly note: string
  readonly by: number
  readonly at: number
}

/** Writes a move down with every open request of the old version. @returns null while another of the service runs */
export async function insertMove(tx: Tx, move: NewMove): Promise<number | null> {
  const row = await tx
    .insertInto('service_migration')
    .values({
      service: move.service,
      from_id: move.from,
      to_id: move.to,
      plan: JSON.stringify(move.plan),
      note: move.note,
      made_by: move.by,
      made_at: new Date(move.at),
    })
    .onConflict((conflict) => conflict.column('service').where('ended_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return null
  await sql`insert into service_migration_item (migration_id, request_id)
    select ${row.id}, id from request where version_id = ${move.from} and closed_at is null`.execute(tx)
  return row.id
}

export async function moveById(db: Db, id: number): Promise<Move | null> {
  const row = await selectMoves(db).where('service_migration.id', '=', id).executeTakeFirst()
  return row ? moveOf(row) : null
}

/** The moves of a service, newest first. */
export async function movesOf(db: Db, service: string): Promise<readonly Move[]> {
  const rows = await selectMoves(db)
    .where('service_migration.service', '=', service)
    .orderBy('service_migration.id', 'desc')
    .limit(20)
    .execute()
  return rows.map(moveOf)
}

/** Requests that are still in line, oldest first. */
export async function waitingItems(db: Db, move: number, limit: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('service_migration_item')
    .select('request_id')
    .where('migration_id', '=', move)
    .where('state', '=', 'waiting')
    .orderBy('request_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.request_id)
}

/** Says what became of a request, once: an item that is done already stays as it is. */
export async function finishItem(
  tx: Tx,
  move: number,
  request: number,
  outcome: { readonly at: number; readonly reason: StayReason | null },
): Promise<void> {
  await tx
    .updateTable('service_migration_item')
    .set({
      state: outcome.reason ? 'left' : 'moved',
      reason: outcome.reason && JSON.stringify(outcome.reason),
      at: new Date(outcome.at),
    })
    .where('migration_id', '=', move)
    .where('request_id', '=', request)
    .where('state', '=', 'waiting')
    .execute()
}

/** Ends a move that has nothing left in line. @returns whether it has ended now */
export async function endMove(tx: Tx, move: number, at: number): Promise<boolean> {
  const row = await tx
    .updateTable('service_migration')
    .set({ ended_at: new Date(at) })
    .where('id', '=', move)
    .where('ended_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('service_migration_item')
            .select('request_id')
            .where('migration_id', '=', move)
            .where('state', '=', 'waiting'),
        ),
      ),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface MoveProgress {
  readonly waiting: number
  readonly moved: number
  readonly left: number
  /** Requests that stayed, the first of them. */
  readonly stayed: readonly { readonly key: string; readonly reason: StayReason }[]
}

const SHOWN = 200

export async function moveProgress(db: Db, move: number): Promise<MoveProgress> {
  const counts = await db
    .selectFrom('service_migration_item')
    .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
    .where('migration_id', '=', move)
    .groupBy('state')
    .execute()
  const stayed = await db
    .selectFrom('service_migration_item')
    .innerJoin('request', 'request.id', 'service_migration_item.request_id')
    .select(['request.key', 'service_migration_item.reason'])
    .where('migration_id', '=', move)
    .where('state', '=', 'left')
    .orderBy('request_id')
    .limit(SHOWN)
    .execute()
  const count = (state: string) => Number(counts.find((one) => one.state === state)?.n ?? 0)
  return {
    waiting: count('waiting'),
    moved: count('moved'),
    left: count('left'),
    stayed: stayed.flatMap(({ key, reason }) => (reason ? [{ key, reason }] : [])),
  }
}

/** Open requests of a version, in pages by id: what a dry run of a move looks at. */
export async function requestsOnVersion(
  db: Db,
  version: number,
  after: number,
  limit: number,
): Promise<readonly { readonly id: number; readonly key: string }[]> {
  return db
    .selectFrom('request')
    .select(['id', 'key'])
    .where('version_id', '=', version)
    .where('closed_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/**
 * The tasks of a request that goes over: all take the elements of the new drawing, so that the tracker finds what was
 * done; open ones are called as the new drawing calls them. Person, office and due time stay.
 */
export async function moveTasks(
  tx: Tx,
  request: number,
  plan: Plan,
  open: readonly { readonly token: number; readonly name: Text; readonly kind: string; readonly form: string | null }[],
): Promise<void> {
  await sql`update task set element = plan.value
    from jsonb_each_text(${JSON.stringify(plan)}::jsonb) as plan
    where request_id = ${request} and element = plan.key and plan.key <> plan.value`.execute(tx)
  await sql`update task set calls = array(
      select coalesce(${JSON.stringify(plan)}::jsonb ->> call, call) from unnest(calls) with ordinality as one (call, place) order by place)
    where request_id = ${request} and calls <> '{}'`.execute(tx)
  await sql`update task set name = come.name, kind = come.kind, form = come.form, revision = revision + 1
    from jsonb_to_recordset(${JSON.stringify(open)}::jsonb) as come (token int, name jsonb, kind text, form text)
    where request_id = ${request} and task.token = come.token and closed_at is null`.execute(tx)
}

const selectMoves = (db: Db) =>
  db
    .selectFrom('service_migration')
    .innerJoin('person', 'person.id', 'service_migration.made_by')
    .innerJoin('service_version as old', 'old.id', 'service_migration.from_id')
    .innerJoin('service_version as new', 'new.id', 'service_migration.to_id')
    .selectAll('service_migration')
    .select(['person.name as by_name', 'old.number as from_number', 'new.number as to_number'])

const moveOf = (row: {
  id: number
  service: string
  from_id: number
  from_number: number
  to_id: number
  to_number: number
  plan: Plan
  note: string
  made_by: number
  by_name: Text
  made_at: Date
  ended_at: Date | null
}): Move => ({
  id: row.id,
  service: row.service,
  from: { id: row.from_id, number: row.from_number },
  to: { id: row.to_id, number: row.to_number },
  plan: row.plan,
  note: row.note,
  by: row.made_by,
  byName: row.by_name,
  at: toMs(row.made_at),
  endedAt: toMsOrNull(row.ended_at),
})
