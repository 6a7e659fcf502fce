import { Webhook } from 'standardwebhooks'
import { afterTry } from '../desk/webhook.js'
import { recordAudit } from '../store/audit.js'
import { administratorIds } from '../store/untold.js'
import { changeWebhook, closeDelivery, noteFailing, webhookById, type DueDelivery } from '../store/webhooks.js'
import { transaction, type Desk } from './desk.js'
import { giveNotices } from './give-notices.js'

/**
 * Tries a delivery that was claimed and writes down what came of it. A webhook that is gone, or to which nothing has
 * arrived for as long as a delivery is tried, is disabled, and administrators are told.
 */
export async function sendWebhook(desk: Desk, due: DueDelivery): Promise<void> {
  const at = desk.now()
  const body = bodyOf(due)
  const seconds = new Date(Math.floor(at / 1000) * 1000)
  const answer = await desk.hooks.post({
    url: due.url,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Mizban-Webhooks/1',
      'webhook-id': due.message,
      'webhook-timestamp': String(seconds.getTime() / 1000),
      'webhook-signature': due.secrets.map((one) => new Webhook(one).sign(due.message, seconds, body)).join(' '),
    },
  })
  await transaction(desk, async (tx) => {
    const hook = await webhookById(tx, due.webhook, { lock: true })
    if (!hook) return
    const { state, dueAt, disable } = afterTry(due, hook, answer, at)
    const result = answer.why ?? (state === 'delivered' ? null : 'refused')
    await closeDelivery(tx, due.id, { state, dueAt, status: answer.status, result, at })
    if (state === 'delivered') {
      if (hook.failingSince !== null) await noteFailing(tx, hook.id, null)
    } else if (hook.failingSince === null) await noteFailing(tx, hook.id, due.madeAt)
    if (!disable || hook.state !== 'active') return
    await changeWebhook(tx, hook.id, { state: 'disabled' })
    await recordAudit(tx, at, { kind: 'webhook-disabled', by: null, data: { webhook: hook.id, name: hook.name } })
    const notice = { kind: 'webhook-disabled', request: null, data: { id: hook.id, webhook: hook.name }, at } as const
    const administrators = await administratorIds(tx)
    await giveNotices(
      tx,
      desk,
      administrators.map((person) => ({ ...notice, person })),
    )
  })
}

/** Ids and kinds: whoever wants to know more asks the API, and is asked whether they may. */
const bodyOf = ({ kind, event, madeAt }: DueDelivery): string =>
  JSON.stringify(
    event
      ? {
          type: `request.${kind}`,
          timestamp: new Date(event.at).toISOString(),
          data: { request: event.key, service: event.service, office: event.office, number: event.number },
        }
      : { type: 'trial', timestamp: new Date(madeAt).toISOString(), data: {} },
  )
