import { sql } from 'kysely'
import type { Channel, Kept } from '../desk/ways.js'
import type { Text } from '../desk/text.js'
import { toMs, toMsOrNull, type Db, type Tx } from './visible.js'

export const DELIVERY_STATES = ['waiting', 'sending', 'sent', 'failed', 'unknown', 'needless'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** One message that left, or is to leave, the desk. */
export interface Outgoing {
  readonly id: number
  readonly person: { readonly id: number; readonly username: string; readonly name: Text }
  readonly channel: Channel
  readonly state: DeliveryState
  readonly request: string | null
  readonly subject: string | null
  readonly address: string | null
  readonly result: string | null
  readonly tries: number
  readonly carries: number
  readonly madeAt: number
  readonly dueAt: number
  readonly doneAt: number | null
  readonly kept: Kept | null
}

export interface OutboxQuery {
  readonly states: readonly DeliveryState[]
  readonly channel: Channel | null
  readonly username: string | null
  readonly request: string | null
  readonly before: number | null
  readonly limit: number
}

const select = (db: Db) =>
  db
    .selectFrom('delivery')
    .innerJoin('person', 'person.id', 'delivery.person_id')
    .leftJoin('request', 'request.id', 'delivery.request_id')
    .select([
      'delivery.id',
      'delivery.person_id',
      'person.username',
      'person.name',
      'channel',
      'state',
      'request.key',
      'subject',
      'address',
      'result',
      'tries',
      'made_at',
      'due_at',
      'done_at',
      'kept',
    ])
    .select(
      sql<number>`(select count(*) from delivery_notice where delivery_notice.delivery_id = delivery.id)`.as('carries'),
    )

/** A page of messages, the newest first; one query. */
export async function outboxPage(
  db: Db,
  input: OutboxQuery,
): Promise<{ readonly items: readonly Outgoing[]; readonly next: number | null }> {
  let query = select(db)
    .orderBy('delivery.id', 'desc')
    .limit(input.limit + 1)
  if (input.states.length > 0) query = query.where('state', 'in', input.states)
  if (input.channel !== null) query = query.where('channel', '=', input.channel)
  if (input.username !== null) query = query.where('person.username', '=', input.username)
  if (input.request !== null) query = query.where('request.key', '=', input.request)
  if (input.before !== null) query = query.where('delivery.id', '<', input.before)
  const rows = await query.execute()
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined
  return { items: rows.slice(0, input.limit).map(outgoing), next: last?.id ?? null }
}

/** What the demo would have sent; the newest first. */
export async function keptMessages(db: Db, limit: number): Promise<readonly Outgoing[]> {
  const rows = await select(db).where('kept', 'is not', null).orderBy('delivery.id', 'desc').limit(limit).execute()
  return rows.map(outgoing)
}

export async function keptMessage(db: Db, id: number): Promise<Kept | null> {
  const row = await db.selectFrom('delivery').select('kept').where('id', '=', id).executeTakeFirst()
  return row?.kept ?? null
}

/** How many messages failed, or nobody knows of. */
export async function troubledCount(db: Db): Promise<number> {
  const row = await db
    .selectFrom('delivery')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', 'in', ['failed', 'unknown'])
    .executeTakeFirst()
  return row?.n ?? 0
}

/**
 * Puts a message that was tried in line again. What was certainly delivered goes as a new mail; where nobody knows, the
 * mail keeps its name, so that a server that has it knows the repeat.
 * @returns of what it was, or null when it waits or was never meant to go
 */
export async function sendAgain(
  tx: Tx,
  id: number,
  newId: string,
  at: number,
): Promise<{ readonly person: number; readonly request: number | null } | null> {
  const row = await tx
    .selectFrom('delivery')
    .select(['state', 'person_id', 'request_id'])
    .where('id', '=', id)
    .where('state', 'in', ['sent', 'failed', 'unknown'])
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  await tx
    .updateTable('delivery')
    .set({
      state: 'waiting',
      done_at: null,
      made_at: new Date(at),
      due_at: new Date(at),
      bundle: `again:${id}`,
      ...(row.state === 'sent' ? { message_id: newId } : {}),
    })
    .where('id', '=', id)
    .execute()
  return { person: row.person_id, request: row.request_id }
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

const outgoing = (row: Row): Outgoing => ({
  id: row.id,
  person: { id: row.person_id, username: row.username, name: row.name },
  channel: row.channel === 'sms' ? 'sms' : row.channel === 'chat' ? 'chat' : 'mail',
  state: DELIVERY_STATES.find((one) => one === row.state) ?? 'needless',
  request: row.key,
  subject: row.subject,
  address: row.address,
  result: row.result,
  tries: row.tries,
  carries: row.carries,
  madeAt: toMs(row.made_at),
  dueAt: toMs(row.due_at),
  doneAt: toMsOrNull(row.done_at),
  kept: row.kept,
})
