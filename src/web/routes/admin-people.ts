import { Hono } from 'hono'
import { giveAdministration, takeAdministration } from '../../commands/change-administration.js'
import type { Desk } from '../../commands/desk.js'
import { endSessions } from '../../commands/end-sessions.js'
import { giveMembership } from '../../commands/give-membership.js'
import { takeMembership } from '../../commands/take-membership.js'
import { isRole } from '../../desk/administration.js'
import { PERSON_KINDS } from '../../desk/administration-views.js'
import type { Problem } from '../../desk/form/form.js'
import { rawForm, type RawFields } from '../../desk/form/raw.js'
import { officeInstances } from '../../desk/university.js'
import { cleanText } from '../../persian/index.js'
import { auditPage } from '../../store/audit-page.js'
import { membershipsOf } from '../../store/memberships.js'
import { peoplePage as loadPeople } from '../../store/person-list.js'
import { personDetails } from '../../store/person-page.js'
import { substitutionsAround } from '../../store/substitution-list.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { LAST_DAY } from '../pages/give-membership.js'
import { notFound, refusal } from '../pages/message.js'
import { peoplePage } from '../pages/people.js'
import { personPage } from '../pages/person.js'
import { paths } from '../paths.js'
import { dayIn } from '../plain-field.js'
import { readPosted } from '../posted.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

const PAGE = 50
const LINES = 10
const ID = ':id{[0-9]{1,15}}'

/** People, their memberships, who is an administrator, and their sessions. */
export function adminPeopleRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const { university } = desk

  app.get(paths.adminPeople(), async (c) => {
    const { visit } = c.var
    const role = c.req.query('role') ?? ''
    const filter = {
      q: cleanText(c.req.query('q') ?? '').slice(0, 100),
      office: officeInstances(university).find((one) => one === c.req.query('office')) ?? '',
      role: isRole(role) ? role : '',
      kind: PERSON_KINDS.find((one) => one === c.req.query('kind')) ?? '',
    } as const
    const after = Number(c.req.query('after') ?? '')
    const { items, next } = await loadPeople(
      desk.db,
      {
        ...filter,
        query: filter.q,
        lang: visit.lang,
        after: Number.isSafeInteger(after) && after > 0 ? after : null,
        limit: PAGE,
      },
      visit.now,
    )
    return c.html(peoplePage({ visit, university, filter, rows: items, next }))
  })

  app.get(paths.adminPerson(ID), (c) => show(c, desk, {}, []))

  app.post(paths.adminMemberships(ID), async (c) => {
    const posted = await readPosted(c)
    const last = dayIn(desk, rawForm(posted.fields), LAST_DAY)
    const result = await giveMembership(desk, c.var.person, {
      once: posted.text('once') || desk.newId(),
      person: Number(param(c, 'id')),
      office: posted.text('office'),
      role: posted.text('role'),
      // A day that can't be read is wrong whatever else is: the command is not to take it for «until taken back».
      until: last === null ? null : 'problem' in last ? Number.NaN : last.ends,
    })
    if (result.ok) return goOn(c, paths.adminPerson(result.person), 'membershipGiven')
    if (result.problems.length === 0) return refusal(c, result)
    const others = result.problems.filter((one) => one.key !== LAST_DAY.key)
    return show(c, desk, posted.fields, last && 'problem' in last ? [...others, last.problem] : result.problems)
  })

  app.post(paths.adminMembershipEnd(ID), async (c) => {
    const posted = await readPosted(c)
    const person = Number(param(c, 'id'))
    const once = posted.text('once') || desk.newId()
    const result = await takeMembership(desk, c.var.person, { once, person, office: posted.text('office') })
    return result.ok ? goOn(c, paths.adminPerson(person), 'membershipTaken') : refusal(c, result)
  })

  app.post(paths.adminAdministrator(ID), async (c) => {
    const posted = await readPosted(c)
    const give = posted.text('to') === 'yes'
    const change = give ? giveAdministration : takeAdministration
    const once = posted.text('once') || desk.newId()
    const result = await change(desk, c.var.person, { once, person: Number(param(c, 'id')) })
    if (!result.ok) return refusal(c, result)
    return goOn(c, paths.adminPerson(result.person), give ? 'administratorGiven' : 'administratorTaken')
  })

  app.post(paths.adminSessionsEnd(ID), async (c) => {
    const posted = await readPosted(c)
    const person = Number(param(c, 'id'))
    const result = await endSessions(desk, c.var.person, { once: posted.text('once') || desk.newId(), person })
    if (!result.ok) return refusal(c, result)
    // Whoever ends their own sessions has none any more.
    return goOn(c, person === c.var.person.id ? paths.signIn() : paths.adminPerson(person), 'sessionsEnded')
  })

  return app
}

async function show(c: DeskContext, desk: Desk, typed: RawFields, problems: readonly Problem[]) {
  const { visit } = c.var
  const { university } = desk
  const id = Number(param(c, 'id'))
  const person = await personDetails(desk.db, id, visit.now)
  if (!person) return notFound(c)
  const [memberships, substitutions, { items: lines }] = await Promise.all([
    membershipsOf(desk.db, id),
    substitutionsAround(desk.db, id),
    auditPage(desk.db, { kinds: [], person: id, from: null, until: null, before: null, limit: LINES }),
  ])
  const page = personPage({
    visit,
    university,
    person,
    memberships,
    substitutions,
    lines,
    form: {
      visit,
      raw: rawForm(typed),
      problems,
      faculties: university.faculties,
      places: university.places,
      people: [],
      refresh: null,
      prefix: 'gm-',
    },
    newToken: desk.newId,
  })
  return c.html(page, problems.length > 0 ? STATUS.incomplete : 200)
}
