import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { peopleCsv, template } from '../../commands/export-csv.js'
import { exportList } from '../../commands/export-list.js'
import { importPeople } from '../../commands/import-people.js'
import { importRows } from '../../commands/import-rows.js'
import { readCsv } from '../../commands/read-csv.js'
import { PEOPLE_COLUMNS, PUBLIC_COLUMNS, readPeople } from '../../desk/importing/people-file.js'
import { requestColumns } from '../../desk/importing/requests-file.js'
import { csvFaults } from '../../desk/importing/table.js'
import type { Person } from '../../desk/person.js'
import type { Outcome } from '../../desk/refusal.js'
import { STATUS } from '../answer.js'
import { csvAnswer } from '../csv-answer.js'
import { dataPage, type DataResult } from '../pages/admin-data.js'
import { refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import type { DeskContext, DeskEnv } from '../visit.js'

const PEOPLE = 'people'
/** More would keep a browser waiting for minutes; the command line takes them all. */
const MOST = { people: 20_000, requests: 500 } as const

/** People and requests from files, and files to fill in; who may is asked before all of /admin. */
export function adminDataRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.adminData(), (c) => show(c, desk, '', null))

  app.get(paths.adminDataTemplate(''), (c) => {
    const what = c.req.query('what') ?? ''
    const service = serviceOf(desk, what)
    if (what !== PEOPLE && !service) return c.notFound()
    const text = template(service ? requestColumns(service) : PEOPLE_COLUMNS, c.var.visit.lang)
    return c.body(text, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${service ? service.id : PEOPLE}.csv"`,
    })
  })

  app.post(paths.adminData(), async (c) => {
    const posted = await readPosted(c)
    const what = posted.text('what')
    const file = posted.files['file']?.[0]
    if (!file || (what !== PEOPLE && !serviceOf(desk, what))) {
      const missing = { kind: 'missing', field: file ? 'what' : 'file' } as const
      return show(c, desk, what, missing, STATUS.incomplete)
    }
    const dry = posted.text('act') !== 'take'
    const once = posted.text('once') || desk.newId()
    const outcome = await take(desk, c.var.person, { what, bytes: await file.bytes(), dry, once })
    if (!outcome.ok) return refusal(c, outcome)
    const { result } = outcome
    return show(c, desk, what, result, result.kind === 'faults' || result.kind === 'too-many' ? STATUS.incomplete : 200)
  })

  app.post(paths.adminPeopleExport(), async (c) => {
    await exportList(desk, c.var.person, 'people')
    return csvAnswer(c, PEOPLE, peopleCsv(desk, PUBLIC_COLUMNS, c.var.visit.lang))
  })

  return app
}

const serviceOf = (desk: Desk, id: string) => desk.catalog.offered().find((one) => one.service.id === id)?.service

function show(c: DeskContext, desk: Desk, what: string, result: DataResult | null, status: 200 | 422 = 200) {
  const services = desk.catalog.offered().map(({ service }) => ({ id: service.id, name: service.name }))
  return c.html(dataPage({ visit: c.var.visit, services, what, result, once: desk.newId() }), status)
}

async function take(
  desk: Desk,
  person: Person,
  input: { readonly what: string; readonly bytes: Uint8Array; readonly dry: boolean; readonly once: string },
): Promise<Outcome<{ readonly result: DataResult }>> {
  const { what, dry } = input
  const table = readCsv(input.bytes)
  const faults = (list: Extract<DataResult, { kind: 'faults' }>['faults'], rows: number, taken = 0) =>
    ({ ok: true, result: { kind: 'faults', faults: list, rows, taken } }) as const
  if ('fault' in table) return faults(csvFaults(table), 0)
  const rows = table.rows.length - 1
  const most = what === PEOPLE ? MOST.people : MOST.requests
  if (rows > most) return { ok: true, result: { kind: 'too-many', rows, most } }
  if (what === PEOPLE) {
    const read = readPeople(table.rows, desk.university.faculties)
    if (read.faults.length > 0) return faults(read.faults, rows)
    if (dry) return { ok: true, result: { kind: 'fine', rows, already: 0 } }
    const outcome = await importPeople(desk, person, { once: input.once, people: read.people })
    if (!outcome.ok) return outcome
    return { ok: true, result: { kind: 'people', rows, added: outcome.added, changed: outcome.changed } }
  }
  const outcome = await importRows(desk, person, { service: what, rows: table.rows, dry })
  if (!outcome.ok) return outcome
  const { taken, already } = outcome
  if (outcome.faults.length > 0) return faults(outcome.faults, rows, taken.length)
  return { ok: true, result: dry ? { kind: 'fine', rows, already } : { kind: 'requests', rows, taken, already } }
}
