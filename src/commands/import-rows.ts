import { createHash } from 'node:crypto'
import { checkRequest, readRequests, type FileRequest } from '../desk/importing/requests-file.js'
import type { RowFault } from '../desk/importing/table.js'
import { rawForm } from '../desk/form/raw.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import type { Text } from '../desk/text.js'
import { recordAudit } from '../store/audit.js'
import { takenIssues } from '../store/imported.js'
import { ownersByUsername } from '../store/imported-people.js'
import { personById } from '../store/people.js'
import { openValues } from '../store/requests.js'
import { transaction, type Desk } from './desk.js'
import { formContext } from './form-context.js'
import { openRequest } from './open-request.js'

export interface RowsReport {
  readonly rows: number
  /** With a fault nothing was taken. */
  readonly faults: readonly RowFault[]
  readonly taken: readonly { readonly line: number; readonly key: string }[]
  /** Taken by an earlier run of the same file. */
  readonly already: number
}

/**
 * Opens the requests of a file, each on behalf of the person it names, with the checks of the form and as the page
 * would. All rows are checked before the first is taken; each is taken once, so a run that broke off goes on.
 * @param by an administrator, or null for whoever is at the command line
 */
export async function importRows(
  desk: Desk,
  by: Person | null,
  input: {
    readonly service: string
    readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
    readonly dry: boolean
  },
): Promise<Outcome<RowsReport>> {
  if (by && !by.administrator) return refused('not-allowed')
  const service = desk.catalog.offered().find((one) => one.service.id === input.service)?.service
  if (!service) return refused('not-found')
  const read = readRequests(input.rows, service, desk.university)
  const source = `csv:${service.id}`
  const issues = new Map(read.requests.map((one) => [one, one.key === '' ? hashOf(one) : one.key]))
  const before = await takenIssues(desk.db, source, [...issues.values()])
  const fresh = read.requests.filter((one) => !before.has(issues.get(one) ?? ''))
  const owners = await ownersByUsername(
    desk.db,
    fresh.map((one) => one.requester),
  )
  const faults = [...read.faults]
  const values = new Map<string, number>()
  for (const request of fresh) {
    const owner = owners.get(request.requester)
    if (!owner) faults.push({ line: request.line, column: REQUESTER, text: NOBODY })
    const context = formContext(desk, service.requestForm, owner?.facts ?? null)
    const { answers, faults: wrong } = checkRequest(request, service, context)
    faults.push(...wrong)
    const value = service.one_open_per ? String(answers[service.one_open_per] ?? '') : ''
    if (value !== '' && values.has(value)) faults.push({ line: request.line, column: null, text: ONE_OPEN })
    if (value !== '') values.set(value, request.line)
  }
  const open = await openValues(desk.db, service.id, [...values.keys()])
  for (const [value, line] of values) if (open.has(value)) faults.push({ line, column: null, text: ONE_OPEN })
  faults.sort((a, b) => a.line - b.line)
  const rows = read.requests.length
  const already = rows - fresh.length
  if (faults.length > 0 || input.dry) return { ok: true, rows, faults, taken: [], already }

  const taken: RowsReport['taken'][number][] = []
  for (const request of fresh) {
    const owner = owners.get(request.requester)
    const person = owner && (await personById(desk.db, owner.id, desk.now()))
    const issue = issues.get(request) ?? ''
    const outcome: Outcome<{ key: string }> = person
      ? await openRequest(desk, person, {
          service: service.id,
          once: `${source}:${issue}`,
          raw: rawForm(request.raw),
          correction: null,
          from: { source, issue, key: request.key || issue, by: by?.id ?? null },
        })
      : refused('not-found')
    if (outcome.ok) taken.push({ line: request.line, key: outcome.key })
    else {
      const text = outcome.problems[0]?.text ?? (outcome.code === 'already-open' ? ONE_OPEN : CHANGED)
      faults.push({ line: request.line, column: null, text })
    }
  }
  await transaction(desk, (tx) =>
    recordAudit(tx, desk.now(), {
      kind: 'import-done',
      by: by?.id ?? null,
      data: { source: 'CSV', service: service.id, taken: taken.length, already, ...(by ? {} : { by: 'command line' }) },
    }),
  )
  return { ok: true, rows, faults, taken, already }
}

/** Two rows that say the same are the same row. */
const hashOf = (request: FileRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([request.requester, Object.entries(request.raw).toSorted()]))
    .digest('hex')
    .slice(0, 32)

const REQUESTER: Text = { fa: 'نام کاربری درخواست‌کننده', en: 'Requester' }
const NOBODY: Text = {
  fa: 'کسی با این نام کاربری و حساب باز در سامانه نیست.',
  en: 'Nobody with this user name has an open account here.',
}
const ONE_OPEN: Text = {
  fa: 'برای همین شخص درخواست باز دیگری از این خدمت هست.',
  en: 'There is another open request of this service for the same person.',
}
const CHANGED: Text = {
  fa: 'این سطر پس از بررسی پذیرفته نشد؛ دوباره تلاش کنید.',
  en: 'This row was not accepted after it had been checked; try again.',
}
