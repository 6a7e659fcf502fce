import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { eventsAfter, newestPosition } from '../../store/event-stream.js'
import { answer, operation, operations } from '../operation.js'
import { iso, time } from './shapes.js'

const PAGE = 200

const eventShape = z
  .object({
    position: z.int().openapi({ description: 'its number: each is greater than the one before' }),
    at: time,
    kind: z.string(),
    request: z.string(),
    service: z.string(),
    office: z.string().nullable(),
  })
  .openapi('StreamEvent')

/** What happened to all requests that the caller may see, for programs that poll. */
export function eventRoutes(desk: Desk) {
  const app = operations()
  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/events',
      operationId: 'listEvents',
      summary: 'What happened since, in order, to every request that the caller may see',
      description:
        'Keep `next` and send it as `after`: nothing is missed and nothing comes twice. Ask again at once while `end` is false, else after some seconds. What is internal to an office is not in it.',
      tags: ['events'],
      request: {
        query: z.object({
          after: z
            .union([z.literal('now'), z.string().regex(/^\d{1,15}$/)])
            .default('0')
            .openapi({ description: '`next` of the answer before; `now` begins with what comes' }),
        }),
      },
      responses: {
        200: answer(
          z.object({ items: z.array(eventShape), next: z.string(), end: z.boolean() }),
          'events, the earliest first',
        ),
      },
    }),
    async (c) => {
      const { after } = c.req.valid('query')
      const from = after === 'now' ? await newestPosition(desk.db) : Number(after)
      const { items, next, end } = await eventsAfter(desk.db, c.var.caller.person, { after: from, limit: PAGE })
      return c.json(
        {
          items: items.map(({ key, at, ...one }) => ({ ...one, request: key, at: iso(at) })),
          next: String(next),
          end,
        },
        200,
      )
    },
  )
  return app
}
