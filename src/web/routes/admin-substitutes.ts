import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { endSubstitution } from '../../commands/name-substitute.js'
import { comingSubstitutions } from '../../store/substitution-list.js'
import { goOn, localPath } from '../middleware.js'
import { adminSubstitutesPage } from '../pages/admin-substitutes.js'
import { refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { param, type DeskEnv } from '../visit.js'

const PAGE = 50

/** All substitutions that hold or are to come. */
export function adminSubstituteRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.adminSubstitutes(), async (c) => {
    const { visit } = c.var
    const after = /^\d{1,15}$/.exec(c.req.query('after') ?? '')
    const { items, next } = await comingSubstitutions(desk.db, visit.now, {
      after: after ? Number(after[0]) : null,
      limit: PAGE,
    })
    const { university, newId } = desk
    return c.html(adminSubstitutesPage({ visit, university, rows: items, next, newToken: newId }))
  })

  app.post(paths.adminSubstituteEnd(':id{[0-9]{1,15}}'), async (c) => {
    const posted = await readPosted(c)
    const once = posted.text('once') || desk.newId()
    const result = await endSubstitution(desk, c.var.person, { once, id: Number(param(c, 'id')) })
    if (!result.ok) return refusal(c, result)
    return goOn(c, localPath(posted.text('back'), paths.adminSubstitutes()), 'substituteEnded')
  })

  return app
}
