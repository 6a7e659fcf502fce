import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted, openClearance } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { requestColumns } from '../desk/importing/requests-file.js'
import { PEOPLE_COLUMNS, readPeople } from '../desk/importing/people-file.js'
import { checkAudit } from '../store/audit.js'
import { savePerson } from '../store/people.js'
import { peopleCsv, requestsCsv, template } from './export-csv.js'
import { importPeople } from './import-people.js'
import { importRows } from './import-rows.js'
import { servicesOf } from './import-desk.js'
import { readCsv } from './read-csv.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

const CLEARANCE = 'student-clearance'
const service = (desk: TestDesk, id: string) => {
  const found = servicesOf(desk.desk).find((one) => one.id === id)
  if (!found) throw new Error(`no service ${id}`)
  return found
}
async function whole(parts: AsyncGenerator<string>): Promise<string> {
  let text = ''
  for await (const part of parts) text += part
  return text
}
function rowsOf(text: string) {
  const read = readCsv(new TextEncoder().encode(text))
  if ('fault' in read) throw new Error(read.fault)
  return read.rows
}
/** Without the columns that only tell, and without the key, which is given anew. */
const carried = (text: string, count: number) => rowsOf(text).map((row) => row.cells.slice(1, count))

test('requests that one desk writes are the same at another that reads them, each once and for its person', async () => {
  const other = await openTestDesk()
  try {
    for (const name of ['sara', 'mina', 'kazem'])
      await openClearance(t, name, { address: [`=خیابان "${name}"؛\nپلاک ۷`], landline: ['021-88880000'] })
    const written = await whole(requestsCsv(t.desk, null, service(t, CLEARANCE)))
    const rows = rowsOf(written)
    expect(rows).toHaveLength(4)
    const report = granted(await importRows(other.desk, null, { service: CLEARANCE, rows, dry: false }))
    // The form wants the paper that a card that was lost needs; nobody lost one.
    expect(report).toMatchObject({ rows: 3, faults: [], already: 0 })
    expect(report.taken.map((one) => one.line)).toEqual(rows.slice(1).map((one) => one.line))
    const again = await whole(requestsCsv(other.desk, null, service(other, CLEARANCE)))
    const count = requestColumns(service(t, CLEARANCE)).length - 4
    expect(carried(again, count)).toEqual(carried(written, count))
    const repeated = granted(await importRows(other.desk, null, { service: CLEARANCE, rows, dry: false }))
    expect(repeated).toMatchObject({ rows: 3, faults: [], taken: [], already: 3 })
    const own = await other.connection.db
      .selectFrom('event')
      .innerJoin('person', 'person.id', 'event.by_id')
      .select(['event.kind', 'person.username'])
      .where('kind', '=', 'opened')
      .execute()
    expect(own.map((one) => one.username).toSorted()).toEqual(['kazem', 'mina', 'sara'])
    expect((await checkAudit(other.desk.db)).whole).toBe(true)
  } finally {
    await other.close()
  }
})

test('one wrong row and nothing is taken; each fault has its line and its column', async () => {
  const columns = ['key', 'requester', 'subject', 'question']
  const rows = [
    columns,
    ['A-1', 'SARA', 'موضوع', 'شرح'],
    ['a-1', 'nobody', '', 'شرح'],
    ['', 'sara', 'x'.repeat(201), 'شرح'],
  ].map((cells, index) => ({ line: index + 1, cells }))
  const report = granted(
    await importRows(t.desk, await t.person('admin'), { service: 'it-question', rows, dry: false }),
  )
  expect(report.taken).toEqual([])
  expect(report.faults.map((one) => [one.line, one.column?.en])).toEqual([
    [3, 'Request number'],
    [3, 'Requester'],
    [3, 'Subject'],
    [4, 'Subject'],
  ])
  const none = await t.connection.db.selectFrom('request').select('id').where('service', '=', 'it-question').execute()
  expect(none).toEqual([])
})

test('a second open request of the same student is told before anything is taken', async () => {
  const written = await whole(requestsCsv(t.desk, null, service(t, CLEARANCE)))
  const rows = rowsOf(written).map((row, index) => ({
    ...row,
    cells: index === 0 ? row.cells : ['', ...row.cells.slice(1)],
  }))
  const report = granted(await importRows(t.desk, null, { service: CLEARANCE, rows, dry: false }))
  expect(report.faults).toHaveLength(3)
  expect(report.taken).toEqual([])
})

test('only administrators take files, and a file gives an office no more than it may see', async () => {
  const head = await t.person('naderi')
  const rows = [{ line: 1, cells: ['requester'] }]
  expect(await importRows(t.desk, head, { service: CLEARANCE, rows, dry: false })).toMatchObject({
    code: 'not-allowed',
  })
  expect(await importPeople(t.desk, head, { once: 'x', people: [] })).toMatchObject({ code: 'not-allowed' })
  const seen = await whole(requestsCsv(t.desk, head, service(t, CLEARANCE)))
  expect(seen).toContain('402123401')
  // Sex is for the dormitory and welfare offices.
  const column = rowsOf(seen)[0]?.cells.indexOf('جنسیت') ?? -1
  expect(column).toBeGreaterThan(0)
  expect(
    rowsOf(seen)
      .slice(1)
      .map((row) => row.cells[column]),
  ).toEqual(
    rowsOf(seen)
      .slice(1)
      .map(() => ''),
  )
  expect(rowsOf(await whole(requestsCsv(t.desk, await t.person('najafi'), service(t, CLEARANCE))))).toHaveLength(1)
  expect(rowsOf(await whole(requestsCsv(t.desk, await t.person('admin'), service(t, CLEARANCE))))).toHaveLength(1)
})

test('people: written, read at another desk and written again they are the same', async () => {
  const other = await openTestDesk()
  try {
    await other.connection.db.deleteFrom('membership').execute()
    await other.connection.db.deleteFrom('person').execute()
    const written = await whole(peopleCsv(t.desk))
    const { people, faults } = readPeople(rowsOf(written), t.desk.university.faculties)
    expect(faults).toEqual([])
    expect(people.length).toBeGreaterThan(40)
    const first = granted(await importPeople(other.desk, null, { once: '1', people }))
    expect(first).toEqual({ ok: true, added: people.length, changed: 0 })
    expect(await whole(peopleCsv(other.desk))).toBe(written)
    expect(granted(await importPeople(other.desk, null, { once: '2', people }))).toEqual({
      ok: true,
      added: 0,
      changed: 0,
    })
  } finally {
    await other.close()
  }
})

test('of whom the directory knows a file changes what forms begin with and nothing else', async () => {
  const head = PEOPLE_COLUMNS.map((one) => one.key)
  const cells = head.map(
    (key) =>
      ({ username: 'alireza', name_fa: 'نامی دیگر', email: 'thief@evil.example', student_no: '0099' })[key] ?? '',
  )
  const read = readPeople(
    [
      { line: 1, cells: head },
      { line: 2, cells: cells.map((cell) => (cell === '0099' ? '00990099' : cell)) },
    ],
    t.desk.university.faculties,
  )
  expect(read.faults).toEqual([])
  expect(
    granted(await importPeople(t.desk, await t.person('admin'), { once: 'p', people: read.people })),
  ).toMatchObject({
    added: 0,
    changed: 1,
  })
  const row = await t.connection.db
    .selectFrom('person')
    .select(['name', 'email', 'facts'])
    .where('username', '=', 'alireza')
    .executeTakeFirstOrThrow()
  expect(row.name.fa).toBe('علی‌رضا میرزاآقایی‌نژاد')
  expect(row.email).not.toBe('thief@evil.example')
  expect(row.facts?.values).toMatchObject({ student_no: '00990099', father_name: 'حسین' })
})

test('somebody of a file is one with the person of the directory', async () => {
  const read = readPeople(
    [
      { line: 1, cells: ['username', 'name_fa', 'student_no'] },
      { line: 2, cells: ['parvin', 'پروین آزمون', '400000001'] },
    ],
    t.desk.university.faculties,
  )
  granted(await importPeople(t.desk, null, { once: 'q', people: read.people }))
  const parvin = await t.person('parvin')
  const id = await t.connection.db.transaction().execute((tx) =>
    savePerson(tx, {
      directoryId: 'guid-parvin',
      username: 'PARVIN',
      name: { fa: 'پروین آزمون', en: 'Parvin Azmoon' },
      honorific: null,
      title: null,
      faculty: null,
      email: null,
      mobile: null,
      facts: null,
      groups: [],
      memberships: [],
      administrator: false,
    }),
  )
  expect(id).toBe(parvin.id)
})

test('a template has the columns that are read and none that only tell', () => {
  const text = template(requestColumns(service(t, 'it-question')), 'fa')
  expect(rowsOf(text)[0]?.cells).toEqual(['شمارهٔ درخواست', 'نام کاربری درخواست‌کننده', 'موضوع', 'شرح'])
})
