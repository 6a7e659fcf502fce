import { z } from '@hono/zod-openapi'
import { cancelRequest } from '../../commands/cancel-request.js'
import type { Desk } from '../../commands/desk.js'
import { moveToken } from '../../commands/move-token.js'
import { retryIncident } from '../../commands/retry-incident.js'
import { refused } from '../../desk/refusal.js'
import { incidentList, incidentsOf, instanceOf, type IncidentRow } from '../../store/incidents.js'
import { processCounts, requestsAt } from '../../store/processes.js'
import { after, number, onceAndSeenHeaders, onceOf, pageOf, words, written } from '../inputs.js'
import { answer, json, operation, operations } from '../operation.js'
import { refusalProblem } from '../problem.js'
import { etagOf, seenRevision } from '../revision.js'
import { iso, isoOrNull, time } from './shapes.js'

const PAGE = 50

const incidentShape = z
  .object({
    request: z.string(),
    id: z.int(),
    service: z.string(),
    element: z.string(),
    reason: z.string(),
    message: z.string(),
    since: time,
    tries: z.int().openapi({ description: 'how often the process has stopped there' }),
  })
  .openapi('Incident')

const standingShape = z
  .object({
    request: z.string(),
    token: z.int(),
    since: time,
    office: z.string().nullable(),
    stuck: z.boolean(),
  })
  .openapi('Standing')

const instanceShape = z
  .object({
    request: z.string(),
    service: z.string(),
    version: z.int(),
    status: z.string(),
    opened_at: time,
    closed_at: time.nullable(),
    tokens: z.array(
      z.object({
        id: z.int(),
        element: z.string(),
        waits: z.string(),
        since: time,
        office: z.string().nullable(),
      }),
    ),
    incidents: z.array(incidentShape),
  })
  .openapi('Instance')

const reason = written(2_000).min(1).openapi({ description: 'why; the audit log keeps it' })

const newRetry = z.strictObject({ incident: z.int().min(0), reason }).openapi('NewRetry')
const newMove = z.strictObject({ token: z.int().min(0), to: z.string().max(200), reason }).openapi('NewMove')
const newCancellation = z
  .strictObject({ reason: reason.openapi({ description: 'why; its requester reads it, and the audit log keeps it' }) })
  .openapi('NewCancellation')

const key = z.object({ key: words })

const done = z.object({ request: z.string() })

/** Where the processes of requests stand, and their repairs: nothing of what is in a request. */
export function instanceRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/instances',
      operationId: 'listInstances',
      summary: 'The requests that stand at an element of a version, the oldest first',
      tags: ['instances'],
      request: { query: z.object({ service: words, version: number, element: words, after }) },
      responses: { 200: answer(pageOf(standingShape), 'a page of them') },
    }),
    async (c) => {
      const { service, version, element, after: from = '' } = c.req.valid('query')
      const found = (await processCounts(desk.db, service)).find((one) => one.number === version)
      if (!found) return refusalProblem(c, refused('not-found'))
      const page = { after: /^\d{1,15}-\d{1,15}$/.test(from) ? from : null, limit: PAGE }
      const { items, next } = await requestsAt(desk.db, { version: found.versionId, element }, page)
      return c.json(
        {
          items: items.map((one) => ({
            request: one.key,
            token: one.token,
            since: iso(one.since),
            office: one.office,
            stuck: one.stuck,
          })),
          next,
        },
        200,
      )
    },
  )

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/instances/{key}',
      operationId: 'getInstance',
      summary: 'Where the process of a request stands',
      description: 'Its `ETag` is what a repair has to carry as `If-Match`.',
      tags: ['instances'],
      request: { params: key },
      responses: { 200: answer(instanceShape, 'the process') },
    }),
    async (c) => {
      const { key: asked } = c.req.valid('param')
      const [found, incidents] = await Promise.all([instanceOf(desk.db, asked), incidentsOf(desk.db, asked)])
      if (!found) return refusalProblem(c, refused('not-found'))
      c.header('etag', etagOf(found.revision))
      return c.json(
        {
          request: found.key,
          service: found.service,
          version: found.version,
          status: found.status,
          opened_at: iso(found.openedAt),
          closed_at: isoOrNull(found.closedAt),
          tokens: found.tokens.map(({ id, element, waits, since, office }) => ({
            id,
            element,
            waits,
            since: iso(since),
            office,
          })),
          incidents: incidents.map(incident),
        },
        200,
      )
    },
  )

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/incidents',
      operationId: 'listIncidents',
      summary: 'Where processes stand still, the oldest first',
      tags: ['instances'],
      request: { query: z.object({ after }) },
      responses: { 200: answer(pageOf(incidentShape), 'a page of them') },
    }),
    async (c) => {
      const from = c.req.valid('query').after ?? ''
      const page = { after: /^\d{1,15}-\d{1,15}-\d{1,15}$/.test(from) ? from : '0-0-0', limit: PAGE }
      const { items, next } = await incidentList(desk.db, page)
      return c.json({ items: items.map(incident), next }, 200)
    },
  )

  app.openapi(
    operation('administration:write', {
      method: 'post',
      path: '/instances/{key}/retries',
      operationId: 'retryIncident',
      summary: 'Has a request that stands still try again',
      tags: ['instances'],
      request: { params: key, headers: onceAndSeenHeaders, body: json(newRetry) },
      responses: { 201: answer(done, 'tried again') },
    }),
    async (c) => {
      const seen = seenRevision(c)
      if ('problem' in seen) return seen.problem
      const result = await retryIncident(desk, c.var.caller.person, {
        key: c.req.valid('param').key,
        revision: seen.revision,
        once: onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json')),
        ...c.req.valid('json'),
      })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )

  app.openapi(
    operation('administration:write', {
      method: 'post',
      path: '/instances/{key}/moves',
      operationId: 'moveToken',
      summary: 'Takes a request to another step, past what the drawing allows',
      tags: ['instances'],
      request: { params: key, headers: onceAndSeenHeaders, body: json(newMove) },
      responses: { 201: answer(done, 'moved') },
    }),
    async (c) => {
      const seen = seenRevision(c)
      if ('problem' in seen) return seen.problem
      const result = await moveToken(desk, c.var.caller.person, {
        key: c.req.valid('param').key,
        revision: seen.revision,
        once: onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json')),
        ...c.req.valid('json'),
      })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )

  app.openapi(
    operation('administration:write', {
      method: 'post',
      path: '/instances/{key}/cancellations',
      operationId: 'cancelRequest',
      summary: 'Closes a request that can’t go on',
      tags: ['instances'],
      request: { params: key, headers: onceAndSeenHeaders, body: json(newCancellation) },
      responses: { 201: answer(done, 'closed') },
    }),
    async (c) => {
      const seen = seenRevision(c)
      if ('problem' in seen) return seen.problem
      const result = await cancelRequest(desk, c.var.caller.person, {
        key: c.req.valid('param').key,
        revision: seen.revision,
        once: onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json')),
        ...c.req.valid('json'),
      })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )

  return app
}

const incident = (row: IncidentRow): z.infer<typeof incidentShape> => ({
  request: row.key,
  id: row.id,
  service: row.service,
  element: row.element,
  reason: row.reason,
  message: row.message,
  since: iso(row.since),
  tries: row.tries,
})
