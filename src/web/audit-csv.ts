import type { Desk } from '../commands/desk.js'
import type { AuditPerson } from '../desk/administration-views.js'
import type { Lang } from '../desk/text.js'
import { formatTime } from '../persian/index.js'
import { auditPage, type AuditQuery } from '../store/audit-page.js'
import { auditSentence } from './audit-sentence.js'
import { BYTE_ORDER_MARK, csvLine } from '../desk/csv.js'
import { words } from './text/index.js'

/** Lines read at once; memory stays flat however long the log is. */
const BATCH = 1_000

/** The filtered lines of the audit log as CSV, the newest first, written while they are read. */
export async function* auditCsv(
  desk: Desk,
  query: Omit<AuditQuery, 'before' | 'limit'>,
  lang: Lang,
): AsyncGenerator<string, undefined> {
  const t = words(lang).administration.audit.columns
  yield (
    BYTE_ORDER_MARK +
    csvLine([t.line, t.time, t.date, t.kind, t.sentence, t.by, t.person, t.stead, t.request, t.address, t.hash])
  )
  const name = (person: AuditPerson | null) => person?.username ?? ''
  for (let before: string | null = null; ;) {
    const { items, next } = await auditPage(desk.db, { ...query, before, limit: BATCH })
    yield items
      .map((line) =>
        csvLine([
          String(line.id),
          new Date(line.at).toISOString(),
          formatTime(line.at, lang, 'both'),
          line.kind,
          auditSentence(desk.university, line, lang).replace(/[\u2068\u2069]/g, ''),
          name(line.by),
          name(line.person),
          name(line.for),
          line.request ?? '',
          line.address ?? '',
          line.hash,
        ]),
      )
      .join('')
    if (next === null) return
    before = next
  }
}
