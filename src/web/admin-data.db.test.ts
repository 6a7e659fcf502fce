import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClearance } from '../../test/support/clearance.js'
import { clientOf, type Client } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { readCsv } from '../commands/read-csv.js'
import { paths } from './paths.js'

let t: TestDesk
let admin: Client
beforeAll(async () => {
  t = await openTestDesk()
  admin = await clientOf(t, 'admin')
})
afterAll(() => t.close())

const csv = (text: string) => new File([text], 'rows.csv', { type: 'text/csv' })
const send = async (what: string, act: 'check' | 'take', text: string) =>
  admin.submit(await admin.get(paths.adminData()), paths.adminData(), { what, act, file: csv(text) })
const requests = async () => (await t.desk.db.selectFrom('request').select('id').execute()).length
const rowsOf = (bytes: Uint8Array) => {
  const read = readCsv(bytes)
  return 'rows' in read ? read.rows.map((row) => row.cells) : []
}

const QUESTIONS = 'شمارهٔ درخواست;نام کاربری;موضوع;شرح\nHELP-77;sara;اینترنت;وصل نیست\n;mina;رمز;یادم نیست\n'

test('a file is checked, taken, and not taken twice; its number finds the request', async () => {
  const checked = await send('it-question', 'check', QUESTIONS)
  expect(checked.status).toBe(200)
  expect(checked.html).toContain('هر ۲ سطر درست است')
  expect(await requests()).toBe(0)
  const taken = await send('it-question', 'take', QUESTIONS)
  expect(taken.html).toContain('۲ درخواست ثبت شد.')
  expect(await requests()).toBe(2)
  expect((await send('it-question', 'take', QUESTIONS)).html).toContain('۰ درخواست ثبت شد؛ ۲ سطر پیش‌تر وارد شده بود.')
  expect(await requests()).toBe(2)

  const sara = await clientOf(t, 'sara')
  const mine = await sara.get(paths.requests({ q: 'help-77' }))
  const key = /\/requests\/(ITQ-[0-9-]+)"/.exec(mine.html)?.[1] ?? ''
  expect(key).not.toBe('')
  const led = await sara.get(paths.request('help-77'))
  expect([led.status, led.to]).toEqual([302, paths.request(key)])
  expect((await sara.get(led.to)).html).toContain('از روی فایلی ثبت شد')
  // Whoever may not see it learns nothing of it.
  for (const name of ['mina', 'admin'])
    expect((await (await clientOf(t, name)).get(paths.request('HELP-77'))).status).toBe(404)
  const office = await clientOf(t, 'darvishi')
  expect((await office.get(paths.work({ q: 'HELP-77' }))).html).toContain(key)
})

test('with one fault nothing is taken, and it is told with its line and column', async () => {
  const before = await requests()
  const page = await send('it-question', 'take', `${QUESTIONS.replace('HELP-77', 'HELP-78')};kazem;;شرح\n`)
  expect(page.status).toBe(422)
  expect(page.html).toContain('هیچ سطری وارد نشد')
  expect(page.html).toMatch(/<td class="num"[^>]*>۴<\/td><td[^>]*>موضوع<\/td>/)
  expect(await requests()).toBe(before)
  const none = await admin.post(paths.adminData(), { what: '', act: 'take', file: csv('a') })
  expect([none.status, /class="wrong"/.test(none.html)]).toEqual([422, true])
})

test('people are added, and the file of all of them has no codes', async () => {
  const page = await send('people', 'take', 'username,name_fa,national_id\nparvin,=پروين,0012345679\n')
  expect(page.html).toContain('از ۱ سطر، ۱ نفر تازه افزوده شد')
  const file = await admin.submit(await admin.get(paths.adminPeople()), paths.adminPeopleExport())
  expect(file.headers.get('content-disposition')).toMatch(/attachment; filename="people-\d{4}-\d\d-\d\d\.csv"/)
  const rows = rowsOf(file.bytes)
  expect(rows[0]).toEqual(['نام کاربری', 'نام و نام خانوادگی', 'نام به انگلیسی', 'رایانامه', 'دانشکده'])
  expect(rows.find((row) => row[0] === 'parvin')?.[1]).toBe('=پروین')
  expect(file.html).not.toContain('0012345679')
  expect(file.html).not.toContain('9990000018')
})

test('a template comes in the language of the page', async () => {
  const fa = await admin.get(paths.adminDataTemplate('it-question'))
  expect(rowsOf(fa.bytes)).toEqual([['شمارهٔ درخواست', 'نام کاربری درخواست‌کننده', 'موضوع', 'شرح']])
  const en = await (await clientOf(t, 'admin', 'en')).get(paths.adminDataTemplate('people'))
  expect(rowsOf(en.bytes)[0]?.slice(0, 2)).toEqual(['User name', 'Name'])
})

test('an office takes away what its work list shows, and no more', async () => {
  const key = await openClearance(t, 'sara')
  const head = await clientOf(t, 'naderi')
  const file = await head.submit(await head.get(paths.work()), paths.workExport())
  const rows = rowsOf(file.bytes)
  expect(rows.slice(1).map((row) => row[0])).toEqual([key])
  expect(rows[1]).toContain('402123401')
  const filtered = await head.post(paths.workExport(), { q: 'no-such-thing' })
  expect(rowsOf(filtered.bytes)).toHaveLength(1)
  const other = await (await clientOf(t, 'ebrahimi')).post(paths.workExport(), { office: 'education:nursing' })
  expect(other.html).not.toContain(key)
  const line = await t.desk.db
    .selectFrom('audit')
    .select(['kind', 'data'])
    .where('kind', '=', 'list-exported')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  expect(line).toEqual({ kind: 'list-exported', data: { what: 'work' } })
})
