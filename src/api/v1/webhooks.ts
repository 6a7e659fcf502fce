import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  resendDelivery,
  rotateSecret,
  tryWebhook,
} from '../../commands/webhooks.js'
import { refused } from '../../desk/refusal.js'
import { WEBHOOK_KINDS, type DeliveryView, type WebhookView } from '../../desk/webhook.js'
import { deliveries, webhookById, webhooks } from '../../store/webhooks.js'
import { after, number, onceAndSeenHeaders, onceHeader, onceOf, pageOf, written } from '../inputs.js'
import { answer, json, operation, operations } from '../operation.js'
import { refusalProblem } from '../problem.js'
import { etagOf, seenRevision } from '../revision.js'
import { iso, isoOrNull, time } from './shapes.js'

const PAGE = 50

const kinds = z
  .array(z.enum(WEBHOOK_KINDS))
  .min(1)
  .openapi({ description: 'the events it is told of; they come as `request.` and this' })

const hookShape = z
  .object({
    id: z.int(),
    name: z.string(),
    url: z.string(),
    kinds: z.array(z.string()),
    state: z.enum(['active', 'paused', 'disabled']).openapi({
      description: '`disabled`: by the desk itself, after nothing arrived for three days',
    }),
    failing_since: time.nullable(),
    old_secret_until: time.nullable().openapi({ description: 'until then the secret before signs too' }),
    made_at: time,
  })
  .openapi('Webhook')

const secretShape = z
  .object({
    id: z.int(),
    secret: z.string().nullable().openapi({ description: '`whsec_…`, shown this once; null: it was shown before' }),
  })
  .openapi('WebhookSecret')

const deliveryShape = z
  .object({
    id: z.int(),
    message: z.string().openapi({ description: 'its `webhook-id`, the same at every try' }),
    kind: z.string(),
    request: z.string().nullable(),
    state: z.enum(['waiting', 'sending', 'delivered', 'failed']),
    tries: z.int(),
    status: z.int().nullable().openapi({ description: 'the HTTP status of the last answer' }),
    result: z.string().nullable().openapi({ description: 'why it did not arrive' }),
    made_at: time,
    due_at: time.nullable(),
    done_at: time.nullable(),
  })
  .openapi('Delivery')

const newHook = z.strictObject({ name: written(80).min(1), url: z.string().max(2_000), kinds }).openapi('NewWebhook')

const change = z
  .strictObject({
    name: written(80).min(1).optional(),
    url: z.string().max(2_000).optional(),
    kinds: kinds.optional(),
    state: z.enum(['active', 'paused']).optional(),
  })
  .openapi('WebhookChange')

const id = z.object({ id: number })

/** Where programs elsewhere are told of events, and what they were sent. */
export function webhookRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/webhooks',
      operationId: 'listWebhooks',
      summary: 'The webhooks',
      tags: ['webhooks'],
      responses: { 200: answer(z.object({ items: z.array(hookShape) }), 'all of them') },
    }),
    async (c) => c.json({ items: (await webhooks(desk.db)).map(hook) }, 200),
  )

  app.openapi(
    operation('administration:write', {
      method: 'post',
      path: '/webhooks',
      operationId: 'addWebhook',
      summary: 'Has an address told of events from now on',
      description: 'Signed as the Standard Webhooks say. The answer is the one place where the secret is shown.',
      tags: ['webhooks'],
      request: { headers: onceHeader, body: json(newHook) },
      responses: { 201: answer(secretShape, 'added') },
    }),
    async (c) => {
      const once = onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json'))
      const result = await addWebhook(desk, c.var.caller.person, { ...c.req.valid('json'), once })
      return result.ok ? c.json({ id: result.id, secret: result.secret }, 201) : refusalProblem(c, result)
    },
  )

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/webhooks/{id}',
      operationId: 'getWebhook',
      summary: 'One webhook',
      description: 'Its `ETag` is what a change has to carry as `If-Match`.',
      tags: ['webhooks'],
      request: { params: id },
      responses: { 200: answer(hookShape, 'the webhook') },
    }),
    async (c) => {
      const found = await webhookById(desk.db, c.req.valid('param').id, { lock: false })
      if (!found) return refusalProblem(c, refused('not-found'))
      c.header('etag', etagOf(found.revision))
      return c.json(hook(found), 200)
    },
  )

  app.openapi(
    operation('administration:write', {
      method: 'patch',
      path: '/webhooks/{id}',
      operationId: 'changeWebhook',
      summary: 'Changes what it is told of and where, pauses it, or has it go on',
      tags: ['webhooks'],
      request: { params: id, headers: onceAndSeenHeaders, body: json(change) },
      responses: { 200: answer(hookShape, 'as it is now') },
    }),
    async (c) => {
      const seen = seenRevision(c)
      if ('problem' in seen) return seen.problem
      const { id: asked } = c.req.valid('param')
      const { name, url, kinds: told, state } = c.req.valid('json')
      const result = await changeWebhook(desk, c.var.caller.person, {
        id: asked,
        once: onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json')),
        revision: seen.revision,
        state,
        ...(name === undefined ? {} : { name }),
        ...(url === undefined ? {} : { url }),
        ...(told === undefined ? {} : { kinds: told }),
      })
      if (!result.ok) return refusalProblem(c, result)
      const now = await webhookById(desk.db, asked, { lock: false })
      if (!now) return refusalProblem(c, refused('not-found'))
      c.header('etag', etagOf(now.revision))
      return c.json(hook(now), 200)
    },
  )

  app.openapi(
    operation('administration:write', {
      method: 'delete',
      path: '/webhooks/{id}',
      operationId: 'removeWebhook',
      summary: 'Removes a webhook and what it was sent',
      tags: ['webhooks'],
      request: { params: id },
      responses: { 204: { description: 'removed' } },
    }),
    async (c) => {
      const input = { id: c.req.valid('param').id, once: desk.newId() }
      const result = await removeWebhook(desk, c.var.caller.person, input)
      return result.ok ? c.body(null, 204) : refusalProblem(c, result)
    },
  )

  app.openapi(
    operation('administration:write', {
      method: 'post',
      path: '/webhooks/{id}/secrets',
      operationId: 'rotateWebhookSecret',
      summary: 'Gives it a new secret; the one before signs too for a day',
      tags: ['webhooks'],
      request: { params: id, headers: onceHeader },
      responses: { 201: answer(secretShape, 'the new secret') },
    }),
    async (c) => {
      const once = onceOf(c, c.req.valid('header')['idempotency-key'], null)
      const result = await rotateSecret(desk, c.var.caller.person, { id: c.req.valid('param').id, once })
      return result.ok ? c.json({ id: result.id, secret: result.secret }, 201) : refusalProblem(c, result)
    },
  )

  app.openapi(
    operation('administration:write', {
      method: 'post',
      path: '/webhooks/{id}/trials',
      operationId: 'tryWebhook',
      summary: 'Sends it something that tells of no request',
      tags: ['webhooks'],
      request: { params: id, headers: onceHeader },
      responses: { 201: answer(z.object({ delivery: z.int() }), 'in line') },
    }),
    async (c) => {
      const once = onceOf(c, c.req.valid('header')['idempotency-key'], null)
      const result = await tryWebhook(desk, c.var.caller.person, { id: c.req.valid('param').id, once })
      return result.ok ? c.json({ delivery: result.delivery }, 201) : refusalProblem(c, result)
    },
  )

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/webhooks/{id}/deliveries',
      operationId: 'listDeliveries',
      summary: 'What a webhook was sent, the latest first',
      tags: ['webhooks'],
      request: { params: id, query: z.object({ after }) },
      responses: { 200: answer(pageOf(deliveryShape), 'a page of deliveries') },
    }),
    async (c) => {
      const { id: asked } = c.req.valid('param')
      const { after: from = '' } = c.req.valid('query')
      if (!(await webhookById(desk.db, asked, { lock: false }))) return refusalProblem(c, refused('not-found'))
      const before = /^\d{1,15}$/.test(from) ? Number(from) : null
      const { items, next } = await deliveries(desk.db, asked, { before, limit: PAGE })
      return c.json({ items: items.map(delivery), next: next === null ? null : String(next) }, 200)
    },
  )

  app.openapi(
    operation('administration:write', {
      method: 'post',
      path: '/webhooks/{id}/deliveries/{delivery}/resends',
      operationId: 'resendDelivery',
      summary: 'Sends a delivery again, under the id it had',
      tags: ['webhooks'],
      request: { params: z.object({ id: number, delivery: number }), headers: onceHeader },
      responses: { 201: answer(z.object({ delivery: z.int() }), 'in line') },
    }),
    async (c) => {
      const once = onceOf(c, c.req.valid('header')['idempotency-key'], null)
      const result = await resendDelivery(desk, c.var.caller.person, { ...c.req.valid('param'), once })
      return result.ok ? c.json({ delivery: result.delivery }, 201) : refusalProblem(c, result)
    },
  )

  return app
}

const hook = (one: WebhookView): z.infer<typeof hookShape> => ({
  id: one.id,
  name: one.name,
  url: one.url,
  kinds: [...one.kinds],
  state: one.state,
  failing_since: isoOrNull(one.failingSince),
  old_secret_until: isoOrNull(one.oldUntil),
  made_at: iso(one.madeAt),
})

const delivery = (one: DeliveryView): z.infer<typeof deliveryShape> => ({
  id: one.id,
  message: one.message,
  kind: one.kind,
  request: one.key,
  state: one.state,
  tries: one.tries,
  status: one.status,
  result: one.result,
  made_at: iso(one.madeAt),
  due_at: isoOrNull(one.dueAt),
  done_at: isoOrNull(one.doneAt),
})
