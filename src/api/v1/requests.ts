import { z } from '@hono/zod-openapi'
import { addComment } from '../../commands/add-comment.js'
import type { Desk } from '../../commands/desk.js'
import { refused } from '../../desk/refusal.js'
import { ownRequests } from '../../store/own-requests.js'
import { requestPage } from '../../store/request-page.js'
import { requestFor } from '../../store/requests.js'
import { requestRows } from '../../web/request-rows.js'
import { onceHeader, words } from '../inputs.js'
import { answer, operation, operations } from '../operation.js'
import { langOf, refusalProblem } from '../problem.js'
import { request, requestRow, requestRowShape, requestShape } from './shapes.js'

const PAGE = 50

const key = z.object({ key: words })

const newComment = z
  .strictObject({
    body: z
      .string()
      .min(1)
      .max(10_000)
      .refine((body) => !body.includes('\0'), 'A text has no NUL.'),
    internal: z.boolean().default(false),
    office: z.string().max(100).nullable().default(null),
  })
  .openapi('NewComment')

export function requestRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/requests',
      operationId: 'listRequests',
      summary: 'The caller’s own requests, the latest first',
      tags: ['requests'],
      request: {
        query: z.object({
          service: words.optional(),
          status: words.optional(),
          q: words.optional(),
          after: z.string().optional().openapi({ description: '`next` of the page before' }),
        }),
      },
      responses: {
        200: answer(z.object({ items: z.array(requestRowShape), next: z.string().nullable() }), 'a page of requests'),
      },
    }),
    async (c) => {
      const { service = '', status = '', q = '', after = null } = c.req.valid('query')
      const { items, next } = await ownRequests(desk.db, c.var.caller.person, {
        service,
        status,
        query: q,
        after,
        limit: PAGE,
      })
      return c.json({ items: (await requestRows(desk, items)).map(requestRow), next }, 200)
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/requests/{key}',
      operationId: 'getRequest',
      summary: 'One request, as its page shows it to the caller',
      tags: ['requests'],
      request: { params: key },
      responses: { 200: answer(requestShape, 'the request') },
    }),
    async (c) => {
      const { person } = c.var.caller
      const found = await requestFor(desk.db, person, c.req.valid('param').key, { lock: false })
      if (!found) return refusalProblem(c, refused('not-found'))
      const view = await requestPage(desk.db, { university: desk.university, version: desk.catalog.version }, found, {
        person: person.id,
        lang: langOf(c),
        now: desk.now(),
      })
      return c.json(request(view), 200)
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/requests/{key}/comments',
      operationId: 'addComment',
      summary: 'Writes a message, or a note that only offices read',
      tags: ['requests'],
      request: {
        params: key,
        headers: onceHeader,
        body: { content: { 'application/json': { schema: newComment } }, required: true },
      },
      responses: { 201: answer(z.object({ request: z.string() }), 'written') },
    }),
    async (c) => {
      const result = await addComment(desk, c.var.caller.person, {
        key: c.req.valid('param').key,
        once: `api:${c.req.valid('header')['idempotency-key']}`,
        ...c.req.valid('json'),
        files: [],
      })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )
  return app
}
