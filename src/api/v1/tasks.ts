import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { refused } from '../../desk/refusal.js'
import { taskPage } from '../../store/task-page.js'
import { workPage } from '../../store/work-page.js'
import { after, number, pageOf, words } from '../inputs.js'
import { answer, operation, operations } from '../operation.js'
import { langOf, refusalProblem } from '../problem.js'
import { etagOf } from '../revision.js'
import { task, taskShape } from './task-shape.js'
import { taskRow, taskRowShape } from './shapes.js'

const PAGE = 50

/** The work lists of offices, and one task. */
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
          after,
        }),
      },
      responses: {
        200: answer(pageOf(taskRowShape), 'a page of tasks'),
      },
    }),
    async (c) => {
      const { office = '', view, q = '', after: from } = c.req.valid('query')
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
          after: placeOf(from),
          limit: PAGE,
          now: desk.now(),
        },
      )
      return c.json({ items: work.rows.map(taskRow), next: work.next }, 200)
    },
  )

  app.openapi(
    operation('tasks:read', {
      method: 'get',
      path: '/tasks/{id}',
      operationId: 'getTask',
      summary: 'One task: what may be done with it, and the forms for that',
      description: 'Its `ETag` is what a change has to carry as `If-Match`.',
      tags: ['tasks'],
      request: { params: z.object({ id: number }) },
      responses: { 200: answer(taskShape, 'the task') },
    }),
    async (c) => {
      const sources = { university: desk.university, version: desk.catalog.version }
      const reader = { lang: langOf(c), now: desk.now() }
      const found = await taskPage(desk.db, sources, c.var.caller.person, c.req.valid('param').id, reader)
      if (!found) return refusalProblem(c, refused('not-found'))
      c.header('etag', etagOf(found.view.revision))
      return c.json(task(found.view, found.taskForm), 200)
    },
  )

  return app
}

/** Where the page before ended: a time and an id. What looks otherwise begins at the beginning. */
const placeOf = (text: string | undefined): string | null =>
  text !== undefined && /^[\d:. +-]{10,40}~\d{1,15}$|^infinity~\d{1,15}$/.test(text) ? text : null
