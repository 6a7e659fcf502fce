import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { endSubstitution, nameSubstitute } from '../../commands/name-substitute.js'
import type { Colleague } from '../../desk/administration-views.js'
import type { Problem } from '../../desk/form/form.js'
import { rawForm, type RawFields } from '../../desk/form/raw.js'
import { headsItself, ownOffices, type Person } from '../../desk/person.js'
import { mayNameSubstitute } from '../../desk/substitution.js'
import { cleanText, isoDateInTehran, isoToJalali, numericJalali } from '../../persian/index.js'
import { colleagues, peopleOfOffices } from '../../store/colleagues.js'
import { personById } from '../../store/people.js'
import { substitutionsAround } from '../../store/substitution-list.js'
import { STATUS } from '../answer.js'
import { goOn, signedIn } from '../middleware.js'
import { notFound, refusal } from '../pages/message.js'
import { FROM, substitutePage, UNTIL } from '../pages/substitute.js'
import { paths } from '../paths.js'
import { bothWords, dayIn } from '../plain-field.js'
import { readPosted, type Posted } from '../posted.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

/** How many are shown to choose from; of more, a name is looked for. */
const MOST = 12

/** «جانشین من»: everybody with an office names who stands in for them; heads also for their people. */
export function substituteRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.substitute(), signedIn, (c) => {
    const today = numericJalali(isoToJalali(isoDateInTehran(c.var.visit.now)))
    return show(c, desk, c.req.query('absent') ?? '', c.req.query('q') ?? '', { from: [today] }, [])
  })

  app.post(paths.substitute(), signedIn, async (c) => {
    const posted = await readPosted(c)
    const [from, until] = [dayIn(desk, rawForm(posted.fields), FROM), dayIn(desk, rawForm(posted.fields), UNTIL)]
    const office = posted.text('office')
    const unread = [from, until].flatMap((one) => (one && 'problem' in one ? [one.problem] : []))
    const missing = missingProblems(posted)
    if (unread.length + missing.length > 0) return again(c, desk, posted, [...missing, ...unread])
    const result = await nameSubstitute(desk, c.var.person, {
      once: posted.text('once') || desk.newId(),
      absent: Number(posted.text('absent')),
      substitute: Number(posted.text('substitute')),
      office: office === 'all' ? null : office,
      from: from && 'begins' in from ? from.begins : Number.NaN,
      until: until && 'ends' in until ? until.ends : Number.NaN,
    })
    if (result.ok) return goOn(c, paths.substitute({ absent: aimOf(c.var.person, posted) }), 'substituteNamed')
    if (result.code === 'already-done') {
      const text = bothWords((t) => t.administration.substitute.taken)
      return again(c, desk, posted, [{ key: 'substitute', code: 'taken', text }])
    }
    return result.problems.length > 0 ? again(c, desk, posted, result.problems) : refusal(c, result)
  })

  app.post(paths.substituteEnd(':id{[0-9]{1,15}}'), signedIn, async (c) => {
    const posted = await readPosted(c)
    const once = posted.text('once') || desk.newId()
    const result = await endSubstitution(desk, c.var.person, { once, id: Number(param(c, 'id')) })
    return result.ok ? goOn(c, paths.substitute(), 'substituteEnded') : refusal(c, result)
  })

  return app
}

const aimOf = (person: Person, posted: Posted): string =>
  posted.text('absent') === String(person.id) ? '' : posted.text('absent')

const again = (c: DeskContext, desk: Desk, posted: Posted, problems: readonly Problem[]) =>
  show(c, desk, posted.text('absent'), posted.text('q'), posted.fields, problems)

/** What has to be chosen or typed before anything can be asked of the desk. */
function missingProblems(posted: Posted): readonly Problem[] {
  const typed = (key: string) =>
    [key, `${key}.year`, `${key}.month`, `${key}.day`].some((one) => posted.text(one) !== '')
  const required = (key: string, fa: string, en: string) => ({ key, code: 'required', text: { fa, en } })
  return [
    ...(/^\d{1,15}$/.test(posted.text('substitute'))
      ? []
      : [required('substitute', 'جانشین را از فهرست انتخاب کنید.', 'Choose the substitute from the list.')]),
    ...(posted.text('office') === '' ? [required('office', 'واحد را انتخاب کنید.', 'Choose the office.')] : []),
    ...(typed('from') ? [] : [required('from', 'روز آغاز را بنویسید.', 'Write the first day.')]),
    ...(typed('until') ? [] : [required('until', 'آخرین روز را بنویسید.', 'Write the last day.')]),
  ]
}

async function show(
  c: DeskContext,
  desk: Desk,
  absentId: string,
  typedQuery: string,
  fields: RawFields,
  problems: readonly Problem[],
) {
  const { visit, person } = c.var
  const { db, university } = desk
  if (person.reach !== 'whole') return notFound(c)
  const headed = ownOffices(person).filter((office) => headsItself(person, office))
  const others = (await peopleOfOffices(db, headed, visit.lang, visit.now)).filter((one) => one.id !== person.id)
  const absent = await whoIsAway(desk, person, others, absentId, visit.now)
  if (absent === 'nobody') return notFound(c)
  const offices = absent ? absent.memberships.map((one) => one.office) : []
  const query = cleanText(typedQuery).slice(0, 100)
  const named = (office: string | null) =>
    absent !== null && mayNameSubstitute(person, { id: absent.id, offices }, office)
  const [found, rows] = await Promise.all([
    absent
      ? colleagues(db, { offices, except: absent.id, query, lang: visit.lang, limit: MOST }, visit.now)
      : { people: [], more: false },
    substitutionsAround(db, absent?.id ?? person.id, absent?.self ? headed : []),
  ])
  const page = substitutePage({
    visit,
    university,
    absent,
    others,
    offices: offices.filter(named),
    mayAll: named(null),
    query,
    found,
    rows,
    form: {
      visit,
      raw: rawForm(fields),
      problems,
      faculties: university.faculties,
      places: university.places,
      people: [],
      refresh: null,
      prefix: 'sb-',
    },
    newToken: desk.newId,
  })
  return c.html(page, problems.length > 0 ? STATUS.incomplete : 200)
}

type Away = Colleague & { readonly self: boolean }

/**
 * Who is away: oneself, one of the people one heads, or, for an administrator, anybody. Null when it is oneself and
 * one works nowhere; `nobody` when one may not choose for that person.
 */
async function whoIsAway(
  desk: Desk,
  person: Person,
  others: readonly Colleague[],
  absentId: string,
  now: number,
): Promise<Away | 'nobody' | null> {
  if (absentId === '' || absentId === String(person.id)) {
    const memberships = person.memberships.filter((one) => one.for === null)
    return memberships.length === 0 ? null : { ...person, memberships, self: true }
  }
  const other = others.find((one) => String(one.id) === absentId)
  if (other) return { ...other, self: false }
  const anybody =
    person.administrator && /^\d{1,15}$/.test(absentId) ? await personById(desk.db, Number(absentId), now) : null
  if (!anybody) return 'nobody'
  return { ...anybody, memberships: anybody.memberships.filter((one) => one.for === null), self: false }
}
