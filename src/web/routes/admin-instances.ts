import { Hono } from 'hono'
import { cancelRequest } from '../../commands/cancel-request.js'
import type { Desk } from '../../commands/desk.js'
import { moveToken } from '../../commands/move-token.js'
import type { Problem } from '../../desk/form/form.js'
import { elementName, placesFor } from '../../desk/process-view.js'
import { refused } from '../../desk/refusal.js'
import { incidentsOf, instanceOf } from '../../store/incidents.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { instancePage } from '../pages/instance.js'
import { refusal } from '../pages/message.js'
import { cancellationPage, movePage } from '../pages/repair.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

interface Typed {
  readonly reason: string
  readonly problems: readonly Problem[]
}

const NOTHING: Typed = { reason: '', problems: [] }

/** Where the process of one request stands; taking it elsewhere, and closing it. */
export function adminInstanceRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.adminInstance(':key'), async (c) => {
    const key = param(c, 'key')
    const [instance, incidents] = await Promise.all([instanceOf(desk.db, key), incidentsOf(desk.db, key)])
    if (!instance) return c.notFound()
    const service = await desk.catalog.version(instance.versionId)
    const { visit } = c.var
    return c.html(instancePage({ visit, university: desk.university, service, instance, incidents }))
  })

  app.get(paths.adminMove(':key'), (c) =>
    showMove(c, desk, { token: Number(c.req.query('token') ?? ''), to: c.req.query('to') ?? '' }, NOTHING),
  )

  app.post(paths.adminMove(':key'), async (c) => {
    const posted = await readPosted(c)
    const move = { token: Number(posted.text('token')), to: posted.text('to') }
    const reason = posted.text('reason')
    const once = posted.text('once') || desk.newId()
    const result = await moveToken(desk, c.var.person, { key: param(c, 'key'), reason, once, ...move })
    if (result.ok) return goOn(c, paths.adminInstance(result.key), 'tokenMoved')
    return result.problems.length > 0
      ? showMove(c, desk, move, { reason, problems: result.problems })
      : refusal(c, result)
  })

  app.get(paths.adminCancellation(':key'), (c) => showCancellation(c, desk, NOTHING))

  app.post(paths.adminCancellation(':key'), async (c) => {
    const posted = await readPosted(c)
    const reason = posted.text('reason')
    const once = posted.text('once') || desk.newId()
    const result = await cancelRequest(desk, c.var.person, { key: param(c, 'key'), reason, once })
    if (result.ok) return goOn(c, paths.adminInstance(result.key), 'requestCancelled')
    return result.problems.length > 0
      ? showCancellation(c, desk, { reason, problems: result.problems })
      : refusal(c, result)
  })

  return app
}

async function showMove(
  c: DeskContext,
  desk: Desk,
  move: { readonly token: number; readonly to: string },
  { reason, problems }: Typed,
) {
  const instance = await instanceOf(desk.db, param(c, 'key'))
  if (!instance) return c.notFound()
  const service = await desk.catalog.version(instance.versionId)
  const token = instance.tokens.find((one) => one.id === move.token)
  if (!token) return refusal(c, refused('stale'))
  const to = placesFor(service, token.element).find((one) => one.element === move.to)
  if (!to) return refusal(c, refused('cannot-move'))
  const { visit } = c.var
  const page = movePage({
    visit,
    university: desk.university,
    key: instance.key,
    typed: reason,
    problems,
    token: desk.newId(),
    move,
    from: elementName(service, token.element)[visit.lang],
    to: to.name[visit.lang],
    others: instance.tokens.length - 1,
  })
  return c.html(page, problems.length > 0 ? STATUS.incomplete : 200)
}

async function showCancellation(c: DeskContext, desk: Desk, { reason, problems }: Typed) {
  const instance = await instanceOf(desk.db, param(c, 'key'))
  if (!instance) return c.notFound()
  if (instance.status !== 'running') return refusal(c, refused('already-done'))
  const page = cancellationPage({
    visit: c.var.visit,
    university: desk.university,
    key: instance.key,
    typed: reason,
    problems,
    token: desk.newId(),
    open: instance.tokens.length,
  })
  return c.html(page, problems.length > 0 ? STATUS.incomplete : 200)
}
