import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { officeName } from '../../desk/university.js'
import { paceOf } from '../../store/pace.js'
import { officeReport, serviceReport } from '../../store/reports.js'
import { words } from '../inputs.js'
import { answer, operation, operations } from '../operation.js'
import { text } from './shapes.js'

const servicesShape = z
  .object({
    service: z.string(),
    open: z.int(),
    waiting: z.int(),
    done: z.int(),
    refused: z.int(),
    withdrawn: z.int(),
  })
  .openapi('ServiceReport')

const officesShape = z
  .object({
    office: z.string(),
    office_name: text,
    open: z.int(),
    unassigned: z.int(),
    asked: z.int().openapi({ description: 'of those, what waits for its requester' }),
    overdue: z.int(),
  })
  .openapi('OfficeReport')

const paceShape = z
  .object({
    element: z.string(),
    office: z.string(),
    samples: z.int().openapi({ description: 'how many finished tasks it is of; with few it says little' }),
    quarter_1: z.number().openapi({ description: 'a quarter of them took less, in working days' }),
    median: z.number(),
    quarter_3: z.number(),
  })
  .openapi('Pace')

/** What the desk counts: no person in it. */
export function reportRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/reports/services',
      operationId: 'reportServices',
      summary: 'How many requests of each service have which status',
      tags: ['reports'],
      responses: { 200: answer(z.object({ items: z.array(servicesShape) }), 'all services with requests') },
    }),
    async (c) => c.json({ items: [...(await serviceReport(desk.db))] }, 200),
  )

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/reports/offices',
      operationId: 'reportOffices',
      summary: 'The open tasks of each office, and how many are overdue',
      tags: ['reports'],
      responses: { 200: answer(z.object({ items: z.array(officesShape) }), 'all offices with open tasks') },
    }),
    async (c) => {
      const rows = await officeReport(desk.db, desk.now())
      const items = rows.map((one) => ({ ...one, office_name: officeName(desk.university, one.office) }))
      return c.json({ items }, 200)
    },
  )

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/reports/pace',
      operationId: 'reportPace',
      summary: 'How long each step of a service takes each office, in working days',
      tags: ['reports'],
      request: { query: z.object({ service: words }) },
      responses: { 200: answer(z.object({ items: z.array(paceShape) }), 'as it was measured within the last hour') },
    }),
    async (c) => {
      const rows = await paceOf(desk.db, c.req.valid('query').service)
      const items = rows.map(({ quarter1, middle, quarter3, ...one }) => ({
        ...one,
        quarter_1: quarter1,
        median: middle,
        quarter_3: quarter3,
      }))
      return c.json({ items }, 200)
    },
  )

  return app
}
