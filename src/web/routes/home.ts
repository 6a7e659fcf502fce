import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { cleanText } from '../../persian/index.js'
import { ownRequests } from '../../store/own-requests.js'
import { homePage, servicesPage } from '../pages/home.js'
import { paths } from '../paths.js'
import { requestRows } from '../request-rows.js'
import { findServices, serviceGroups } from '../service-cards.js'
import { signedIn } from '../middleware.js'
import type { DeskEnv } from '../visit.js'

const RECENT = 5

/** Home and the catalogue. */
export function homeRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.home(), signedIn, async (c) => {
    const { visit, person } = c.var
    const { items } = await ownRequests(desk.db, person, {
      service: '',
      status: '',
      query: '',
      after: null,
      limit: RECENT,
    })
    return c.html(
      homePage({
        visit,
        me: person,
        groups: serviceGroups(desk.catalog, desk.university),
        recent: await requestRows(desk, items),
      }),
    )
  })

  app.get(paths.services(), signedIn, (c) => {
    const query = cleanText(c.req.query('q') ?? '').slice(0, 100)
    const groups = serviceGroups(desk.catalog, desk.university)
    return c.html(
      servicesPage({
        visit: c.var.visit,
        query,
        groups,
        ...(query === '' ? { results: [], meant: null } : findServices(desk.catalog, query)),
      }),
    )
  })

  return app
}
