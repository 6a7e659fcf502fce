import { digitsIn } from '../../persian/index.js'
import { checkAnswers, type CheckContext } from '../form/check.js'
import { fieldsIn, type Answers, type Field } from '../form/form.js'
import { rawForm, type RawFields } from '../form/raw.js'
import type { Service } from '../service.js'
import type { Text } from '../text.js'
import { cellOf, fitsCell, rawOfCell, type CellContext } from './cells.js'
import { readTable, type Column, type RowFault } from './table.js'

/** A request of a file, as the form of its service would get it. */
export interface FileRequest {
  readonly line: number
  /** What the row is called in the file; empty when it has no name of its own. */
  readonly key: string
  readonly requester: string
  readonly raw: RawFields
}

const FIRST: readonly Column[] = [
  { key: 'key', name: { fa: 'شمارهٔ درخواست', en: 'Request number' }, aliases: ['کلید', 'شماره'] },
  {
    key: 'requester',
    name: { fa: 'نام کاربری درخواست‌کننده', en: 'Requester' },
    aliases: ['نام کاربری'],
    required: true,
  },
]
const TOLD: readonly Column[] = [
  { key: 'requester_name', name: { fa: 'درخواست‌کننده', en: 'Requester’s name' }, told: true },
  { key: 'status', name: { fa: 'وضعیت', en: 'Status' }, told: true },
  { key: 'opened_at', name: { fa: 'تاریخ ثبت', en: 'Opened' }, told: true },
  { key: 'closed_at', name: { fa: 'تاریخ پایان', en: 'Closed' }, told: true },
]

/** The columns of a service: whose it is, the fields of its form, and what only tells. */
export const requestColumns = (service: Pick<Service, 'requestForm'>): readonly Column[] => [
  ...FIRST,
  ...fieldsOfTable(service).map((field): Column => ({ key: field.key, name: field.label })),
  ...TOLD,
]

const fieldsOfTable = (service: Pick<Service, 'requestForm'>): readonly Field[] =>
  fieldsIn(service.requestForm).filter(fitsCell)

/** Reads the rows of a file; what stands in cells is checked with the form afterwards (`checkRequest`). */
export function readRequests(
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
  service: Pick<Service, 'requestForm'>,
  context: CellContext,
): { readonly requests: readonly FileRequest[]; readonly faults: readonly RowFault[] } {
  const columns = requestColumns(service)
  const table = readTable(rows, columns)
  if (table.faults.length > 0) return { requests: [], faults: table.faults }
  const fields = fieldsOfTable(service)
  const seen = new Map<string, number>()
  const faults: RowFault[] = []
  const requests = table.rows.map((row) => {
    const key = row.get('key').trim().toUpperCase().slice(0, 200)
    const before = seen.get(key)
    if (key !== '' && before !== undefined)
      faults.push({ line: row.line, column: FIRST[0]?.name ?? null, text: TWICE(before) })
    seen.set(key, row.line)
    return {
      line: row.line,
      key,
      requester: row.get('requester').trim().toLowerCase(),
      raw: Object.assign({}, ...fields.map((field) => rawOfCell(field, row.get(field.key), context))) as RawFields,
    }
  })
  return { requests, faults }
}

/** Checks a row with the form, as the page would; a file field that is required can't be in a table, and is told so. */
export function checkRequest(
  request: FileRequest,
  service: Pick<Service, 'requestForm'>,
  context: CheckContext,
): { readonly answers: Answers; readonly faults: readonly RowFault[] } {
  const { answers, problems } = checkAnswers(service.requestForm, rawForm(request.raw), context)
  const labels = new Map(fieldsIn(service.requestForm).map((field) => [field.key, field.label]))
  return {
    answers,
    faults: problems.map(({ key, text }) => ({ line: request.line, column: labels.get(key) ?? null, text })),
  }
}

/** The cells of a request, in the order of the columns. */
export function cellsOfRequest(
  request: Readonly<Record<string, string>> & { readonly key: string; readonly requester: string },
  answers: Answers,
  service: Pick<Service, 'requestForm'>,
  context: CellContext,
): readonly string[] {
  const fields = new Map(fieldsOfTable(service).map((field) => [field.key, field]))
  const own = new Set([...FIRST, ...TOLD].map((column) => column.key))
  return requestColumns(service).map(({ key }) => {
    const field = fields.get(key)
    return field && !own.has(key) ? cellOf(field, answers, context) : (request[key] ?? '')
  })
}

const TWICE = (line: number): Text => ({
  fa: `این شماره در سطر ${digitsIn(String(line), 'fa')} هم آمده است.`,
  en: `This number is in line ${line} too.`,
})
