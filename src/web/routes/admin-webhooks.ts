import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  resendDelivery,
  rotateSecret,
  tryWebhook,
} from '../../commands/webhooks.js'
import { deliveries, webhookById, webhooks } from '../../store/webhooks.js'
import { goOn } from '../middleware.js'
import { notFound, refusal } from '../pages/message.js'
import { webhookPage, webhooksPage, type Made, type Typed } from '../pages/webhooks.js'
import { paths } from '../paths.js'
import { readPosted, type Posted } from '../posted.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

const PAGE = 50
const ID = ':id{[0-9]{1,15}}'

/** Webhooks: where programs elsewhere are told of events, and what they were sent. */
export function adminWebhookRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const id = (c: DeskContext) => Number(param(c, 'id'))
  const once = (posted: Posted) => posted.text('once').slice(0, 64) || desk.newId()

  app.get(paths.adminWebhooks(), (c) => list(c, desk, null))

  app.post(paths.adminWebhooks(), async (c) => {
    const posted = await readPosted(c)
    const typed = typedIn(posted)
    const result = await addWebhook(desk, c.var.person, { ...typed, once: once(posted) })
    if (result.ok) return show(c, desk, result.id, null, { secret: result.secret })
    return result.problems.length > 0 ? list(c, desk, { ...typed, problems: result.problems }) : refusal(c, result)
  })

  app.get(paths.adminWebhook(ID), (c) => show(c, desk, id(c), null, null))

  app.post(paths.adminWebhook(ID), async (c) => {
    const posted = await readPosted(c)
    const typed = typedIn(posted)
    const asked = posted.text('state')
    const state = asked === 'paused' || asked === 'active' ? asked : undefined
    const result = await changeWebhook(desk, c.var.person, { id: id(c), once: once(posted), state, ...typed })
    if (result.ok) return goOn(c, paths.adminWebhook(result.id), 'webhookChanged')
    return result.problems.length > 0
      ? show(c, desk, id(c), { ...typed, problems: result.problems }, null)
      : refusal(c, result)
  })

  app.post(paths.adminWebhookSecret(ID), async (c) => {
    const result = await rotateSecret(desk, c.var.person, { id: id(c), once: once(await readPosted(c)) })
    return result.ok ? show(c, desk, result.id, null, { secret: result.secret }) : refusal(c, result)
  })

  app.post(paths.adminWebhookRemoval(ID), async (c) => {
    const result = await removeWebhook(desk, c.var.person, { id: id(c), once: once(await readPosted(c)) })
    return result.ok ? goOn(c, paths.adminWebhooks(), 'webhookRemoved') : refusal(c, result)
  })

  app.post(paths.adminWebhookTrial(ID), async (c) => {
    const result = await tryWebhook(desk, c.var.person, { id: id(c), once: once(await readPosted(c)) })
    return result.ok ? goOn(c, paths.adminWebhook(id(c)), 'webhookTried') : refusal(c, result)
  })

  app.post(paths.adminWebhookResend(ID, ':delivery{[0-9]{1,15}}'), async (c) => {
    const input = { id: id(c), delivery: Number(param(c, 'delivery')), once: once(await readPosted(c)) }
    const result = await resendDelivery(desk, c.var.person, input)
    return result.ok ? goOn(c, paths.adminWebhook(id(c)), 'webhookResent') : refusal(c, result)
  })

  return app
}

const typedIn = (posted: Posted): Omit<Typed, 'problems'> => ({
  name: posted.text('name').slice(0, 200),
  url: posted.text('url').slice(0, 3_000),
  kinds: posted.all('kind'),
})

async function list(c: DeskContext, desk: Desk, typed: Typed | null) {
  const hooks = await webhooks(desk.db)
  return c.html(webhooksPage({ visit: c.var.visit, hooks, typed, newToken: desk.newId }), typed ? 422 : 200)
}

async function show(c: DeskContext, desk: Desk, id: number, typed: Typed | null, made: Made) {
  const hook = await webhookById(desk.db, id, { lock: false })
  if (!hook) return notFound(c)
  const before = Number(c.req.query('before') ?? '')
  const page = { before: Number.isSafeInteger(before) && before > 0 ? before : null, limit: PAGE }
  const { items, next } = await deliveries(desk.db, id, page)
  const { visit } = c.var
  const html = webhookPage({ visit, hook, deliveries: items, next, typed, made, newToken: desk.newId })
  return c.html(html, typed ? 422 : 200)
}
