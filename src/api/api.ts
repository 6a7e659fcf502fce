import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import type { Desk } from '../commands/desk.js'
import { faultLine, isImpossibleValue } from '../web/fault.js'
import { problem } from './problem.js'
import { withToken, type ApiEnv } from './token.js'
import { meRoutes } from './v1/me.js'
import { requestRoutes } from './v1/requests.js'
import { taskRoutes } from './v1/tasks.js'

const MAX_BODY_BYTES = 64 * 1024

/** The desk for programs: the commands and rules of the pages, as JSON, with an access token. */
export function apiRoutes(desk: Desk): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>()
  app.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })
  app.use(withToken(desk))
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => problem(c, 413, 'too-large', `A body may have ${MAX_BODY_BYTES} bytes.`),
    }),
  )

  app.route('/', meRoutes())
  app.route('/', requestRoutes(desk))
  app.route('/', taskRoutes(desk))
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })

  app.all('*', (c) => problem(c, 404, 'not-found', 'There is no such thing, or this token has no access to it.'))
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status === 415)
      return problem(c, 415, 'not-json', 'Send application/json.')
    if (error instanceof HTTPException) return problem(c, 400, 'bad-value', 'The body is no JSON.')
    if (isImpossibleValue(error)) return problem(c, 400, 'bad-value', 'A value cannot be what it is.')
    console.error(`${c.req.method} ${new URL(c.req.url).pathname} failed: ${faultLine(error)}`)
    return problem(c, 500, 'broken', 'Something went wrong. Nothing was changed.')
  })
  return app
}
