import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { csrf } from 'hono/csrf'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import { sql } from 'kysely'
import { MAX_UPLOAD_BYTES } from '../commands/keep-upload.js'
import type { Desk } from '../commands/desk.js'
import type { DemoSignIn } from '../desk/views.js'
import { administratorsOnly, meet } from './middleware.js'
import { broken, notFound, tooLarge } from './pages/message.js'
import { paths } from './paths.js'
import { adminAuditRoutes } from './routes/admin-audit.js'
import { adminDirectoryRoutes } from './routes/admin-directory.js'
import { adminPeopleRoutes } from './routes/admin-people.js'
import { adminReadingRoutes } from './routes/admin-readings.js'
import { adminSubstituteRoutes } from './routes/admin-substitutes.js'
import { adminRoutes } from './routes/admin.js'
import { draftCardRoutes } from './routes/draft-card.js'
import { draftRoutes } from './routes/draft.js'
import { dryRunRoutes } from './routes/dry-run.js'
import { assetRoutes, fileRoutes } from './routes/files.js'
import { formEditorRoutes } from './routes/form-editor.js'
import { formRoutes } from './routes/form.js'
import { homeRoutes } from './routes/home.js'
import { moveRoutes } from './routes/move.js'
import { requestRoutes } from './routes/request.js'
import { servicesRoutes } from './routes/services.js'
import { signInRoutes } from './routes/sign-in.js'
import { substituteRoutes } from './routes/substitute.js'
import { verifyRoutes } from './routes/verify.js'
import { workRoutes } from './routes/work.js'
import type { DeskEnv } from './visit.js'

export interface WebOptions {
  /** People for one-click sign-in; null where a directory is connected. */
  readonly demo: DemoSignIn | null
  readonly embedded: boolean
}

/** Several files of a form at once, and a little for the texts. */
const MAX_BODY_BYTES = 4 * MAX_UPLOAD_BYTES

/** The pages of the desk. What every request passes first is here, in order; then one line per group of URLs. */
export function webApp(desk: Desk, options: WebOptions): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    await sql`select 1`.execute(desk.db)
    return c.text('ready')
  })
  app.use(compress())
  // Uploads come from people: whatever they are, they get no rights here. Set last, over the policy of pages.
  app.use('/files/*', async (c, next) => {
    await next()
    c.header('content-security-policy', "default-src 'none'; sandbox")
  })
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", NONCE],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: desk.baseUrl.startsWith('https:') ? 'max-age=31536000' : false,
    }),
  )
  app.route('/', assetRoutes())
  // Behind a proxy the desk is asked under another name than the one people see; both are its own.
  app.use(csrf({ origin: (origin, c) => [desk.baseUrl, new URL(c.req.url).origin].includes(origin) }))
  app.use(meet(desk, options.embedded))
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => tooLarge(c) }))
  // Pages are for one person and change at any time; browsers ask again.
  app.use(async (c, next) => {
    await next()
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  })

  app.use(`${paths.admin()}/*`, administratorsOnly)

  app.route('/', signInRoutes(desk, options.demo))
  app.route('/', verifyRoutes(desk))
  app.route('/', homeRoutes(desk))
  app.route('/', formRoutes(desk))
  app.route('/', requestRoutes(desk))
  app.route('/', workRoutes(desk))
  app.route('/', adminRoutes(desk))
  app.route('/', servicesRoutes(desk))
  app.route('/', draftRoutes(desk))
  app.route('/', draftCardRoutes(desk))
  app.route('/', formEditorRoutes(desk))
  app.route('/', dryRunRoutes(desk))
  app.route('/', moveRoutes(desk))
  app.route('/', adminPeopleRoutes(desk))
  app.route('/', adminSubstituteRoutes(desk))
  app.route('/', adminReadingRoutes(desk))
  app.route('/', adminDirectoryRoutes(desk))
  app.route('/', adminAuditRoutes(desk))
  app.route('/', substituteRoutes(desk))
  app.route('/', fileRoutes(desk))

  app.notFound((c) => notFound(c))
  app.onError((error, c) => {
    if ('getResponse' in error) return error.getResponse()
    // The path has no personal data; the body and the query, which may, are not written down.
    console.error(`${c.req.method} ${new URL(c.req.url).pathname} failed: ${error.stack ?? error.message}`)
    return broken(c)
  })
  return app
}
