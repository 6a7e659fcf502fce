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

/** Addresses a signal to every other request that listens to it now, and to every service that it starts. */
export async function addressSignal(tx: Tx, from: number, signal: Omit<NewMessage, 'key'>): Promise<void> {
  const { name } = signal
  const [variables, at, until] = [JSON.stringify(signal.variables), new Date(signal.at), new Date(signal.until)]
  await sql`insert into process_message (kind, request_id, service, element, name, variables, sent_at, kept_until)
    select distinct 'signal', request_id, null, null, name, ${variables}::jsonb, ${at}::timestamptz, ${until}::timestamptz
    from subscription where listens_to = 'signal' and name = ${name} and request_id <> ${from}
    union all
    select 'start', null, service, element, name, ${variables}::jsonb, ${at}::timestamptz, ${until}::timestamptz
    from process_start where kind = 'signal' and name = ${name}`.execute(tx)
}

/** What crosses between a request and the one that it called; nothing of it may be lost, however long it takes. */
export type Crossing = 'ended' | 'failed' | 'error' | 'escalation'

const FOR_EVER = new Date('9999-01-01T00:00:00Z')

/** Keeps a call: the process of a token that is to begin as a request of its own. */
export async function keepCall(
  tx: Tx,
  request: number,
  call: { readonly token: number; readonly process: string; readonly variables: JsonObject; readonly at: number },
): Promise<void> {
  await tx
    .insertInto('process_message')
    .values({
      kind: 'call',
      request_id: request,
      token: call.token,
      name: call.process,
      variables: JSON.stringify(call.variables),
      sent_at: new Date(call.at),
      kept_until: FOR_EVER,
    })
    .execute()
}

/** Tells the request that called this one how it ended, or what it threw. `name` is a code or, of a failure, why. */
export async function tellCaller(
  tx: Tx,
  caller: { readonly request: number; readonly token: number },
  told: { readonly kind: Crossing; readonly name: string; readonly variables: JsonObject; readonly at: number },
): Promise<void> {
  await tx
    .insertInto('process_message')
    .values({
      kind: told.kind,
      request_id: caller.request,
      token: caller.token,
      name: told.name,
      variables: JSON.stringify(told.variables),
      sent_at: new Date(told.at),
      kept_until: FOR_EVER,
    })
    .execute()
}

/** Tells the request that a token called that it is no longer wanted. */
export async function stopCalled(tx: Tx, request: number, token: number, at: number): Promise<void> {
  await sql`insert into process_message (kind, request_id, name, variables, sent_at, kept_until)
    select 'stop', request.id, '', '{}', ${new Date(at)}::timestamptz, ${FOR_EVER}::timestamptz
    from request join instance on instance.request_id = request.id and instance.status = 'running'
    where caller_id = ${request} and caller_token = ${token}`.execute(tx)
}

export interface Deliverable {
  readonly message: number
  /** Whom it reaches; null when it starts requests. */
  readonly request: number | null
}

/**
 * What can be delivered, oldest first: a message to whoever has waited longest, else to the services that it starts;
 * everything else to its addressee.
 */
export async function deliverableMessages(tx: Db, at: number, limit: number): Promise<readonly Deliverable[]> {
  const now = new Date(at)
  const { rows } = await sql<Deliverable>`
    (select distinct on (message.id) message.id as message, subscription.request_id as request
    from process_message as message join subscription on subscription.listens_to = message.kind and subscription.name = message.name
      and case message.kind when 'signal' then subscription.request_id = message.request_id
        else subscription.key is not distinct from message.key end
    where message.kept_until > ${now}
    order by message.id, subscription.request_id, subscription.id limit ${limit})
    union all
    (select id, request_id from process_message
    where kind in ('call', 'ended', 'failed', 'error', 'escalation', 'stop') order by id limit ${limit})
    union all
    (select id, null from process_message as message
    where kept_until > ${now} and (retry_at is null or retry_at <= ${now}) and (kind = 'start' or kind = 'message'
      and exists (select from process_start where process_start.kind = 'message' and process_start.name = message.name)
      and not exists (select from subscription where listens_to = 'message' and subscription.name = message.name
        and subscription.key is not distinct from message.key))
    order by id limit ${limit})
    order by message limit ${limit}`.execute(tx)
  return rows
}

export interface TakenMessage {
  readonly id: number
  readonly kind: 'message' | 'signal' | 'start' | 'call' | 'stop' | Crossing
  readonly name: string
  readonly key: string | null
  readonly variables: JsonObject
  readonly token: number | null
  readonly service: string | null
  readonly element: string | null
  /** Whether a start was tried before, in vain. */
  readonly tried: boolean
}

/** Takes a message out, so that it is delivered once; null when somebody else was quicker. */
export async function takeMessage(tx: Tx, id: number): Promise<TakenMessage | null> {
  const row = await tx
    .deleteFrom('process_message')
    .where('id', '=', id)
    .returning(['id', 'kind', 'name', 'key', 'variables', 'token', 'service', 'element', 'retry_at'])
    .executeTakeFirst()
  if (!row) return null
  const { retry_at: retryAt, ...message } = row
  return { ...message, kind: row.kind as TakenMessage['kind'], tried: retryAt !== null }
}

/** Leaves a start that could not be made for later. */
export async function retryMessage(tx: Tx, id: number, at: number): Promise<void> {
  await tx
    .updateTable('process_message')
    .set({ retry_at: new Date(at) })
    .where('id', '=', id)
    .execute()
}

export async function removeOldProcessMessages(tx: Tx, at: number): Promise<void> {
  await tx.deleteFrom('process_message').where('kept_until', '<=', new Date(at)).execute()
}
