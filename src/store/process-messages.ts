import { sql } from 'kysely'
import type { JsonObject } from '../desk/json.js'
import type { Db, Tx } from './visible.js'

export interface NewMessage {
  readonly name: string
  readonly key: string | null
  readonly variables: JsonObject
  readonly at: number
  /** Until when it waits for a request that waits for it, epoch milliseconds. */
  readonly until: number
}

/** Keeps a message until it is delivered or too old. */
export async function keepMessage(tx: Tx, message: NewMessage): Promise<void> {
  const { name, key, variables, at, until } = message
  await tx
    .insertInto('process_message')
    .values({
      kind: 'message',
      name,
      key,
      variables: JSON.stringify(variables),
      sent_at: new Date(at),
      kept_until: new Date(until),
    })
    .execute()
}

/** Addresses a signal to every other request that listens to it now. */
export async function addressSignal(tx: Tx, from: number, signal: Omit<NewMessage, 'key'>): Promise<void> {
  await sql`insert into process_message (kind, request_id, name, variables, sent_at, kept_until)
    select distinct 'signal', request_id, name, ${JSON.stringify(signal.variables)}::jsonb, ${new Date(signal.at)}::timestamptz, ${new Date(signal.until)}::timestamptz
    from subscription where listens_to = 'signal' and name = ${signal.name} and request_id <> ${from}`.execute(tx)
}

export interface Deliverable {
  readonly message: number
  readonly request: number
}

/** Messages and signals that somebody listens to, oldest first; a message goes to whoever has waited longest. */
export async function deliverableMessages(tx: Db, at: number, limit: number): Promise<readonly Deliverable[]> {
  const { rows } = await sql<Deliverable>`
    select distinct on (message.id) message.id as message, subscription.request_id as request
    from process_message as message join subscription on subscription.listens_to = message.kind and subscription.name = message.name
      and case message.kind when 'signal' then subscription.request_id = message.request_id
        else subscription.key is not distinct from message.key end
    where message.kept_until > ${new Date(at)}
    order by message.id, subscription.request_id, subscription.id limit ${limit}`.execute(tx)
  return rows
}

export interface TakenMessage {
  readonly kind: 'message' | 'signal'
  readonly name: string
  readonly key: string | null
  readonly variables: JsonObject
}

/** Takes a message out, so that it is delivered once; null when somebody else was quicker. */
export async function takeMessage(tx: Tx, id: number): Promise<TakenMessage | null> {
  const row = await tx
    .deleteFrom('process_message')
    .where('id', '=', id)
    .returning(['kind', 'name', 'key', 'variables'])
    .executeTakeFirst()
  return row ? { ...row, kind: row.kind === 'signal' ? 'signal' : 'message' } : null
}

export async function removeOldProcessMessages(tx: Tx, at: number): Promise<void> {
  await tx.deleteFrom('process_message').where('kept_until', '<=', new Date(at)).execute()
}
