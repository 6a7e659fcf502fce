import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { complete, granted, openClearance, openTask } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { addComment } from '../commands/add-comment.js'
import { STANDS_AFTER_MS } from '../commands/take-back-comment.js'
import { sendMessages } from '../jobs/deliveries.js'
import { paths } from './paths.js'

let t: TestDesk
let key: string
beforeAll(async () => {
  t = await openTestDesk()
  key = await openClearance(t, 'sara')
  await complete(t, 'naderi', await openTask(t, await t.person('sara'), key), 'referred')
  await t.settle()
})
afterAll(() => t.close())

const say = async (username: string, body: string, office: string | null) => {
  const input = { key, once: t.desk.newId(), body, internal: false, office, files: [] }
  granted(await addComment(t.desk, await t.person(username), input))
  t.pass(STANDS_AFTER_MS)
  await t.settle()
}
const bell = (html: string) => /id="bell"[^>]*aria-label="([^"]*)"/.exec(html)?.[1]
test('the bell counts what is unread, on every page; opening the request reads it', async () => {
  const sara = await clientOf(t, 'sara')
  const before = bell((await sara.get('/')).html)
  await say('sadeghi', 'کارت را بیاورید.', 'education:nursing')
  expect([before, bell((await sara.get('/account')).html)]).toEqual(['خبرها، ۱ خوانده‌نشده', 'خبرها، ۲ خوانده‌نشده'])
  const list = (await sara.get(paths.notices())).html
  expect(list).toContain('پیام تازه از <bdi class="words">آموزش دانشکده پرستاری و مامایی</bdi>')
  expect(list).toContain(`href="${paths.request(key)}"`)
  expect(list).not.toContain('کارت را بیاورید.')
  await sara.get(paths.request(key))
  expect(bell((await sara.get('/')).html)).toBe('خبرها')
  expect((await sara.get(paths.notices({ unread: 'yes' }))).html).toContain('همهٔ خبرها را خوانده‌اید')
  expect((await sara.get(paths.notices())).html).toContain('پیام تازه از')
})

test('one is marked as read, then all; nobody marks those of others', async () => {
  const sara = await clientOf(t, 'sara', 'en')
  await say('sadeghi', 'یک', 'education:nursing')
  await say('sadeghi', 'دو', 'education:nursing')
  const page = await sara.get(paths.notices({ unread: 'yes' }))
  expect(bell(page.html)).toBe('Notices, 2 unread')
  const id = /\/notices\/(\d+)\/read/.exec(page.html)?.[1] ?? ''
  const other = await clientOf(t, 'sadeghi')
  await other.post(paths.noticeRead(id), {})
  await other.post(paths.noticesRead(), {})
  expect(bell((await sara.get('/account')).html)).toBe('Notices, 2 unread')
  await sara.submit(page, paths.noticeRead(id))
  expect(bell((await sara.get('/account')).html)).toBe('Notices, 1 unread')
  await sara.submit(page, paths.noticesRead())
  expect(bell((await sara.get('/account')).html)).toBe('Notices')
})

test('who may not see the request any more sees nothing of its notices and counts none', async () => {
  await say('sara', 'کِی تمام می‌شود؟', null)
  const { id } = await t.person('sadeghi')
  const sadeghi = await clientOf(t, 'sadeghi')
  expect((await sadeghi.get(paths.notices())).html).toContain(key)
  const held = await t.desk.db.deleteFrom('membership').where('person_id', '=', id).returningAll().execute()
  const after = await sadeghi.get(paths.notices())
  await t.desk.db.insertInto('membership').values(held).execute()
  expect([after.html.includes(key), bell(after.html)]).toEqual([false, 'خبرها'])
})

test('pages of many notices go on where the last one ended', async () => {
  for (let index = 0; index < 45; index += 1) {
    const person = (await t.person('sara')).id
    const values = {
      person_id: person,
      kind: 'substitute-named',
      at: new Date(t.desk.now()),
      data: JSON.stringify({ absent: { fa: `نفر ${index}`, en: `Person ${index}` } }),
    }
    await t.desk.db.insertInto('notice').values(values).execute()
  }
  const sara = await clientOf(t, 'sara', 'en')
  const first = await sara.get(paths.notices())
  const names = (html: string) =>
    [...html.matchAll(/<bdi class="words">Person (\d+)<\/bdi>/g)].map((one) => Number(one[1]))
  expect(names(first.html)).toEqual(Array.from({ length: 40 }, (_, index) => 44 - index))
  const next = /href="(\/notices\?before=\d+)"/.exec(first.html)?.[1] ?? ''
  expect(names((await sara.get(next)).html)).toEqual([4, 3, 2, 1, 0])
  await sara.submit(first, paths.noticesRead())
})

test('a choice is kept, and what is not offered can not be chosen', async () => {
  const sara = await clientOf(t, 'sara', 'en')
  const page = await sara.get(paths.accountNotices())
  expect(page.html).toContain('sara@sample.test')
  expect(page.html).not.toContain('name="operation.mail"')
  const answer = await sara.submit(page, paths.accountNotices(), {
    'asks.mail': 'daily',
    'asks.sms': 'daily',
    'operation.mail': 'off',
    quiet_from: '1380',
    quiet_until: '9999',
    language: 'en',
  })
  expect(answer.to).toBe(paths.accountNotices())
  const kept = await t.desk.db.selectFrom('message_choice').selectAll().executeTakeFirstOrThrow()
  expect(kept).toMatchObject({ ways: { asks: { mail: 'daily' } }, quiet_from: 1380, quiet_until: 420, language: 'en' })
  expect((await sara.get(paths.accountNotices())).html).toMatch(/name="asks\.mail"[^]*?value="daily" selected/)
})

test('the outbox tells what went to whom, not what it said; the demo shows everything', async () => {
  await say('sadeghi', 'راز کوچک', 'education:nursing')
  t.pass(120_000)
  await sendMessages(t.desk, () => {})
  const admin = await clientOf(t, 'admin', 'en')
  const outbox = await admin.get(paths.adminOutbox({ person: 'sara', channel: 'mail' }))
  expect(outbox.html).toContain(key)
  expect(outbox.html).toContain('sara@sample.test')
  expect(outbox.html).not.toContain('راز کوچک')
  expect((await admin.get(paths.adminOutbox({ state: 'failed' }))).html).toContain('No such message')
  const stranger = await clientOf(t, null)
  const demo = await stranger.get(paths.demoOutbox())
  const mail = await stranger.get(/\/demo\/outbox\/\d+\/mail/.exec(demo.html)?.[0] ?? '')
  expect(mail.html).toContain('راز کوچک')
  expect(mail.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox$/)
  const real = { ...t.desk, sms: { demo: false, send: async () => ({ kind: 'taken', said: '' }) as const } }
  const there = await clientOf({ ...t, desk: real }, null)
  expect((await there.get(paths.demoOutbox())).status).toBe(404)
})

test('an administrator writes a sentence, sees it as mail, and takes the shipped one back; the log tells it', async () => {
  const admin = await clientOf(t, 'admin', 'en')
  const page = await admin.get(paths.adminTemplate('fa', 'message'))
  const wrong = await admin.submit(page, paths.adminTemplate('fa', 'message'), { title: 'سلام {nobody}' })
  expect([wrong.status, wrong.html.includes('“{nobody}” is not known.')]).toEqual([422, true])
  await admin.submit(page, paths.adminTemplate('fa', 'message'), { title: 'نامه‌ای از {office}', body: 'بخوانید.' })
  expect((await admin.get(paths.adminTemplateMail('fa', 'message'))).html).toContain('بخوانید.')
  await say('sadeghi', 'سه', 'education:nursing')
  const sara = await clientOf(t, 'sara')
  expect((await sara.get(paths.notices())).html).toContain('نامه‌ای از <bdi')
  await admin.submit(await admin.get(paths.adminTemplate('fa', 'message')), paths.adminTemplateShipped('fa', 'message'))
  expect((await sara.get(paths.notices())).html).not.toContain('نامه‌ای از <bdi')
  const log = (await admin.get(paths.adminAudit({ kind: 'messages' }))).html
  expect([log.includes('wrote the text of a message'), log.includes('put the shipped text')]).toEqual([true, true])
})
