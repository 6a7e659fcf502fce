import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { openReading } from '../../commands/open-reading.js'
import type { Problem } from '../../desk/form/form.js'
import { rawForm, type RawFields } from '../../desk/form/raw.js'
import { foldDigits } from '../../persian/index.js'
import { readingsPage as loadReadings } from '../../store/reading-list.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { refusal } from '../pages/message.js'
import { readingsPage } from '../pages/readings.js'
import { paths } from '../paths.js'
import { bothWords } from '../plain-field.js'
import { readPosted } from '../posted.js'
import type { DeskContext, DeskEnv } from '../visit.js'

const PAGE = 50

/** Opening a request with a reason, which its page then shows for an hour; and the latest readings of all. */
export function adminReadingRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  // Where a page asks for a reason it leads here with the key.
  app.get(paths.adminReadings(), (c) => {
    const asked = (name: string) => [(c.req.query(name) ?? '').slice(0, 40)]
    return show(c, desk, { key: asked('key'), incident: asked('incident') }, [])
  })

  app.post(paths.adminReadings(), async (c) => {
    const posted = await readPosted(c)
    const key = foldDigits(posted.text('key')).trim()
    const result = await openReading(desk, c.var.person, {
      key,
      reason: posted.text('reason'),
      once: posted.text('once') || desk.newId(),
    })
    const incident = incidentIn(posted.fields)
    if (result.ok)
      return incident === null
        ? goOn(c, paths.request(result.key))
        : goOn(c, paths.adminIncident(result.key, incident), 'readingOpened')
    if (result.code === 'not-found') {
      const text = bothWords(({ administration: { readings } }) =>
        key === '' ? readings.keyMissing : readings.keyUnknown,
      )
      return show(c, desk, posted.fields, [{ key: 'key', code: 'unknown', text }])
    }
    return result.problems.length > 0 ? show(c, desk, posted.fields, result.problems) : refusal(c, result)
  })

  return app
}

const incidentIn = (fields: RawFields): string | null => /^\d{1,9}$/.exec(fields['incident']?.[0] ?? '')?.[0] ?? null

async function show(c: DeskContext, desk: Desk, fields: RawFields, problems: readonly Problem[]) {
  const { visit } = c.var
  const before = /^\d{1,15}$/.exec(c.req.query('before') ?? '')
  const { items, next } = await loadReadings(desk.db, { before: before ? Number(before[0]) : null, limit: PAGE })
  const page = readingsPage({
    visit,
    rows: items,
    next,
    incident: incidentIn(fields),
    form: {
      visit,
      raw: rawForm(fields),
      problems,
      faculties: desk.university.faculties,
      places: desk.university.places,
      people: [],
      refresh: null,
      prefix: 'rd-',
    },
    newToken: desk.newId,
  })
  return c.html(page, problems.length > 0 ? STATUS.incomplete : 200)
}
