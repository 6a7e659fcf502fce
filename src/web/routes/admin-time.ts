import { Hono } from 'hono'
import { addClosure, readClosure, type ClosureTyped } from '../../commands/add-closure.js'
import type { Desk } from '../../commands/desk.js'
import { removeClosure } from '../../commands/remove-closure.js'
import { setTarget } from '../../commands/set-target.js'
import { calendarView } from '../../desk/calendar-view.js'
import type { Problem } from '../../desk/form/form.js'
import { rawForm, type RawFields } from '../../desk/form/raw.js'
import { COUNTED } from '../../desk/working-time/index.js'
import { isoToJalali, jalaliYear } from '../../persian/index.js'
import { closuresNow } from '../../store/calendars.js'
import { previewClosure } from '../../store/closure-preview.js'
import { stepTargets } from '../../store/targets.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { calendarPage } from '../pages/admin-calendar.js'
import { targetsPage } from '../pages/admin-targets.js'
import { refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

/** The working calendar with its closures, and the targets of steps; for administrators. */
export function adminTimeRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const id = ':id{[0-9]+}'

  app.get(paths.adminCalendar(), async (c) => {
    const fields = c.req.queries()
    return showCalendar(c, desk, fields, 'date' in fields ? 'preview' : null)
  })

  app.post(paths.closures(), async (c) => {
    const posted = await readPosted(c)
    const typed = typedIn(posted.fields)
    const result = await addClosure(desk, c.var.person, { ...typed, once: posted.text('once') || desk.newId() })
    if (result.ok) return goOn(c, paths.adminCalendar({ year: isoToJalali(result.day).year }), 'closureAdded')
    return result.problems.length > 0 ? showCalendar(c, desk, posted.fields, result.problems) : refusal(c, result)
  })

  app.post(paths.closureRemoval(id), async (c) => {
    const posted = await readPosted(c)
    const once = posted.text('once') || desk.newId()
    const result = await removeClosure(desk, c.var.person, { id: Number(param(c, 'id')), once })
    if (result.ok) return goOn(c, paths.adminCalendar({ year: isoToJalali(result.day).year }), 'closureRemoved')
    return refusal(c, result)
  })

  app.get(paths.adminTargets(), (c) => showTargets(c, desk, null))

  app.post(paths.stepTarget(':service', ':element'), async (c) => {
    const posted = await readPosted(c)
    const [service, element, days] = [param(c, 'service'), param(c, 'element'), posted.text('days')]
    const once = posted.text('once') || desk.newId()
    const result = await setTarget(desk, c.var.person, { service, element, days, once })
    if (result.ok) return goOn(c, paths.adminTargets(result.service), 'targetSet')
    return result.problems.length > 0
      ? showTargets(c, desk, { service, element, days, problems: result.problems })
      : refusal(c, result)
  })

  return app
}

/** What the form sent. A date is typed, or chosen from lists; what is typed wins. */
function typedIn(fields: RawFields): ClosureTyped {
  const raw = rawForm(fields)
  const chosen = ['year', 'month', 'day'].map((part) => raw.get(`date.${part}`))
  return {
    date: raw.get('date').trim() || (chosen.every((part) => part !== '') ? chosen.join('/') : ''),
    from: raw.get('from'),
    until: raw.get('until'),
    office: raw.get('office'),
    reason: raw.get('reason'),
  }
}

/** @param act `preview` to work out what was typed, problems to show it again, null for the empty form */
async function showCalendar(c: DeskContext, desk: Desk, fields: RawFields, act: 'preview' | readonly Problem[] | null) {
  const { visit } = c.var
  const typed = typedIn(fields)
  const read = act === 'preview' ? readClosure(desk.university, typed) : null
  const problems = act === 'preview' ? (read?.ok === false ? read.problems : []) : (act ?? [])
  const asked = Number(fields['year']?.[0])
  const shown = read?.ok ? isoToJalali(read.closure.day).year : asked
  const year = shown >= COUNTED.from && shown <= COUNTED.until ? shown : jalaliYear(visit.now)
  const page = calendarPage({
    visit,
    university: desk.university,
    calendar: calendarView(desk.university, year, await closuresNow(desk.db)),
    raw: rawForm(fields),
    typed,
    problems,
    preview: read?.ok
      ? { closure: read.closure, change: await previewClosure(desk.db, desk.university, read.closure) }
      : null,
    newToken: desk.newId,
  })
  return c.html(page, problems.length > 0 ? STATUS.incomplete : 200)
}

interface RefusedTarget {
  readonly service: string
  readonly element: string
  readonly days: string
  readonly problems: readonly Problem[]
}

async function showTargets(c: DeskContext, desk: Desk, refused: RefusedTarget | null) {
  const { visit } = c.var
  const page = targetsPage({
    visit,
    university: desk.university,
    services: desk.catalog.offered().map((one) => one.service),
    targets: await stepTargets(desk.db),
    refused,
    newToken: desk.newId,
  })
  return c.html(page, refused ? STATUS.incomplete : 200)
}
