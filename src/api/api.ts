import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { addComment } from '../commands/add-comment.js'
import type { Desk } from '../commands/desk.js'
import { refused } from '../desk/refusal.js'
import { ownRequests } from '../store/own-requests.js'
import { requestPage } from '../store/request-page.js'
import { requestFor } from '../store/requests.js'
import { workPage } from '../store/work-page.js'
import { faultLine, isImpossibleValue } from '../web/fault.js'
import { requestRows } from '../web/request-rows.js'
import { langOf, problem, refusalProblem } from './problem.js'
import { request, requestRow, task } from './shapes.js'
import { wants, withToken, type ApiEnv } from './token.js'

const MAX_BODY_BYTES = 64 * 1024
const PAGE = 50

const comment = z.strictObject({
  body: z.string().min(1).max(10_000),
  internal: z.boolean().default(false),
  office: z.string().max(100).nullable().default(null),
})

/** The desk for programs: the commands and rules of the pages, as JSON, with an access token. */
export function apiRoutes(desk: Desk): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
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

  app.get('/me', (c) => {
    const { person, scopes, endsAt } = c.var.caller
    return c.json({
      username: person.username,
      name: person.name,
      offices: person.memberships.map(({ office, role }) => ({ office, role })),
      scopes,
      token_ends_at: new Date(endsAt).toISOString(),
    })
  })

  app.get('/requests', wants('requests:read'), async (c) => {
    const { items, next } = await ownRequests(desk.db, c.var.caller.person, {
      service: plain(c.req.query('service')),
      status: plain(c.req.query('status')),
      query: plain(c.req.query('q')),
      after: c.req.query('after') ?? null,
      limit: PAGE,
    })
    return c.json({ items: (await requestRows(desk, items)).map(requestRow), next })
  })

  app.get('/requests/:key', wants('requests:read'), async (c) => {
    const { person } = c.var.caller
    const found = await requestFor(desk.db, person, plain(c.req.param('key')), { lock: false })
    if (!found) return refusalProblem(c, refused('not-found'))
    const view = await requestPage(desk.db, { university: desk.university, version: desk.catalog.version }, found, {
      person: person.id,
      lang: langOf(c),
      now: desk.now(),
    })
    return c.json(request(view))
  })

  app.post('/requests/:key/comments', wants('requests:write'), async (c) => {
    const once = c.req.header('idempotency-key') ?? ''
    if (!/^[\x21-\x7e]{1,64}$/.test(once))
      return problem(c, 400, 'no-idempotency-key', 'Send an Idempotency-Key header of 1 to 64 printable characters.')
    if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
      return problem(c, 415, 'not-json', 'Send application/json.')
    const read = comment.safeParse(await c.req.json().catch(() => null))
    if (!read.success || read.data.body.includes('\0'))
      return problem(c, 422, 'incomplete', 'The body must be {"body": "text", "internal"?: false, "office"?: "name"}.')
    const result = await addComment(desk, c.var.caller.person, {
      key: plain(c.req.param('key')),
      once: `api:${once}`,
      ...read.data,
      files: [],
    })
    return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
  })

  app.get('/tasks', wants('tasks:read'), async (c) => {
    const view = c.req.query('view')
    const services = new Map(desk.catalog.offered().map(({ service }) => [service.id, service.name]))
    const work = await workPage(
      desk.db,
      { university: desk.university, serviceName: (id) => services.get(id) ?? { fa: id, en: id } },
      c.var.caller.person,
      {
        office: plain(c.req.query('office')) || null,
        view: view === 'mine' || view === 'unassigned' ? view : 'all',
        query: plain(c.req.query('q')),
        state: '',
        after: afterTask(c.req.query('after')),
        limit: PAGE,
        now: desk.now(),
      },
    )
    return c.json({ items: work.rows.map(task), next: work.next })
  })

  app.all('*', (c) => problem(c, 404, 'not-found', 'There is no such thing, or this token has no access to it.'))
  app.onError((error, c) => {
    if (isImpossibleValue(error)) return problem(c, 400, 'bad-value', 'A value cannot be what it is.')
    console.error(`${c.req.method} ${new URL(c.req.url).pathname} failed: ${faultLine(error)}`)
    return problem(c, 500, 'broken', 'Something went wrong. Nothing was changed.')
  })
  return app
}

/** A text of the query as PostgreSQL takes it. */
const plain = (text: string | undefined): string => (text ?? '').replaceAll('\0', '').slice(0, 100)

/** Where the page before ended: a time and an id. What looks otherwise begins at the beginning. */
const afterTask = (text: string | undefined): string | null =>
  text !== undefined && /^[\d:. +-]{10,40}~\d{1,15}$|^infinity~\d{1,15}$/.test(text) ? text : null
