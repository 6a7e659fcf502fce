import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Desk } from '../../commands/desk.js'
import { faultLine, isImpossibleValue } from '../../web/fault.js'
import { limited, type Take } from '../rate-limit.js'
import type { ApiEnv } from '../token.js'
import { approvalRoutes } from './approvals.js'
import { attachmentRoutes } from './attachments.js'
import { commentRoutes } from './comments.js'
import { withCredentials } from './credentials.js'
import { customerRoutes } from './customers.js'
import { deskRoutes } from './desks.js'
import { fails } from './errors.js'
import { feedbackRoutes } from './feedback.js'
import { forgiveHabits } from './habits.js'
import { infoRoutes } from './info.js'
import { organizationRoutes } from './organizations.js'
import { participantRoutes } from './participants.js'
import { platformRoutes } from './platform.js'
import { propertyRoutes } from './properties.js'
import { queueRoutes } from './queues.js'
import { newRequestTypeRoutes } from './new-request-types.js'
import { permissionRoutes } from './permissions.js'
import { requestTypeRoutes } from './request-types.js'
import { requestRoutes } from './requests.js'
import { slaRoutes } from './sla.js'
import { stubRoutes } from './stubs.js'
import { transitionRoutes } from './transitions.js'

export interface JsmOptions {
  readonly take?: Take | null
  /** How many proxies of one's own stand before the desk. */
  readonly trustProxy?: number
}

/**
 * The desk for programs that were written for Jira Service Management: its customer API, mounted at `/rest`, over the
 * same commands and rules as the pages. What is what: docs/api/jsm.md.
 */
export function jsmRoutes(desk: Desk, { take = null, trustProxy = 0 }: JsmOptions = {}): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>()
  app.use(async (c, next) => {
    const context = contextOf(c)
    c.set('links', { base: `${desk.baseUrl}${context}`, context })
    await next()
    c.header('cache-control', 'no-store')
    if (c.res.headers.get('content-type')?.startsWith('application/json'))
      c.header('content-type', 'application/json;charset=UTF-8')
  })
  app.use(withCredentials(desk, trustProxy))
  app.use(limited(take, (c, seconds) => fails(c, 429, 'too-many-calls', { seconds: String(seconds) })))
  app.use(forgiveHabits)

  for (const part of PARTS) app.route('/', part(desk))
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  app.openAPIRegistry.registerComponent('securitySchemes', 'password', { type: 'http', scheme: 'basic' })

  app.all('*', (c) => fails(c, 404, 'not-found'))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return fails(c, 400, 'not-json')
    if (isImpossibleValue(error)) return fails(c, 400, 'bad-value')
    console.error(`${c.req.method} ${new URL(c.req.url).pathname} failed: ${faultLine(error)}`)
    return fails(c, 500, 'broken')
  })
  return app
}

const PARTS = [
  infoRoutes,
  deskRoutes,
  requestTypeRoutes,
  newRequestTypeRoutes,
  permissionRoutes,
  requestRoutes,
  commentRoutes,
  attachmentRoutes,
  transitionRoutes,
  participantRoutes,
  approvalRoutes,
  feedbackRoutes,
  slaRoutes,
  organizationRoutes,
  customerRoutes,
  queueRoutes,
  propertyRoutes,
  platformRoutes,
  stubRoutes,
]

/** The part of a path before `/rest` by which a client calls the desk, as it called Jira: `/jira/rest/…`. */
export const withoutContext = (request: Request): Request => {
  const url = new URL(request.url)
  const [, context = '', rest = ''] = /^(\/[\w-]+)?(\/rest\/.*)$/.exec(url.pathname) ?? []
  url.pathname = rest
  const plain = new Request(url, request)
  plain.headers.set(CONTEXT, context)
  return plain
}

const CONTEXT = 'x-mizban-context'

const contextOf = (c: Context): string => {
  const context = c.req.header(CONTEXT) ?? ''
  return /^\/[\w-]{1,50}$/.test(context) ? context : ''
}
