import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { elementName } from '../../desk/process-view.js'
import { refused } from '../../desk/refusal.js'
import { processCounts, standingAt, typicalTimes } from '../../store/processes.js'
import { publishedVersions } from '../../store/services.js'
import { number, words } from '../inputs.js'
import { answer, operation, operations } from '../operation.js'
import { refusalProblem } from '../problem.js'
import { iso, text, time } from './shapes.js'

const rowShape = z
  .object({
    service: z.string(),
    version: z.int(),
    published_at: time,
    origin: z.enum(['folder', 'browser', 'command']),
    note: z.string().nullable(),
    running: z.int(),
    waiting: z.int().openapi({ description: 'of those, for their requester' }),
    stuck: z.int().openapi({ description: 'of those, at an incident' }),
  })
  .openapi('ProcessVersion')

const elementShape = z.object({
  element: z.string(),
  name: text,
  standing: z.int().openapi({ description: 'how many tokens stand there' }),
  incidents: z.int(),
  since: time.nullable(),
  typical_days: z.number().nullable().openapi({ description: 'the median of finished tasks, in working days' }),
})

const versionShape = rowShape.extend({ elements: z.array(elementShape) }).openapi('Process')

const place = z.object({ service: words, version: number })

/** Published processes: which versions, what stands where, and the drawing. */
export function processRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/processes',
      operationId: 'listProcesses',
      summary: 'Every published version of every service, and what runs on it',
      tags: ['processes'],
      request: { query: z.object({ service: words.optional() }) },
      responses: { 200: answer(z.object({ items: z.array(rowShape) }), 'all of them') },
    }),
    async (c) => {
      const all = await versions(desk, c.req.valid('query').service ?? null)
      return c.json({ items: all.map(({ row }) => row) }, 200)
    },
  )

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/processes/{service}/versions/{version}',
      operationId: 'getProcess',
      summary: 'One version: where its requests stand, and how long its steps take',
      tags: ['processes'],
      request: { params: place },
      responses: { 200: answer(versionShape, 'the version') },
    }),
    async (c) => {
      const { service: id, version } = c.req.valid('param')
      const found = (await versions(desk, id)).find(({ row }) => row.version === version)
      if (!found) return refusalProblem(c, refused('not-found'))
      const [service, standing, typical] = await Promise.all([
        desk.catalog.version(found.versionId),
        standingAt(desk.db, found.versionId),
        typicalTimes(desk.db, id),
      ])
      const known = new Set([...service.steps.map((step) => step.element), ...standing.map((one) => one.element)])
      const elements = [...known].map((element) => {
        const stands = standing.find((one) => one.element === element)
        return {
          element,
          name: elementName(service, element),
          standing: stands?.count ?? 0,
          incidents: stands?.incidents ?? 0,
          since: stands ? iso(stands.since) : null,
          typical_days: typical.find((one) => one.element === element)?.days ?? null,
        }
      })
      return c.json({ ...found.row, elements }, 200)
    },
  )

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/processes/{service}/versions/{version}/drawing',
      operationId: 'getDrawing',
      summary: 'The drawing of a version as BPMN 2.0',
      tags: ['processes'],
      request: { params: place },
      responses: { 200: answer(z.string(), 'BPMN', 'application/xml') },
    }),
    async (c) => {
      const { service, version } = c.req.valid('param')
      const found = (await processCounts(desk.db, service)).find((one) => one.number === version)
      if (!found) return refusalProblem(c, refused('not-found'))
      const { drawing } = await desk.catalog.version(found.versionId)
      return c.body(drawing, 200, { 'content-type': 'application/xml; charset=utf-8' })
    },
  )

  return app
}

async function versions(desk: Desk, service: string | null) {
  const [counts, published] = await Promise.all([processCounts(desk.db, service), publishedVersions(desk.db)])
  return counts.flatMap((one) => {
    const version = published.find(({ id }) => id === one.versionId)
    if (!version) return []
    const row: z.infer<typeof rowShape> = {
      service: one.service,
      version: one.number,
      published_at: iso(one.publishedAt),
      origin: version.origin,
      note: version.note,
      running: one.running,
      waiting: one.waiting,
      stuck: one.stuck,
    }
    return [{ versionId: one.versionId, row }]
  })
}
