import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { lastMessages } from '../../store/messages.js'
import { demoOutboxPage } from '../pages/demo-outbox.js'
import { notFound } from '../pages/message.js'
import { paths } from '../paths.js'
import type { DeskEnv } from '../visit.js'

const SHOWN = 20

/** What the demo would have sent to mobiles; open to anyone there, and not there at all anywhere else. */
export function demoOutboxRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  app.get(paths.demoOutbox(), async (c) => {
    if (!desk.sms?.demo) return notFound(c)
    return c.html(demoOutboxPage({ visit: c.var.visit, messages: await lastMessages(desk.db, SHOWN) }))
  })
  return app
}
