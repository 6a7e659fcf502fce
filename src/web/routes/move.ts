import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { moveRequests, previewMove } from '../../commands/move-requests.js'
import type { Refusal } from '../../desk/refusal.js'
import { moveById, moveProgress, movesOf } from '../../store/moves.js'
import { publishedVersions } from '../../store/services.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { movePage, moveProgressPage } from '../pages/drawing/move.js'
import { notFound } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

type Values = Readonly<Record<string, string>>

/** Moving requests to another version: the plan and its trial, the order, and how far it has come. */
export function moveRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.serviceMove(':id'), async (c) => {
    const page = await planPage(c, desk, c.req.query(), null)
    return page ? c.html(page) : notFound(c)
  })

  app.post(paths.serviceMove(':id'), async (c) => {
    const posted = await readPosted(c)
    const values = Object.fromEntries(Object.entries(posted.fields).map(([name, [value = '']]) => [name, value]))
    const id = param(c, 'id')
    const { from, to } = await chosenVersions(desk, id, values)
    if (!from || !to) return notFound(c)
    const result = await moveRequests(desk, c.var.person, {
      service: id,
      from: from.id,
      to: to.id,
      chosen: planIn(values),
      note: values['note'] ?? '',
      once: values['once'] ?? '',
    })
    if (result.ok) return goOn(c, paths.move(result.move), 'moveBegun')
    const page = await planPage(c, desk, values, result)
    return page ? c.html(page, STATUS[result.code]) : notFound(c)
  })

  app.get(paths.move(':move'), async (c) => {
    const id = param(c, 'move')
    const move = /^\d{1,15}$/.test(id) ? await moveById(desk.db, Number(id)) : null
    if (!move) return notFound(c)
    const [progress, service] = await Promise.all([moveProgress(desk.db, move.id), desk.catalog.version(move.to.id)])
    return c.html(moveProgressPage({ visit: c.var.visit, move, name: service.name, progress }))
  })

  return app
}

/** The choices of a plan: fields called `plan.ELEMENT`. */
const planIn = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (name.startsWith('plan.') ? [[name.slice(5), value]] : [])),
  )

async function chosenVersions(desk: Desk, id: string, values: Values) {
  const versions = (await publishedVersions(desk.db)).filter((one) => one.service === id)
  const named = (name: string) => versions.find((one) => String(one.number) === values[name])
  const to = named('to') ?? versions[0] ?? null
  // Nothing said: from the newest older version on which requests run.
  const older = versions.filter((one) => one.number !== to?.number)
  const from = named('from') ?? older.find((one) => one.open > 0) ?? older[0] ?? null
  return { versions, from, to }
}

async function planPage(c: DeskContext, desk: Desk, values: Values, refused: Refusal | null) {
  const id = param(c, 'id')
  const { versions, from, to } = await chosenVersions(desk, id, values)
  if (!to) return null
  const [service, moves, preview] = await Promise.all([
    desk.catalog.version(to.id),
    movesOf(desk.db, id),
    from && from.id !== to.id ? previewMove(desk, { from: from.id, to: to.id, chosen: planIn(values) }) : null,
  ])
  return movePage({
    visit: c.var.visit,
    id,
    name: service.name,
    versions,
    from,
    to,
    preview,
    moves,
    once: desk.newId(),
    note: values['note'] ?? '',
    problems: refused?.problems ?? [],
    running: refused?.code === 'already-done',
  })
}
