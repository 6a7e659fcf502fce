import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { sql } from 'kysely'
import { apiRoutes } from '../api/api.js'
import { jsmRoutes, withoutContext } from '../api/jsm/app.js'
import { rateLimit } from '../api/rate-limit.js'
import type { Desk } from '../commands/desk.js'
import type { DemoSignIn } from '../desk/demo-sign-in.js'
import { boundedForm } from './bounded-form.js'
import { faultLine, isImpossibleValue } from './fault.js'
import { guardAnswers } from './headers.js'
import { badForm, broken, notFound } from './pages/message.js'
import { administratorsOnly, isSecure, keepToOwn, meet } from './middleware.js'
import { paths } from './paths.js'
import { adminAuditRoutes } from './routes/admin-audit.js'
import { adminDataRoutes } from './routes/admin-data.js'
import { adminDirectoryRoutes } from './routes/admin-directory.js'
import { adminPeopleRoutes } from './routes/admin-people.js'
import { adminIncidentRoutes } from './routes/admin-incidents.js'
import { adminMailRoutes } from './routes/admin-mail.js'
import { adminInstanceRoutes } from './routes/admin-instances.js'
import { adminProcessRoutes } from './routes/admin-processes.js'
import { adminReadingRoutes } from './routes/admin-readings.js'
import { adminSubstituteRoutes } from './routes/admin-substitutes.js'
import { accountRoutes } from './routes/account.js'
import { apiDocumentRoutes, apiReferenceRoutes } from './routes/api-reference.js'
import { adminRoutes } from './routes/admin.js'
import { draftSavingRoutes } from './routes/drafts.js'
import { draftCardRoutes } from './routes/draft-card.js'
import { draftRoutes } from './routes/draft.js'
import { dryRunRoutes } from './routes/dry-run.js'
import { adminWebhookRoutes } from './routes/admin-webhooks.js'
import { adminTimeRoutes } from './routes/admin-time.js'
import { demoOutboxRoutes } from './routes/demo-outbox.js'
import { assetRoutes, fileRoutes } from './routes/files.js'
import { formEditorRoutes } from './routes/form-editor.js'
import { formRoutes } from './routes/form.js'
import { liveRoutes } from './routes/live.js'
import { homeRoutes } from './routes/home.js'
import { noticesRoutes } from './routes/notices.js'
import { accountNoticesRoutes } from './routes/account-notices.js'
import { adminOutboxRoutes } from './routes/admin-outbox.js'
import { adminTemplatesRoutes } from './routes/admin-templates.js'
import { moveRoutes } from './routes/move.js'
import { openIdRoutes } from './routes/sign-in-openid.js'
import { requestRoutes } from './routes/request.js'
import { servicesRoutes } from './routes/services.js'
import { signInCodeRoutes } from './routes/sign-in-code.js'
import { signInRoutes } from './routes/sign-in.js'
import { substituteRoutes } from './routes/substitute.js'
import { verifyRoutes } from './routes/verify.js'
import { assignmentRoutes } from './routes/assignments.js'
import { workRoutes } from './routes/work.js'
import type { Live } from '../store/live.js'
import { SAFE, sameOrigin } from './same-origin.js'
import { tellRefused } from './tell-refused.js'
import type { DeskEnv } from './visit.js'

export interface WebOptions {
  /** People for one-click sign-in; null where a directory is connected. */
  readonly demo: DemoSignIn | null
  readonly embedded: boolean
  /** Where people change or recover the password of their account. */
  readonly accountUrl?: string | null
  /** How many proxies before the desk are its own; so many entries of X-Forwarded-For are believed. */
  readonly trustProxy?: number
  /** What changes, for pages that follow it; without it they are what they were when they were made. */
  readonly live?: Live | null
  /** How many calls a minute somebody’s programs may make; null or absent: as many as they like. */
  readonly apiPerMinute?: number | null
}

/** The pages of the desk. What every request passes first is here, in order; then one line per group of URLs. */
export function webApp(desk: Desk, options: WebOptions): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.use(compress())
  app.use(guardAnswers(() => isSecure(desk)))
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    try {
      await sql`select 1`.execute(desk.db)
      return c.text('ready')
    } catch {
      return c.text('not ready', 503)
    }
  })
  app.route('/', assetRoutes())
  app.route('/', apiDocumentRoutes(desk))
  // Programs come with a token and never with a cookie, so nothing that guards forms and sessions concerns them.
  const take = rateLimit(options.apiPerMinute ?? null, desk.now)
  app.route(paths.api(), apiRoutes(desk, take))
  const jsm = new Hono().route('/rest', jsmRoutes(desk, { take, trustProxy: options.trustProxy ?? 0 }))
  app.route('/', jsm)
  app.all('/:context/rest/*', (c) => jsm.fetch(withoutContext(c.req.raw), c.env))
  app.use(meet(desk, options))
  app.use(sameOrigin(desk))
  app.use(boundedForm)
  app.use(tellRefused(desk))

  app.use(`${paths.admin()}/*`, administratorsOnly)

  app.use(keepToOwn)

  app.route('/', signInRoutes(desk, options))
  app.route('/', signInCodeRoutes(desk))
  app.route('/', openIdRoutes(desk))
  app.route('/', accountRoutes(desk))
  app.route('/', accountNoticesRoutes(desk))
  app.route('/', noticesRoutes(desk))
  app.route('/', demoOutboxRoutes(desk))
  app.route('/', verifyRoutes(desk))
  app.route('/', apiReferenceRoutes(desk))
  app.route('/', homeRoutes(desk))
  app.route('/', formRoutes(desk))
  app.route('/', draftSavingRoutes(desk))
  app.route('/', liveRoutes(desk, options.live ?? null))
  app.route('/', requestRoutes(desk))
  app.route('/', workRoutes(desk))
  app.route('/', assignmentRoutes(desk))
  app.route('/', adminRoutes(desk))
  app.route('/', servicesRoutes(desk))
  app.route('/', draftRoutes(desk))
  app.route('/', draftCardRoutes(desk))
  app.route('/', formEditorRoutes(desk))
  app.route('/', dryRunRoutes(desk))
  app.route('/', moveRoutes(desk))
  app.route('/', adminTimeRoutes(desk))
  app.route('/', adminDataRoutes(desk))
  app.route('/', adminPeopleRoutes(desk))
  app.route('/', adminSubstituteRoutes(desk))
  app.route('/', adminReadingRoutes(desk))
  app.route('/', adminDirectoryRoutes(desk))
  app.route('/', adminOutboxRoutes(desk))
  app.route('/', adminTemplatesRoutes(desk))
  app.route('/', adminAuditRoutes(desk))
  app.route('/', adminProcessRoutes(desk))
  app.route('/', adminInstanceRoutes(desk))
  app.route('/', adminIncidentRoutes(desk))
  app.route('/', adminWebhookRoutes(desk))
  app.route('/', adminMailRoutes(desk))
  app.route('/', substituteRoutes(desk))
  app.route('/', fileRoutes(desk))

  app.notFound((c) => notFound(c))
  app.onError((error, c) => {
    if (!c.var.visit) return c.text('error', 500)
    if (isImpossibleValue(error)) return SAFE.has(c.req.method) ? notFound(c) : badForm(c)
    // The path has no personal data; the body and the query, which may, are not written down.
    console.error(`${c.req.method} ${new URL(c.req.url).pathname} failed: ${faultLine(error)}`)
    return broken(c)
  })
  return app
}
