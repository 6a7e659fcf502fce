import { isUtf8 } from 'node:buffer'
import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import type { Desk } from '../commands/desk.js'
import { MAX_UPLOAD_BYTES } from '../commands/keep-upload.js'
import { faultLine, isImpossibleValue } from '../web/fault.js'
import { paths } from '../web/paths.js'
import { apiWords, problem } from './problem.js'
import { limited, type Take } from './rate-limit.js'
import { withToken, type ApiEnv } from './token.js'
import { askRoutes } from './v1/asks.js'
import { auditRoutes } from './v1/audit.js'
import { documentRoutes } from './v1/documents.js'
import { eventRoutes } from './v1/events.js'
import { fileRoutes } from './v1/files.js'
import { instanceRoutes } from './v1/instances.js'
import { meRoutes } from './v1/me.js'
import { messageRoutes } from './v1/messages.js'
import { officeRoutes } from './v1/offices.js'
import { peopleRoutes } from './v1/people.js'
import { processRoutes } from './v1/processes.js'
import { reportRoutes } from './v1/reports.js'
import { requestRoutes } from './v1/requests.js'
import { serviceRoutes } from './v1/services.js'
import { taskActRoutes } from './v1/task-acts.js'
import { taskRoutes } from './v1/tasks.js'
import { webhookRoutes } from './v1/webhooks.js'

const MAX_BODY_BYTES = 64 * 1024
/** A file, and the little that a form adds to it. */
const MAX_FILE_BODY_BYTES = MAX_UPLOAD_BYTES + 64 * 1024

/** The desk for programs: the commands and rules of the pages, as JSON, with an access token. */
export function apiRoutes(desk: Desk, take: Take | null = null): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>()
  app.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })
  app.use(withToken(desk))
  app.use(limited(take, (c, seconds) => problem(c, 429, 'too-many-calls', apiWords(c).tooMany(seconds))))
  const bounded = (maxSize: number) =>
    bodyLimit({ maxSize, onError: (c) => problem(c, 413, 'too-large', apiWords(c).tooLarge(maxSize)) })
  const [small, large] = [bounded(MAX_BODY_BYTES), bounded(MAX_FILE_BODY_BYTES)]
  app.use((c, next) => (c.req.path === `${paths.api()}/files` ? large : small)(c, next))

  app.use(async (c, next) => {
    const isJson = /json/i.test(c.req.header('content-type') ?? '')
    // Letters that were sent in another encoding would be kept as replacement signs.
    if (isJson && !isUtf8(await c.req.arrayBuffer())) return problem(c, 400, 'bad-value', apiWords(c).notUtf8)
    return next()
  })

  app.route('/', meRoutes())
  app.route('/', requestRoutes(desk))
  app.route('/', askRoutes(desk))
  app.route('/', fileRoutes(desk))
  app.route('/', documentRoutes(desk))
  app.route('/', taskRoutes(desk))
  app.route('/', taskActRoutes(desk))
  app.route('/', serviceRoutes(desk))
  app.route('/', officeRoutes(desk))
  app.route('/', peopleRoutes(desk))
  app.route('/', processRoutes(desk))
  app.route('/', instanceRoutes(desk))
  app.route('/', messageRoutes(desk))
  app.route('/', auditRoutes(desk))
  app.route('/', reportRoutes(desk))
  app.route('/', eventRoutes(desk))
  app.route('/', webhookRoutes(desk))
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })

  app.all('*', (c) => problem(c, 404, 'not-found', apiWords(c).nothing))
  app.onError((error, c) => {
    const t = apiWords(c)
    if (error instanceof HTTPException && error.status === 415) return problem(c, 415, 'not-json', t.notJson)
    if (error instanceof HTTPException) return problem(c, 400, 'bad-value', t.brokenJson)
    if (isImpossibleValue(error)) return problem(c, 400, 'bad-value', t.impossible)
    console.error(`${c.req.method} ${new URL(c.req.url).pathname} failed: ${faultLine(error)}`)
    return problem(c, 500, 'broken', t.broken)
  })
  return app
}
