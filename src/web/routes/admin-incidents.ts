import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { retryIncident } from '../../commands/retry-incident.js'
import { setVariables } from '../../commands/set-variables.js'
import { scopesOf } from '../../desk/variables.js'
import { incidentList, incidentsOf, instanceOf, type InstanceRecord } from '../../store/incidents.js'
import { loadState } from '../../store/instances.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { incidentPage, type IncidentPage } from '../pages/incident.js'
import { incidentsPage } from '../pages/incidents.js'
import { refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted, type Posted } from '../posted.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

const PAGE = 50

/** Where processes stand still: the list, one incident, its variables and trying again. */
export function adminIncidentRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const one = [':key', ':id{[0-9]{1,9}}'] as const

  app.get(paths.adminIncidents(), async (c) => {
    const after = /^\d{1,15}-\d{1,15}-\d{1,9}$/.exec(c.req.query('after') ?? '')?.[0] ?? null
    const { items, next } = await incidentList(desk.db, { after, limit: PAGE })
    const rows = await Promise.all(
      items.map(async (row) => ({ ...row, version: await desk.catalog.version(row.versionId) })),
    )
    return c.html(incidentsPage({ visit: c.var.visit, rows, next }))
  })

  app.get(paths.adminIncident(...one), (c) => show(c, desk, null))

  app.post(paths.adminIncidentRetry(...one), async (c) => {
    const posted = await readPosted(c)
    const [key, incident, reason] = [param(c, 'key'), Number(param(c, 'id')), posted.text('reason')]
    const once = posted.text('once') || desk.newId()
    const result = await retryIncident(desk, c.var.person, { key, incident, reason, once })
    if (result.ok) return goOn(c, paths.adminInstance(result.key), 'incidentRetried')
    const { problems } = result
    return problems.length > 0
      ? show(c, desk, { form: 'retry', scope: null, typed: {}, reason, problems })
      : refusal(c, result)
  })

  app.post(paths.adminIncidentVariables(...one), async (c) => {
    const posted = await readPosted(c)
    const [key, incident, reason] = [param(c, 'key'), Number(param(c, 'id')), posted.text('reason')]
    const [scope, revision] = [Number(posted.text('scope')), Number(posted.text('revision'))]
    const once = posted.text('once') || desk.newId()
    const typed = typedIn(posted)
    const result = await setVariables(desk, c.var.person, { key, incident, scope, revision, typed, reason, once })
    if (result.ok) return goOn(c, paths.adminIncident(result.key, incident), 'variablesSet')
    const { problems } = result
    return problems.length > 0
      ? show(c, desk, { form: 'variables', scope, typed, reason, problems })
      : refusal(c, result)
  })

  return app
}

/** Fields named `v.NAME`, and a new variable when its name was typed. */
function typedIn(posted: Posted): Readonly<Record<string, string>> {
  const known = Object.keys(posted.fields)
    .filter((field) => field.startsWith('v.'))
    .map((field): [string, string] => [field.slice(2), posted.text(field)])
  const name = posted.text('name').trim()
  return Object.fromEntries(name === '' ? known : [...known, [name, posted.text('value')]])
}

async function show(c: DeskContext, desk: Desk, wrong: IncidentPage['refused']) {
  const key = param(c, 'key')
  const [instance, incidents] = await Promise.all([instanceOf(desk.db, key), incidentsOf(desk.db, key)])
  if (!instance) return c.notFound()
  const incident = incidents.find((one) => one.id === Number(param(c, 'id')))
  // Tried again, moved, or closed in the meantime: the page of the process says where it is now.
  if (!incident) return goOn(c, paths.adminInstance(key), 'incidentGone')
  const page = incidentPage({
    visit: c.var.visit,
    university: desk.university,
    service: await desk.catalog.version(instance.versionId),
    incident,
    revision: instance.revision,
    scopes: await scopesFor(c, desk, instance, incident.id),
    refused: wrong,
    newToken: desk.newId,
  })
  return c.html(page, wrong ? STATUS.incomplete : 200)
}

/** What the token of an incident sees, for whoever has opened the request for reading. */
async function scopesFor(c: DeskContext, desk: Desk, instance: InstanceRecord, incident: number) {
  if (!c.var.person.readings.includes(instance.id)) return null
  const state = await loadState(desk.db, instance.id)
  const token = state?.incidents.find((one) => one.id === incident)?.token
  return state && token !== undefined ? scopesOf(state, token) : []
}
