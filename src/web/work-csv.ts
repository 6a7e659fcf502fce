import type { Desk } from '../commands/desk.js'
import { BYTE_ORDER_MARK, csvLine } from '../desk/csv.js'
import type { Person } from '../desk/person.js'
import type { Lang } from '../desk/text.js'
import { facultyName, officeName } from '../desk/university.js'
import { formatTime } from '../persian/index.js'
import { workList, type WorkQuery } from '../store/work-list.js'
import { words } from './text/index.js'

const BATCH = 500

/** The work list as it is filtered, with what it shows and nothing more, part by part. */
export async function* workCsv(
  desk: Pick<Desk, 'db' | 'university' | 'catalog'>,
  person: Person,
  query: Omit<WorkQuery, 'after' | 'limit'>,
  lang: Lang,
): AsyncGenerator<string, undefined> {
  const t = words(lang)
  const head = t.importing.work
  yield (
    BYTE_ORDER_MARK +
    csvLine([
      head.key,
      head.requester,
      head.studentNo,
      head.faculty,
      head.service,
      head.step,
      head.office,
      head.state,
      head.opened,
      head.due,
      head.assignee,
    ])
  )
  const names = new Map(desk.catalog.offered().map(({ service }) => [service.id, service.name]))
  for (let after: string | null = null; ;) {
    const { items, next }: Awaited<ReturnType<typeof workList>> = await workList(desk.db, person, {
      ...query,
      after,
      limit: BATCH,
    })
    yield items
      .map((item) =>
        csvLine([
          item.key,
          item.requester[lang],
          item.studentNo ?? '',
          item.faculty === null ? '' : (facultyName(desk.university, item.faculty)?.[lang] ?? item.faculty),
          names.get(item.service)?.[lang] ?? item.service,
          item.step[lang],
          officeName(desk.university, item.office)[lang],
          t.work.states[item.state],
          formatTime(item.openedAt, lang, 'both'),
          item.dueAt === null ? '' : formatTime(item.dueAt, lang, 'date'),
          item.assignee?.name[lang] ?? '',
        ]),
      )
      .join('')
    if (next === null) return
    after = next
  }
}
