import { BYTE_ORDER_MARK, csvLine } from '../desk/csv.js'
import { cellsOfPerson, PEOPLE_COLUMNS } from '../desk/importing/people-file.js'
import { cellsOfRequest, requestColumns } from '../desk/importing/requests-file.js'
import type { Column } from '../desk/importing/table.js'
import type { Person } from '../desk/person.js'
import type { Service } from '../desk/service.js'
import type { Lang } from '../desk/text.js'
import { isoDateInTehran, isoToJalali, numericJalali } from '../persian/index.js'
import { peopleForFile, usernamesOf } from '../store/imported-people.js'
import { requestsFor, seenAnswers, wholeRequestsOf } from '../store/requests.js'
import type { Desk } from './desk.js'

/** Rows read at once; memory stays flat however many there are. */
const BATCH = 500

/** The first line of a file: the names of its columns. */
export const headLine = (columns: readonly Column[], lang: Lang): string =>
  BYTE_ORDER_MARK + csvLine(columns.map((column) => column.name[lang]))

/** A file to fill in: the columns, and nothing else. What only tells is not asked for. */
export const template = (columns: readonly Column[], lang: Lang): string =>
  headLine(
    columns.filter((column) => !column.told),
    lang,
  )

/** Everybody as a file, part by part. @param columns which of PEOPLE_COLUMNS the reader may have */
export async function* peopleCsv(
  desk: Pick<Desk, 'db' | 'university'>,
  columns: readonly Column[] = PEOPLE_COLUMNS,
  lang: Lang = 'fa',
): AsyncGenerator<string, undefined> {
  yield headLine(columns, lang)
  for (let after = 0; ;) {
    const people = await peopleForFile(desk.db, after, BATCH)
    yield people.map((one) => csvLine(cellsOfPerson(one, columns, desk.university.faculties))).join('')
    const last = people.at(-1)
    if (!last || people.length < BATCH) return
    after = last.id
  }
}

/**
 * The requests of a service as a file, part by part.
 * @param person what they may see and no more; null: everything, for whoever is at the command line
 */
export async function* requestsCsv(
  desk: Pick<Desk, 'db' | 'university'>,
  person: Person | null,
  service: Service,
  lang: Lang = 'fa',
): AsyncGenerator<string, undefined> {
  yield headLine(requestColumns(service), lang)
  for (let after = 0; ;) {
    const page = { after, limit: BATCH }
    const requests = person
      ? (await requestsFor(desk.db, person, service.id, page)).map((one) => ({
          ...one,
          answers: seenAnswers(one, service.requestForm),
        }))
      : await wholeRequestsOf(desk.db, service.id, page)
    const names = await usernamesOf(
      desk.db,
      requests.map((one) => one.requester),
    )
    yield requests
      .map((request) =>
        csvLine(
          cellsOfRequest(
            {
              key: request.key,
              requester: names.get(request.requester) ?? '',
              requester_name: request.requesterName[lang],
              status: request.statusWord[lang],
              opened_at: dayOf(request.openedAt),
              closed_at: request.closedAt === null ? '' : dayOf(request.closedAt),
            },
            request.answers,
            service,
            desk.university,
          ),
        ),
      )
      .join('')
    const last = requests.at(-1)
    if (!last || requests.length < BATCH) return
    after = last.id
  }
}

const dayOf = (at: number): string => numericJalali(isoToJalali(isoDateInTehran(at)))
