import { Hono } from 'hono'
import { decideMail, openHeldMail } from '../../commands/decide-mail.js'
import type { Desk } from '../../commands/desk.js'
import { writtenIn } from '../../desk/mail-in/written.js'
import { mailList } from '../../store/incoming-mail.js'
import { namesOf } from '../../store/people.js'
import { goOn } from '../middleware.js'
import { mailListPage } from '../pages/mail-list.js'
import { mailPage } from '../pages/mail.js'
import { refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { param, type DeskEnv } from '../visit.js'

const PAGE = 50

/** Mail that came in: what waits for a yes or a no, and what became of the rest. */
export function adminMailRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const id = ':id{[0-9]{1,15}}'

  app.get(paths.adminMail(), async (c) => {
    const held = c.req.query('show') !== 'dealt'
    const before = /^\d{1,15}$/.exec(c.req.query('before') ?? '')?.[0]
    const page = { held, before: before === undefined ? null : Number(before), limit: PAGE }
    const list = await mailList(desk.db, page)
    return c.html(mailListPage({ visit: c.var.visit, connected: desk.mailbox !== null, held, ...list }))
  })

  app.get(paths.adminMailOne(id), async (c) => {
    const opened = desk.mailbox && (await openHeldMail(desk, desk.mailbox, Number(param(c, 'id'))))
    // Decided in the meantime.
    if (!opened) return goOn(c, paths.adminMail(), 'mailGone')
    const { held, mail, way } = opened
    const names = await namesOf(desk.db, way ? [way.person.id] : [])
    return c.html(
      mailPage({
        visit: c.var.visit,
        held,
        senderName: mail?.fromName ?? '',
        written: mail && writtenIn(mail),
        way,
        person: way && (names.get(way.person.id) ?? null),
      }),
    )
  })

  for (const [path, decision, notice] of [
    [paths.adminMailPass(id), 'pass', 'mailPassed'],
    [paths.adminMailDrop(id), 'drop', 'mailDropped'],
  ] as const)
    app.post(path, async (c) => {
      const result = await decideMail(desk, c.var.person, Number(param(c, 'id')), decision)
      return result.ok ? goOn(c, paths.adminMail(), notice) : refusal(c, result)
    })

  return app
}
