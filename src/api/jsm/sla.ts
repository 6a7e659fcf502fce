import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { calendarsNow } from '../../store/calendars.js'
import { tasksOf } from '../../store/tasks.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { fails } from './errors.js'
import { findRequest } from './found.js'
import { segment } from './inputs.js'
import { operation, operations } from './operation.js'
import { pageFrom, pageOf, paging } from './page.js'
import { ofRequest } from './requests.js'
import { slaOf, slaShape } from './sla-shape.js'

/** Due times of steps, for people of the offices that have the request. */
export function slaRoutes(desk: Desk) {
  const app = operations()
  const measures = async (c: Context<ApiEnv>, idOrKey: string) => {
    const found = await findRequest(c, desk, idOrKey)
    if (!found) return null
    if (found.request.standing.as !== 'staff') return 'staff-only'
    const [tasks, calendars] = await Promise.all([
      tasksOf(desk.db, found.request),
      calendarsNow(desk.db, desk.university),
    ])
    return tasks.flatMap((task) => slaOf(c, found.request.key, task, calendars.of(task.office), desk.now()) ?? [])
  }

  app.openapi(
    operation('tasks:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/sla',
      operationId: 'jsmSlas',
      summary: 'The due times of its steps',
      tags: ['sla'],
      request: { params: ofRequest, query: z.object(paging) },
      responses: { 200: answer(pageOf(slaShape), 'a page of measures') },
    }),
    async (c) => {
      const all = await measures(c, c.req.valid('param').issueIdOrKey)
      if (all === null) return fails(c, 404, 'not-found')
      if (all === 'staff-only') return fails(c, 403, 'staff-only')
      return c.json(pageFrom(c, c.req.valid('query'), all), 200)
    },
  )

  app.openapi(
    operation('tasks:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/sla/{slaMetricId}',
      operationId: 'jsmSla',
      summary: 'The due time of one step',
      tags: ['sla'],
      request: { params: ofRequest.extend({ slaMetricId: segment }) },
      responses: { 200: answer(slaShape, 'the measure') },
    }),
    async (c) => {
      const { issueIdOrKey, slaMetricId } = c.req.valid('param')
      const all = await measures(c, issueIdOrKey)
      if (all === 'staff-only') return fails(c, 403, 'staff-only')
      const one = all?.find(({ id }) => id === slaMetricId)
      return one ? c.json(one, 200) : fails(c, 404, 'not-found')
    },
  )
  return app
}
