import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { workPage } from '../../store/work-page.js'
import { words } from '../inputs.js'
import { answer, operation, operations } from '../operation.js'
import { taskRow, taskRowShape } from './shapes.js'

const PAGE = 50

export function taskRoutes(desk: Desk) {
  const app = operations()
  app.openapi(
    operation('tasks:read', {
      method: 'get',
      path: '/tasks',
      operationId: 'listTasks',
      summary: 'Open tasks of the caller’s offices, the most urgent first',
      tags: ['tasks'],
      request: {
        query: z.object({
          office: words.optional(),
          view: z.enum(['all', 'mine', 'unassigned']).default('all'),
          q: words.optional(),
          after: z.string().optional().openapi({ description: '`next` of the page before' }),
        }),
      },
      responses: {
        200: answer(z.object({ items: z.array(taskRowShape), next: z.string().nullable() }), 'a page of tasks'),
      },
    }),
    async (c) => {
      const { office = '', view, q = '', after } = c.req.valid('query')
      const services = new Map(desk.catalog.offered().map(({ service }) => [service.id, service.name]))
      const work = await workPage(
        desk.db,
        { university: desk.university, serviceName: (id) => services.get(id) ?? { fa: id, en: id } },
        c.var.caller.person,
        {
          office: office || null,
          view,
          query: q,
          state: '',
          after: placeOf(after),
          limit: PAGE,
          now: desk.now(),
        },
      )
      return c.json({ items: work.rows.map(taskRow), next: work.next }, 200)
    },
  )
  return app
}

/** Where the page before ended: a time and an id. What looks otherwise begins at the beginning. */
const placeOf = (text: string | undefined): string | null =>
  text !== undefined && /^[\d:. +-]{10,40}~\d{1,15}$|^infinity~\d{1,15}$/.test(text) ? text : null
