import { z } from '@hono/zod-openapi'
import { giveFeedback, removeFeedback } from '../../commands/feedback.js'
import { transaction, type Desk } from '../../commands/desk.js'
import { isRequesterSide } from '../../desk/visibility.js'
import { feedbackOf, saveSubscription, subscriptionOf } from '../../store/participants.js'
import { answer } from '../operation.js'
import { fails, refuses } from './errors.js'
import { findRequest } from './found.js'
import { onceHeader, onceOf, text } from './inputs.js'
import { json, NOTHING, operation, operations } from './operation.js'
import { ofRequest } from './requests.js'

const feedbackShape = z
  .object({
    type: z.literal('csat'),
    rating: z.int().min(1).max(5),
    comment: z.object({ body: z.string() }).optional(),
  })
  .openapi('JsmFeedback')

const feedback = (given: { readonly rating: number; readonly comment: string | null }) => ({
  type: 'csat' as const,
  rating: given.rating,
  ...(given.comment === null ? {} : { comment: { body: given.comment } }),
})

const PATH = '/servicedeskapi/request/{issueIdOrKey}'

/** What the requester thought of it, and whether the caller wants to hear of it. */
export function feedbackRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: `${PATH}/feedback`,
      operationId: 'jsmFeedback',
      summary: 'What its requester thought of a request; its offices read it too',
      tags: ['feedback'],
      request: { params: ofRequest },
      responses: { 200: answer(feedbackShape, 'the feedback') },
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      const given = found && (await feedbackOf(desk.db, found.request))
      if (!given) return fails(c, 404, 'not-found')
      return c.json(feedback(given), 200)
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: `${PATH}/feedback`,
      operationId: 'jsmGiveFeedback',
      summary: 'The requester rates a request that has ended',
      tags: ['feedback'],
      request: {
        params: ofRequest,
        headers: onceHeader,
        ...json(
          z.object({
            type: text(50).nullish(),
            rating: z.int().min(1).max(5),
            comment: z.object({ body: text(2000).nullish() }).nullish(),
          }),
        ),
      },
      responses: { 201: answer(feedbackShape, 'the feedback') },
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      if (!found) return fails(c, 404, 'not-found')
      const { rating, comment } = c.req.valid('json')
      const given = await giveFeedback(desk, c.var.caller.person, {
        key: found.request.key,
        once: onceOf(c, desk, c.req.valid('json')),
        rating,
        comment: comment?.body ?? '',
      })
      if (!given.ok) return refuses(c, given)
      const kept = await feedbackOf(desk.db, found.request)
      return c.json(feedback(kept ?? { rating, comment: null }), 201)
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'delete',
      path: `${PATH}/feedback`,
      operationId: 'jsmRemoveFeedback',
      summary: 'The requester takes the rating back',
      tags: ['feedback'],
      request: { params: ofRequest, headers: onceHeader },
      responses: NOTHING,
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      if (!found) return fails(c, 404, 'not-found')
      const removed = await removeFeedback(desk, c.var.caller.person, {
        key: found.request.key,
        once: onceOf(c, desk, null),
      })
      return removed.ok ? c.body(null, 204) : refuses(c, removed)
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: `${PATH}/notification`,
      operationId: 'jsmNotification',
      summary: 'Whether the caller hears of the request',
      tags: ['notification'],
      request: { params: ofRequest },
      responses: { 200: answer(z.object({ subscribed: z.boolean() }).openapi('JsmSubscription'), 'yes or no') },
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      if (!found) return fails(c, 404, 'not-found')
      const chosen = await subscriptionOf(desk.db, found.request, c.var.caller.person.id)
      return c.json({ subscribed: chosen ?? isRequesterSide(found.request.standing) }, 200)
    },
  )

  for (const method of ['put', 'delete'] as const)
    app.openapi(
      operation('requests:write', {
        method,
        path: `${PATH}/notification`,
        operationId: method === 'put' ? 'jsmSubscribe' : 'jsmUnsubscribe',
        summary: method === 'put' ? 'The caller wants to hear of it' : 'The caller does not want to hear of it',
        tags: ['notification'],
        request: { params: ofRequest },
        responses: NOTHING,
      }),
      async (c) => {
        const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
        if (!found) return fails(c, 404, 'not-found')
        await transaction(desk, (tx) =>
          saveSubscription(tx, found.request, c.var.caller.person.id, method === 'put', desk.now()),
        )
        return c.body(null, 204)
      },
    )
  return app
}
