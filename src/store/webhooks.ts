import { sql } from 'kysely'
import type { DeliveryView, WebhookState, WebhookView } from '../desk/webhook.js'
import { toMs, toMsOrNull, type Db, type Tx } from './visible.js'

export interface NewWebhook {
  readonly name: string
  readonly url: string
  readonly kinds: readonly string[]
  readonly secret: string
  readonly by: number
  readonly at: number
}

export async function insertWebhook(tx: Tx, hook: NewWebhook): Promise<number> {
  const { id } = await tx
    .insertInto('webhook')
    .values({
      name: hook.name,
      url: hook.url,
      kinds: [...hook.kinds],
      secret: hook.secret,
      made_by: hook.by,
      made_at: new Date(hook.at),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function webhooks(db: Db): Promise<readonly WebhookView[]> {
  return (await select(db).orderBy('id').execute()).map(view)
}

/** One webhook. `lock` holds it until the transaction ends. */
export async function webhookById(db: Db, id: number, { lock }: { lock: boolean }): Promise<WebhookView | null> {
  const query = select(db).where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row ? view(row) : null
}

export interface WebhookChange {
  readonly name?: string
  readonly url?: string
  readonly kinds?: readonly string[]
  readonly state?: WebhookState
  readonly failingSince?: number | null
}

export async function changeWebhook(tx: Tx, id: number, change: WebhookChange): Promise<void> {
  await tx
    .updateTable('webhook')
    .set((eb) => ({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.url === undefined ? {} : { url: change.url }),
      ...(change.kinds === undefined ? {} : { kinds: [...change.kinds] }),
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.failingSince === undefined
        ? {}
        : { failing_since: change.failingSince === null ? null : new Date(change.failingSince) }),
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** Notes that nothing arrives, or that something did; whoever looks at the webhook has not missed a change of it. */
export async function noteFailing(tx: Tx, id: number, since: number | null): Promise<void> {
  await tx
    .updateTable('webhook')
    .set({ failing_since: since === null ? null : new Date(since) })
    .where('id', '=', id)
    .execute()
}

export async function changeSecret(tx: Tx, id: number, secret: string, oldUntil: number): Promise<void> {
  await tx
    .updateTable('webhook')
    .set((eb) => ({
      old_secret: eb.ref('secret'),
      old_until: new Date(oldUntil),
      secret,
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

export async function removeWebhook(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('webhook').where('id', '=', id).execute()
}

/** A trial that an administrator sends: it tells of no request. */
export async function insertTrial(tx: Tx, webhook: number, at: number): Promise<number> {
  const { id } = await tx
    .insertInto('webhook_delivery')
    .values({ webhook_id: webhook, kind: 'trial', made_at: new Date(at), due_at: new Date(at) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The latest deliveries of a webhook. @param page `before` is `next` of the page before */
export async function deliveries(
  db: Db,
  webhook: number,
  page: { readonly before: number | null; readonly limit: number },
): Promise<{ readonly items: readonly DeliveryView[]; readonly next: number | null }> {
  let query = selectDeliveries(db).where('webhook_id', '=', webhook).orderBy('webhook_delivery.id', 'desc')
  if (page.before !== null) query = query.where('webhook_delivery.id', '<', page.before)
  const rows = await query.limit(page.limit + 1).execute()
  const items = rows.slice(0, page.limit).map(deliveryView)
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}

/** Puts a delivery that is done in line again, under the same id. @returns false when it is not there or under way */
export async function resendDelivery(tx: Tx, webhook: number, delivery: number, at: number): Promise<boolean> {
  const row = await tx
    .updateTable('webhook_delivery')
    .set({ state: 'waiting', due_at: new Date(at), tries: 0, done_at: null, made_at: new Date(at) })
    .where('id', '=', delivery)
    .where('webhook_id', '=', webhook)
    .where('state', 'in', ['delivered', 'failed'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** A delivery to try now, with all that it takes. */
export interface DueDelivery {
  readonly id: number
  readonly webhook: number
  readonly url: string
  readonly secrets: readonly string[]
  readonly message: string
  readonly kind: string
  readonly tries: number
  readonly madeAt: number
  readonly event: {
    readonly key: string
    readonly service: string
    readonly office: string | null
    readonly number: number
    readonly at: number
  } | null
}

/** One that is under way so long was cut off with its process; it is tried again. */
const CLAIM_MS = 120_000

/** Takes deliveries that are due, so that nobody else tries them at the same time. */
export async function claimDeliveries(tx: Tx, at: number, limit: number): Promise<readonly DueDelivery[]> {
  const now = new Date(at)
  const { rows } = await sql<{
    id: number
    webhook_id: number
    url: string
    secret: string
    old_secret: string | null
    old_until: Date | null
    message: string
    kind: string
    tries: number
    made_at: Date
    key: string | null
    service: string | null
    office: string | null
    seq: number | null
    at: Date | null
  }>`
    with due as (
      select webhook_delivery.id from webhook_delivery join webhook on webhook.id = webhook_id and webhook.state = 'active'
      where (webhook_delivery.state = 'waiting' and due_at <= ${now})
        or (webhook_delivery.state = 'sending' and claimed_at <= ${new Date(at - CLAIM_MS)})
      order by due_at, webhook_delivery.id limit ${limit} for update of webhook_delivery skip locked),
    claimed as (
      update webhook_delivery set state = 'sending', claimed_at = ${now}, tries = tries + 1
      from due where webhook_delivery.id = due.id returning webhook_delivery.*)
    select claimed.id, webhook_id, url, secret, old_secret, old_until, message, claimed.kind, tries, claimed.made_at,
      request.key, request.service, event.office, claimed.seq, event.at
    from claimed join webhook on webhook.id = webhook_id left join request on request.id = claimed.request_id
      left join event on event.request_id = claimed.request_id and event.seq = claimed.seq
    order by claimed.id`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    webhook: row.webhook_id,
    url: row.url,
    secrets: row.old_secret && row.old_until && row.old_until > now ? [row.secret, row.old_secret] : [row.secret],
    message: row.message,
    kind: row.kind,
    tries: row.tries,
    madeAt: toMs(row.made_at),
    event:
      row.key !== null && row.service !== null && row.seq !== null && row.at !== null
        ? { key: row.key, service: row.service, office: row.office, number: row.seq, at: toMs(row.at) }
        : null,
  }))
}

export async function closeDelivery(
  tx: Tx,
  id: number,
  done: {
    readonly state: 'delivered' | 'waiting' | 'failed'
    readonly dueAt: number | null
    readonly status: number | null
    readonly result: string | null
    readonly at: number
  },
): Promise<void> {
  await tx
    .updateTable('webhook_delivery')
    .set({
      state: done.state,
      due_at: done.dueAt === null ? null : new Date(done.dueAt),
      claimed_at: null,
      status: done.status,
      result: done.result,
      done_at: done.state === 'waiting' ? null : new Date(done.at),
    })
    .where('id', '=', id)
    .execute()
}

/** Removes deliveries that were done long ago. */
export async function removeOldWebhookDeliveries(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('webhook_delivery').where('done_at', '<', new Date(before)).execute()
}

const select = (db: Db) =>
  db
    .selectFrom('webhook')
    .select(['id', 'name', 'url', 'kinds', 'state', 'failing_since', 'old_until', 'revision', 'made_at'])

const view = (row: Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]): WebhookView => ({
  id: row.id,
  name: row.name,
  url: row.url,
  kinds: row.kinds,
  state: row.state as WebhookState,
  failingSince: toMsOrNull(row.failing_since),
  oldUntil: toMsOrNull(row.old_until),
  revision: row.revision,
  madeAt: toMs(row.made_at),
})

const selectDeliveries = (db: Db) =>
  db
    .selectFrom('webhook_delivery')
    .leftJoin('request', 'request.id', 'webhook_delivery.request_id')
    .selectAll('webhook_delivery')
    .select('request.key')

const deliveryView = (
  row: Awaited<ReturnType<ReturnType<typeof selectDeliveries>['execute']>>[number],
): DeliveryView => ({
  id: row.id,
  message: row.message,
  kind: row.kind,
  key: row.key,
  state: row.state as DeliveryView['state'],
  tries: row.tries,
  status: row.status,
  result: row.result,
  madeAt: toMs(row.made_at),
  dueAt: toMsOrNull(row.due_at),
  doneAt: toMsOrNull(row.done_at),
})
