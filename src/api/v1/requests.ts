import { z } from '@hono/zod-openapi'
import { addComment } from '../../commands/add-comment.js'
import type { Desk } from '../../commands/desk.js'
import { openRequest } from '../../commands/open-request.js'
import { withdrawRequest } from '../../commands/withdraw-request.js'
import { refused } from '../../desk/refusal.js'
import { ownRequests } from '../../store/own-requests.js'
import { eventSentence } from '../../web/text/events.js'
import { words as textIn } from '../../web/text/index.js'
import { attachmentsShape, filledIn, valuesShape } from '../filled-in.js'
import { after, onceHeader, onceOf, pageOf, words, written } from '../inputs.js'
import { answer, json, operation, operations } from '../operation.js'
import { langOf, refusalProblem } from '../problem.js'
import { requestRows } from '../../web/request-rows.js'
import { requestView } from './request-view.js'
import { isoOrNull, iso, request, requestRow, requestRowShape, requestShape, text, time } from './shapes.js'

const PAGE = 50

const key = z.object({ key: words })

const done = z.object({ request: z.string() }).openapi('RequestKey')

const newRequest = z
  .strictObject({
    service: z.string().max(100),
    fields: valuesShape.default({}),
    correction: written(2_000)
      .nullable()
      .default(null)
      .openapi({ description: 'what is wrong in the data of the directory' }),
  })
  .openapi('NewRequest')

const newComment = z
  .strictObject({
    body: written(10_000).min(1),
    internal: z.boolean().default(false).openapi({ description: 'a note that only offices read' }),
    office: z.string().max(100).nullable().default(null).openapi({ description: 'in whose name staff write' }),
    files: attachmentsShape,
  })
  .openapi('NewComment')

const stepShape = z
  .object({
    element: z.string(),
    name: text,
    office: text.nullable(),
    state: z.enum(['done', 'now', 'next', 'later', 'skipped', 'interrupted']),
    by: text.nullable(),
    at: time.nullable(),
    outcome: text.nullable(),
    reason: text.nullable().openapi({ description: 'why it was skipped, or on what it depends' }),
    rounds: z.int().openapi({ description: 'how often it was opened' }),
    parts: z.object({ done: z.int(), total: z.int().nullable() }).nullable(),
  })
  .openapi('Step')

const trackerShape = z
  .object({
    steps: z.array(stepShape),
    expected_until: time.nullable().openapi({ description: 'when most such requests have ended' }),
  })
  .openapi('Tracker')

const eventShape = z
  .object({
    number: z.int().openapi({ description: 'its place in the history of the request' }),
    at: time,
    kind: z.string(),
    by: text.nullable(),
    office: text.nullable(),
    sentence: z.string().openapi({ description: 'the event told, in the language of the caller' }),
  })
  .openapi('Event')

/** Requests: the caller's own, and one that the caller may see. */
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
        query: z.object({ service: words.optional(), status: words.optional(), q: words.optional(), after }),
      },
      responses: { 200: answer(pageOf(requestRowShape), 'a page of requests') },
    }),
    async (c) => {
      const { service = '', status = '', q = '', after: from = null } = c.req.valid('query')
      const { items, next } = await ownRequests(desk.db, c.var.caller.person, {
        service,
        status,
        query: q,
        after: from,
        limit: PAGE,
      })
      return c.json({ items: (await requestRows(desk, items)).map(requestRow), next }, 200)
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/requests',
      operationId: 'openRequest',
      summary: 'Opens a request for the caller',
      description:
        'The form is that of `GET /services/{id}`. What the directory knows of the caller is taken from there.',
      tags: ['requests'],
      request: { headers: onceHeader, body: json(newRequest) },
      responses: { 201: answer(done, 'opened') },
    }),
    async (c) => {
      const { person } = c.var.caller
      const { service: id, fields, correction } = c.req.valid('json')
      const service = desk.catalog.offered().find((one) => one.service.id === id)?.service
      if (!service) return refusalProblem(c, refused('not-found'))
      const { raw, problems } = await filledIn(desk, person, service.requestForm, fields)
      if (problems.length > 0) return refusalProblem(c, refused('incomplete', {}, problems))
      const once = onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json'))
      const result = await openRequest(desk, person, { service: id, once, raw, correction })
      if (!result.ok) return refusalProblem(c, result)
      c.header('location', `${c.req.path}/${result.key}`)
      return c.json({ request: result.key }, 201)
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
      const view = await requestView(c, desk, c.req.valid('param').key)
      return view ? c.json(request(view), 200) : refusalProblem(c, refused('not-found'))
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/requests/{key}/tracker',
      operationId: 'getTracker',
      summary: 'Every step of a request: done, now, and still to come',
      tags: ['requests'],
      request: { params: key },
      responses: { 200: answer(trackerShape, 'the steps, in the order of the drawing') },
    }),
    async (c) => {
      const view = await requestView(c, desk, c.req.valid('param').key)
      if (!view) return refusalProblem(c, refused('not-found'))
      const steps = view.tracker.map(({ by, at, ...step }) => ({ ...step, by: by?.name ?? null, at: isoOrNull(at) }))
      return c.json({ steps, expected_until: isoOrNull(view.expected?.until ?? null) }, 200)
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/requests/{key}/events',
      operationId: 'listRequestEvents',
      summary: 'The history of a request, the latest first',
      tags: ['requests'],
      request: { params: key, query: z.object({ after }) },
      responses: { 200: answer(pageOf(eventShape), 'a page of events') },
    }),
    async (c) => {
      const view = await requestView(c, desk, c.req.valid('param').key)
      if (!view) return refusalProblem(c, refused('not-found'))
      const from = Number(c.req.valid('query').after ?? Number.MAX_SAFE_INTEGER)
      const rest = view.events.filter((one) => one.seq < from)
      const lang = langOf(c)
      const items = rest.slice(0, PAGE).map((one) => ({
        number: one.seq,
        at: iso(one.at),
        kind: one.kind,
        by: one.by?.name ?? null,
        office: one.office,
        sentence: eventSentence(one, lang, one.by?.name[lang] ?? textIn(lang).api.somebody),
      }))
      return c.json({ items, next: rest.length > PAGE ? String(items.at(-1)?.number ?? '') : null }, 200)
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/requests/{key}/comments',
      operationId: 'addComment',
      summary: 'Writes a message, or a note that only offices read',
      tags: ['requests'],
      request: { params: key, headers: onceHeader, body: json(newComment) },
      responses: { 201: answer(done, 'written') },
    }),
    async (c) => {
      const { person } = c.var.caller
      const { files, ...comment } = c.req.valid('json')
      const { attachments, problems } = await filledIn(desk, person, null, {}, files)
      if (problems.length > 0) return refusalProblem(c, refused('incomplete', {}, problems))
      const result = await addComment(desk, person, {
        key: c.req.valid('param').key,
        once: onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json')),
        ...comment,
        files: attachments,
      })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/requests/{key}/withdrawals',
      operationId: 'withdrawRequest',
      summary: 'Takes a request of the caller’s own back',
      tags: ['requests'],
      request: { params: key, headers: onceHeader },
      responses: { 201: answer(done, 'withdrawn') },
    }),
    async (c) => {
      const result = await withdrawRequest(desk, c.var.caller.person, {
        key: c.req.valid('param').key,
        once: onceOf(c, c.req.valid('header')['idempotency-key'], null),
      })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )

  return app
}
