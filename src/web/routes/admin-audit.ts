import { Hono } from 'hono'
import { checkLog } from '../../commands/check-log.js'
import type { Desk } from '../../commands/desk.js'
import { exportLog } from '../../commands/export-log.js'
import { AUDIT_GROUPS, kindsOf } from '../../desk/audit.js'
import { rawForm } from '../../desk/form/raw.js'
import { auditPage, auditPersonByUsername, auditState, type AuditQuery } from '../../store/audit-page.js'
import { STATUS } from '../answer.js'
import { auditCsv } from '../audit-csv.js'
import { csvAnswer } from '../csv-answer.js'
import { goOn } from '../middleware.js'
import { auditLogPage, type AuditFilter, type AuditLog } from '../pages/audit.js'
import { refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { bothWords, dayIn, plainField } from '../plain-field.js'
import { readPosted } from '../posted.js'
import type { DeskContext, DeskEnv } from '../visit.js'

const PAGE = 50

/** The audit log: reading it, checking its chain, downloading lines of it. */
export function adminAuditRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.adminAudit(), (c) =>
    show(
      c,
      desk,
      typedFilter((name) => c.req.query(name) ?? ''),
    ),
  )

  app.post(paths.adminAuditCheck(), async (c) => {
    const posted = await readPosted(c)
    const result = await checkLog(desk, c.var.person, { once: posted.text('once') || desk.newId() })
    return result.ok ? goOn(c, paths.adminAudit(), 'logChecked') : refusal(c, result)
  })

  app.post(paths.adminAuditExport(), async (c) => {
    const filter = typedFilter((await readPosted(c)).text)
    const read = await readFilter(c, desk, filter)
    if (!('query' in read)) return show(c, desk, filter)
    const result = await exportLog(desk, c.var.person, { ...filter })
    if (!result.ok) return refusal(c, result)
    return csvAnswer(c, 'audit-log', auditCsv(desk, read.query, c.var.visit.lang))
  })

  return app
}

const typedFilter = (get: (name: string) => string): AuditFilter => ({
  kind: AUDIT_GROUPS.find((one) => one === get('kind')) ?? '',
  person: get('person').trim().slice(0, 100),
  from: get('from').trim().slice(0, 40),
  until: get('until').trim().slice(0, 40),
})

async function show(c: DeskContext, desk: Desk, filter: AuditFilter) {
  const { visit } = c.var
  const read = await readFilter(c, desk, filter)
  const before = c.req.query('before') ?? null
  const [page, state] = await Promise.all([
    'query' in read ? auditPage(desk.db, { ...read.query, before, limit: PAGE }) : { items: [], next: null },
    auditState(desk.db),
  ])
  const html = auditLogPage({
    visit,
    university: desk.university,
    filter,
    wrong: 'wrong' in read ? read.wrong : {},
    lines: page.items,
    next: page.next,
    state,
    newToken: desk.newId,
  })
  return c.html(html, 'wrong' in read ? STATUS.incomplete : 200)
}

type Read = { readonly query: Omit<AuditQuery, 'before' | 'limit'> } | { readonly wrong: AuditLog['wrong'] }

/** What the filters ask for, or what is wrong with them, beside each. */
async function readFilter(c: DeskContext, desk: Desk, filter: AuditFilter): Promise<Read> {
  const { lang, t } = c.var.visit
  const wrong: Partial<Record<keyof AuditFilter, string>> = {}
  const day = (key: 'from' | 'until') => {
    const field = plainField({ kind: 'jalali-date', key, label: bothWords((one) => one.administration.audit[key]) })
    const read = dayIn(desk, rawForm({ [key]: [filter[key]] }), field)
    if (read && 'problem' in read) wrong[key] = read.problem.text[lang]
    return read && 'begins' in read ? read : null
  }
  const [from, until] = [day('from')?.begins ?? null, day('until')?.ends ?? null]
  if (from !== null && until !== null && until <= from) wrong.until = t.administration.audit.orderWrong
  const person = filter.person === '' ? null : await auditPersonByUsername(desk.db, filter.person)
  if (filter.person !== '' && !person) wrong.person = t.administration.audit.personUnknown
  if (Object.keys(wrong).length > 0) return { wrong }
  const kinds = filter.kind === '' ? [] : kindsOf(filter.kind)
  return { query: { kinds, person: person?.id ?? null, from, until } }
}
