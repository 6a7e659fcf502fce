import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { resendDelivery } from '../../commands/resend-delivery.js'
import { CHANNELS } from '../../desk/ways.js'
import { foldDigits } from '../../persian/index.js'
import { DELIVERY_STATES, outboxPage, troubledCount } from '../../store/outbox.js'
import { goOn, localPath } from '../middleware.js'
import { adminOutboxPage, type OutboxFilter } from '../pages/admin-outbox.js'
import { refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { param, type DeskEnv } from '../visit.js'

const PAGE = 50

/** What left the desk: to whom, when, how, and what became of it. */
export function adminOutboxRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.adminOutbox(), async (c) => {
    const typed = (name: string) => (c.req.query(name) ?? '').trim().slice(0, 100)
    const state = typed('state')
    const filter: OutboxFilter = {
      state: state === 'troubled' ? state : (DELIVERY_STATES.find((one) => one === state) ?? ''),
      channel: CHANNELS.find((one) => one === typed('channel')) ?? '',
      person: foldDigits(typed('person')).toLowerCase(),
      request: foldDigits(typed('request')).toUpperCase(),
    }
    const before = Number(typed('before'))
    const { items, next } = await outboxPage(desk.db, {
      states: filter.state === 'troubled' ? ['failed', 'unknown'] : filter.state === '' ? [] : [filter.state],
      channel: filter.channel === '' ? null : filter.channel,
      username: filter.person === '' ? null : filter.person,
      request: filter.request === '' ? null : filter.request,
      before: Number.isSafeInteger(before) && before > 0 ? before : null,
      limit: PAGE,
    })
    const troubled = await troubledCount(desk.db)
    return c.html(adminOutboxPage({ visit: c.var.visit, filter, items, next, troubled, newToken: desk.newId }))
  })

  app.post(paths.adminResend(':id{[0-9]+}'), async (c) => {
    const posted = await readPosted(c)
    const result = await resendDelivery(desk, c.var.person, {
      id: Number(param(c, 'id')),
      once: posted.text('once') || desk.newId(),
    })
    return result.ok ? goOn(c, localPath(posted.text('back'), paths.adminOutbox()), 'resent') : refusal(c, result)
  })

  return app
}
