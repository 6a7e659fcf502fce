import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { registerTotals } from '../../store/registers.js'
import { publishedVersions } from '../../store/services.js'
import { signedIn } from '../middleware.js'
import { adminPage } from '../pages/admin.js'
import { paths } from '../paths.js'
import { param, type DeskEnv } from '../visit.js'

/** The administrator's overview and the drawings of the services. */
export function adminRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.admin(), async (c) => {
    const { visit } = c.var
    const [versions, registers] = await Promise.all([publishedVersions(desk.db), registerTotals(desk.db)])
    const services = desk.catalog
      .offered()
      .map(({ service }) => ({ service, versions: versions.filter((one) => one.service === service.id) }))
    return c.html(adminPage({ visit, university: desk.university, services, registers }))
  })

  app.get(paths.serviceMap(':id'), signedIn, (c) => {
    const service = desk.catalog.offered().find((one) => one.service.id === param(c, 'id'))?.service
    if (!service || !c.var.person.administrator) return c.notFound()
    return c.body(service.drawing, 200, {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'private, max-age=300',
    })
  })

  return app
}
