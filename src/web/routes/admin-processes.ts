import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { elementName, elementViews } from '../../desk/process-view.js'
import { stepOf } from '../../desk/service.js'
import { processCounts, requestsAt, standingAt, typicalTimes, type ProcessCount } from '../../store/processes.js'
import { stepTargets } from '../../store/targets.js'
import { processPage } from '../pages/process.js'
import { processesPage } from '../pages/processes.js'
import { paths } from '../paths.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

const PAGE = 50

/** What runs: all services, and each version with its map. Nothing here shows what is in a request. */
export function adminProcessRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const version = [':service', ':version{[0-9]{1,6}}'] as const

  app.get(paths.adminProcesses(), async (c) => {
    const counts = await processCounts(desk.db)
    const rows = await Promise.all(
      counts.map(async (one) => ({ ...one, name: (await desk.catalog.version(one.versionId)).name })),
    )
    return c.html(processesPage({ visit: c.var.visit, rows }))
  })

  app.get(paths.adminProcess(...version), async (c) => {
    const found = await versionIn(c, desk)
    if (!found) return c.notFound()
    const service = await desk.catalog.version(found.versionId)
    const [standing, typical, targets] = await Promise.all([
      standingAt(desk.db, found.versionId),
      typicalTimes(desk.db, service.id),
      stepTargets(desk.db),
    ])
    const target = (element: string) =>
      targets.find((one) => one.service === service.id && one.element === element)?.days ??
      stepOf(service, element)?.targetDays ??
      desk.university.calendar.defaultDays
    return c.html(
      processPage({
        visit: c.var.visit,
        university: desk.university,
        service,
        version: found,
        elements: elementViews(service, standing, typical, target),
        at: await chosen(c, desk, found),
      }),
    )
  })

  app.get(paths.adminProcessMap(...version), async (c) => {
    const found = await versionIn(c, desk)
    if (!found) return c.notFound()
    const { drawing } = await desk.catalog.version(found.versionId)
    return c.body(drawing, 200, {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'private, max-age=300',
    })
  })

  return app
}

async function versionIn(c: DeskContext, desk: Desk): Promise<ProcessCount | undefined> {
  const counts = await processCounts(desk.db, param(c, 'service'))
  return counts.find((one) => one.number === Number(param(c, 'version')))
}

/** The requests at the element that the address names; null when it names none of the drawing. */
async function chosen(c: DeskContext, desk: Desk, { versionId }: ProcessCount) {
  const service = await desk.catalog.version(versionId)
  const element = c.req.query('at') ?? ''
  if (!Object.hasOwn(service.definition.nodes, element)) return null
  const after = /^\d{1,15}-\d{1,9}$/.exec(c.req.query('after') ?? '')?.[0] ?? null
  const { items, next } = await requestsAt(desk.db, { version: versionId, element }, { after, limit: PAGE })
  return { element, name: elementName(service, element)[c.var.visit.lang], items, next }
}
