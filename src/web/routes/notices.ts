import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { markRead } from '../../commands/read-notices.js'
import { noticePage } from '../../store/notice-list.js'
import { goOn, localPath, signedIn } from '../middleware.js'
import { noticesPage } from '../pages/notices.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { toldNotices } from '../told.js'
import { param, type DeskEnv } from '../visit.js'

const PAGE = 40

/** What somebody was told: the list behind the bell. */
export function noticesRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.notices(), signedIn, async (c) => {
    const { visit, person } = c.var
    const before = Number(c.req.query('before') ?? '')
    const unread = c.req.query('unread') === 'yes'
    const { notices, next } = await noticePage(desk.db, person, {
      unread,
      before: Number.isSafeInteger(before) && before > 0 ? before : null,
      limit: PAGE,
    })
    return c.html(noticesPage({ visit, unread, next, notices: await toldNotices(desk, person, visit.lang, notices) }))
  })

  app.post(paths.noticesRead(), signedIn, async (c) => {
    const back = (await readPosted(c)).text('back')
    await markRead(desk, c.var.person, null)
    return goOn(c, localPath(back, paths.notices()))
  })

  app.post(paths.noticeRead(':id{[0-9]+}'), signedIn, async (c) => {
    const back = (await readPosted(c)).text('back')
    await markRead(desk, c.var.person, Number(param(c, 'id')))
    return goOn(c, localPath(back, paths.notices()))
  })

  return app
}
