import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { lastMessages } from '../../store/messages.js'
import { keptMessage, keptMessages } from '../../store/outbox.js'
import { mailHtml } from '../headers.js'
import { demoOutboxPage } from '../pages/demo-outbox.js'
import { notFound } from '../pages/message.js'
import { paths } from '../paths.js'
import { param, type DeskEnv } from '../visit.js'

const SHOWN = 20
const MESSAGES_SHOWN = 40

/** What the demo would have sent; open to anyone there, and not there at all anywhere else. */
export function demoOutboxRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.demoOutbox(), async (c) => {
    if (!desk.sms?.demo) return notFound(c)
    const [codes, messages] = await Promise.all([lastMessages(desk.db, SHOWN), keptMessages(desk.db, MESSAGES_SHOWN)])
    return c.html(demoOutboxPage({ visit: c.var.visit, codes, messages }))
  })

  app.get(paths.demoMail(':id{[0-9]+}'), async (c) => {
    if (!desk.sms?.demo || !desk.mail?.demo) return notFound(c)
    const kept = await keptMessage(desk.db, Number(param(c, 'id')))
    return kept?.html === undefined ? notFound(c) : mailHtml(c, kept.html)
  })

  return app
}
