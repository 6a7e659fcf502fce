import { z } from '@hono/zod-openapi'
import { answer, operation, operations } from '../operation.js'
import { iso, text, time } from './shapes.js'

const me = z
  .object({
    username: z.string().nullable(),
    name: text,
    offices: z.array(z.object({ office: z.string(), role: z.string() })),
    scopes: z.array(z.string()),
    token_ends_at: time,
  })
  .openapi('Me')

/** Who the token speaks for. */
export function meRoutes() {
  const app = operations()
  app.openapi(
    operation(null, {
      method: 'get',
      path: '/me',
      operationId: 'me',
      summary: 'Whom this token speaks for, and what it may',
      tags: ['me'],
      responses: { 200: answer(me, 'the person and the scopes') },
    }),
    (c) => {
      const { person, scopes, endsAt } = c.var.caller
      return c.json(
        {
          username: person.username,
          name: person.name,
          offices: person.memberships.map(({ office, role }) => ({ office, role })),
          scopes: [...scopes],
          token_ends_at: iso(endsAt),
        },
        200,
      )
    },
  )
  return app
}
