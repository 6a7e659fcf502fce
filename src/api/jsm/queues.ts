import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { officesOf } from '../../desk/person.js'
import { officeName } from '../../desk/university.js'
import { workCounts, workList } from '../../store/work-list.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { fails, langOf } from './errors.js'
import { isDesk, numberOf } from './ids.js'
import { flag, segment } from './inputs.js'
import { issueShape, issueOfTask, QUEUE_FIELDS } from './issue-shape.js'
import { linksOf } from './links.js'
import { operation, operations } from './operation.js'
import { page, pageFrom, pageOf, paging, pagingTo, windowOf } from './page.js'

const queueShape = z
  .object({
    id: z.string(),
    name: z.string(),
    jql: z.string(),
    fields: z.array(z.string()),
    issueCount: z.int().optional(),
    _links: z.object({ self: z.url() }),
  })
  .openapi('JsmQueue')

const ofDesk = z.object({ serviceDeskId: segment })
const ofQueue = ofDesk.extend({ queueId: segment })

/** A work list is read from its beginning, so nobody pages further into it than this. */
const FURTHEST = 2000

/** The work lists of the caller's offices. */
export function queueRoutes(desk: Desk) {
  const app = operations()

  const queuesOf = async (c: Context<ApiEnv>, counted: boolean): Promise<z.infer<typeof queueShape>[]> => {
    const { person } = c.var.caller
    const counts = counted ? await workCounts(desk.db, person) : []
    return officesOf(person).map((office) => ({
      id: numberOf('office', office),
      name: officeName(desk.university, office)[langOf(c)],
      // Described in the words of the other desk; nothing here reads it.
      jql: `office = "${office}" AND resolution = Unresolved ORDER BY duedate ASC`,
      fields: [...QUEUE_FIELDS],
      ...(counted ? { issueCount: counts.find((one) => one.office === office)?.all ?? 0 } : {}),
      _links: {
        self: `${linksOf(c).base}/rest/servicedeskapi/servicedesk/1/queue/${numberOf('office', office)}`,
      },
    }))
  }

  app.openapi(
    operation('tasks:read', {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/queue',
      operationId: 'jsmQueues',
      summary: 'The work lists of the caller’s offices',
      tags: ['queues'],
      request: { params: ofDesk, query: z.object({ ...paging, includeCount: flag(false) }) },
      responses: { 200: answer(pageOf(queueShape), 'a page of queues') },
    }),
    async (c) => {
      if (!isDesk(c.req.valid('param').serviceDeskId)) return fails(c, 404, 'not-found')
      const query = c.req.valid('query')
      return c.json(pageFrom(c, query, await queuesOf(c, query.includeCount)), 200)
    },
  )

  app.openapi(
    operation('tasks:read', {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/queue/{queueId}',
      operationId: 'jsmQueue',
      summary: 'One work list',
      tags: ['queues'],
      request: { params: ofQueue, query: z.object({ includeCount: flag(false) }) },
      responses: { 200: answer(queueShape, 'the queue') },
    }),
    async (c) => {
      const { serviceDeskId, queueId } = c.req.valid('param')
      const all = isDesk(serviceDeskId) ? await queuesOf(c, c.req.valid('query').includeCount) : []
      const one = all.find(({ id }) => id === queueId)
      return one ? c.json(one, 200) : fails(c, 404, 'not-found')
    },
  )

  app.openapi(
    operation('tasks:read', {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/queue/{queueId}/issue',
      operationId: 'jsmQueueIssues',
      summary: 'Its open tasks, the earliest due first, as issues',
      tags: ['queues'],
      request: { params: ofQueue, query: z.object(pagingTo(FURTHEST)) },
      responses: { 200: answer(pageOf(issueShape), 'a page of issues') },
    }),
    async (c) => {
      const { serviceDeskId, queueId } = c.req.valid('param')
      const { person } = c.var.caller
      const office = officesOf(person).find((one) => numberOf('office', one) === queueId)
      if (!isDesk(serviceDeskId) || office === undefined) return fails(c, 404, 'not-found')
      const window = windowOf(c.req.valid('query'))
      const { items } = await workList(desk.db, person, {
        office,
        view: 'all',
        query: '',
        state: '',
        after: null,
        limit: window.start + window.limit + 1,
      })
      return c.json(
        page(
          c,
          window,
          items.slice(window.start).map((one) => issueOfTask(c, desk, one)),
        ),
        200,
      )
    },
  )
  return app
}
