import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { granted, openClearance, openTask, pageOf, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { rawForm } from '../desk/form/raw.js'
import { checkAudit } from '../store/audit.js'
import { addComment } from './add-comment.js'
import { completeTask } from './complete-task.js'
import { openReading } from './open-reading.js'
import { withdrawRequest } from './withdraw-request.js'

let t: TestDesk
let key: string
beforeAll(async () => {
  t = await openTestDesk()
  key = await openClearance(t, 'sara')
  await walk(t, 'sara', key, 'nutrition')
})
afterAll(() => t.close())

const NOTE = 'یادداشتی که مدیر نمی‌خواند'
const open = async (who: string, input: Partial<Parameters<typeof openReading>[2]> = {}) =>
  openReading(t.desk, await t.person(who), { key, reason: 'پیگیری شکایت', once: t.desk.newId(), ...input })
const rows = async () => ({
  readings: (await t.desk.db.selectFrom('reading').selectAll().execute()).length,
  lines: (await t.desk.db.selectFrom('audit').selectAll().where('kind', '=', 'reading-opened').execute()).length,
})

test('an administrator is no reader; with a reason they read for an hour, and the log tells it', async () => {
  const fallahi = await t.person('fallahi')
  granted(await addComment(t.desk, fallahi, { key, once: 'n', body: NOTE, internal: true, office: null, files: [] }))
  granted(await addComment(t.desk, fallahi, { key, once: 'm', body: 'پیام', internal: false, office: null, files: [] }))
  const client = await clientOf(t, 'admin')
  const none = await client.get('/requests/CLR-1405-999999')
  const hidden = await client.get(`/requests/${key}`)
  expect([hidden.status, hidden.html.length]).toEqual([404, none.html.length])

  expect(granted(await open('admin', { key: ` ${key.toLowerCase()} ` })).key).toBe(key)
  expect(await rows()).toEqual({ readings: 1, lines: 1 })
  const line = await t.desk.db
    .selectFrom('audit')
    .selectAll()
    .where('kind', '=', 'reading-opened')
    .executeTakeFirstOrThrow()
  expect(line).toMatchObject({ by_id: (await t.person('admin')).id, data: { key, reason: 'پیگیری شکایت' } })

  const page = await client.get(`/requests/${key}`)
  expect(page.status).toBe(200)
  for (const text of ['پیگیری شکایت', 'با ذکر دلیل', 'محمود', 'خیابان آزمون', 'پیام', 'روند رسیدگی'])
    expect(page.html, text).toContain(text)
  for (const text of [NOTE, `action="/requests/${key}/comments"`, 'withdrawal', 'یادداشت داخلی نوشت'])
    expect(page.html, text).not.toContain(text)
  expect((await clientOf(t, 'admin', 'en').then((one) => one.get(`/requests/${key}`))).html).toContain(
    'as an administrator',
  )
  expect((await client.get('/work')).to).toBe('/')
})

test('they act on nothing', async () => {
  const admin = await t.person('admin')
  const task = await openTask(t, await t.person('sara'), key)
  for (const internal of [true, false])
    expect(
      await addComment(t.desk, admin, { key, once: 'x', body: 'x', internal, office: null, files: [] }),
    ).toMatchObject({
      code: 'not-allowed',
    })
  expect(await withdrawRequest(t.desk, admin, { key, once: 'x' })).toMatchObject({ code: 'not-allowed' })
  const clear = { task: task.id, once: 'x', outcome: 'clear', raw: rawForm({ balance: ['0'] }) }
  expect(await completeTask(t.desk, admin, clear)).toMatchObject({ code: 'not-found' })
})

test('after an hour, or without the office of an administrator, it is over', async () => {
  t.pass(3_600_000 - 1)
  expect(await pageOf(t, await t.person('admin'), key)).not.toBeNull()
  await t.desk.db
    .updateTable('person')
    .set({ administrator: false, administrator_by_rule: false })
    .where('username', '=', 'admin')
    .execute()
  expect(await pageOf(t, await t.person('admin'), key)).toBeNull()
  await t.desk.db.updateTable('person').set({ administrator: true }).where('username', '=', 'admin').execute()
  t.pass(1)
  expect(await pageOf(t, await t.person('admin'), key)).toBeNull()
})

test('without a reason, for a key that is none, for who is no administrator: refused, and nothing is written', async () => {
  const before = await rows()
  expect(await open('admin', { reason: ' \u200f ' })).toMatchObject({
    code: 'incomplete',
    problems: [{ key: 'reason' }],
  })
  expect(await open('admin', { reason: 'د'.repeat(501) })).toMatchObject({ code: 'incomplete' })
  expect(await open('admin', { key: 'CLR-1405-999999' })).toMatchObject({ code: 'not-found' })
  for (const who of ['sara', 'naderi', 'fallahi']) expect(await open(who)).toMatchObject({ code: 'not-found' })
  expect(await rows()).toEqual(before)
  granted(await open('admin', { once: 'twice' }))
  granted(await open('admin', { once: 'twice' }))
  expect((await rows()).readings).toBe(before.readings + 1)
  expect(await checkAudit(t.desk.db)).toMatchObject({ whole: true })
})
