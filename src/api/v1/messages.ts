import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { MESSAGE_KEPT_MS, publishMessage } from '../../commands/publish-message.js'
import { onceHeader, onceOf, written } from '../inputs.js'
import { answer, json, operation, operations } from '../operation.js'
import { refusalProblem } from '../problem.js'

const YEAR_S = 31_536_000

const newMessage = z
  .strictObject({
    name: written(200).min(1).openapi({ description: 'as the drawing has it' }),
    key: written(200).nullish().openapi({ description: 'the correlation key; null reaches what waits without one' }),
    variables: z
      .record(z.string().max(200), z.json())
      .default({})
      .openapi({ type: 'object', additionalProperties: {}, description: 'what the process knows from then on' }),
    time_to_live: z
      .int()
      .min(0)
      .max(YEAR_S)
      .default(MESSAGE_KEPT_MS / 1000)
      .openapi({ description: 'seconds for which it is kept when nobody waits for it yet' }),
  })
  .openapi('NewMessage')

/** What other systems tell processes. */
export function messageRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('administration:write', {
      method: 'post',
      path: '/messages',
      operationId: 'publishMessage',
      summary: 'Sends a message to whichever process waits for it',
      description:
        'It goes to the request that has waited longest for this name and key, opens a request where a process begins with it, or is kept for a time. The answer does not say which.',
      tags: ['processes'],
      request: { headers: onceHeader, body: json(newMessage) },
      responses: { 202: answer(z.object({ name: z.string() }), 'taken') },
    }),
    async (c) => {
      const { name, key, variables, time_to_live: seconds } = c.req.valid('json')
      const result = await publishMessage(desk, c.var.caller.person, {
        name,
        key: key ?? null,
        variables,
        timeToLive: seconds * 1000,
        once: onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json')),
      })
      return result.ok ? c.json({ name: result.name }, 202) : refusalProblem(c, result)
    },
  )

  return app
}
