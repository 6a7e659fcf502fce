import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, type Client } from '../../test/support/client.js'
import { complete, openClearance, openTask, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { pdfFile } from '../../test/support/uploads.js'
import { readUndo } from './undo.js'

let t: TestDesk
let key: string
let task: number
let sara: Client
let clerk: Client
let head: Client
beforeAll(async () => {
  t = await openTestDesk()
  key = await openClearance(t, 'sara')
  await walk(t, 'sara', key, 'education_review')
  task = (await openTask(t, await t.person('sara'), key)).id
  sara = await clientOf(t, 'sara')
  clerk = await clientOf(t, 'sadeghi')
  head = await clientOf(t, 'naderi')
})
afterAll(() => t.close())

test('a message is taken back within ten seconds: gone for all, a draft again, its file too; history says so', async () => {
  const sent = await sara.submit(await sara.get(`/requests/${key}`), `/requests/${key}/comments`, {
    body: 'اشتباه فرستادم',
    files: [pdfFile('a.pdf')],
  })
  const page = await sara.get(sent.to)
  expect((await clerk.get(`/tasks/${task}`)).html).toContain('اشتباه فرستادم')
  const back = await sara.submit(page, /^\/comments\/\d+\/removal$/)
  const after = await sara.get(back.to)
  expect(after.html).toMatch(/<textarea[^>]*id="c-body"[^>]*>اشتباه فرستادم</)
  expect(after.html).not.toContain('class="msg mine"')
  const seen = (await clerk.get(`/tasks/${task}`)).html
  expect(seen).not.toContain('اشتباه فرستادم')
  expect(seen).toContain('درخواست‌کننده پیامش را پس گرفت.')
  const file = await t.desk.db.selectFrom('file').select('request_id').where('name', '=', 'a.pdf').executeTakeFirst()
  expect(file).toEqual({ request_id: null })
  // It stands in the box again, and goes with the message that is sent now.
  expect(after.html).toMatch(/<input type="checkbox" name="files\.files" value="[^"]*a\.pdf/)
  const again = await sara.submit(after, `/requests/${key}/comments`, { body: 'درست فرستادم' })
  expect((await sara.get(again.to)).html).toMatch(/href="\/files\/[^"]+"[^>]*>[\s\S]{0,200}a\.pdf/)
})

test('after that it stays; nobody else takes it back', async () => {
  const sent = await sara.post(`/requests/${key}/comments`, { body: 'می‌ماند', once: t.desk.newId() })
  const page = await sara.get(sent.to)
  const action = /action="(\/comments\/\d+\/removal)"/.exec(page.html)?.[1] ?? ''
  expect((await clerk.post(action, { place: `task:${task}:comment` })).status).toBe(404)
  t.pass(14_000)
  expect((await sara.post(action, { place: `request:${key}` })).status).toBe(409)
  expect((await clerk.get(`/tasks/${task}`)).html).toContain('می‌ماند')
})

test('released, and taken back', async () => {
  const released = await head.post(`/tasks/${task}/assignment`, { to: 'office' })
  const page = await head.get(released.to)
  expect(page.html).toContain('class="undo"')
  const back = await head.post(`/tasks/${task}/assignment`, { to: String((await t.person('sadeghi')).id) })
  expect(back.status).toBe(303)
  const id = (await t.person('sadeghi')).id
  expect(page.html).toContain(`name="to" value="${id}"`)
  const row = await t.desk.db.selectFrom('task').select('assignee_id').where('id', '=', task).executeTakeFirst()
  expect(row).toEqual({ assignee_id: id })
})

test('somebody was quicker: 409, who, when and how, and what was typed is still there', async () => {
  const mine = await head.get(`/tasks/${task}`)
  await complete(t, 'sadeghi', await openTask(t, await t.person('sara'), key), 'complete', {
    card_confirmed: ['returned'],
  })
  const late = await head.submit(mine, `/tasks/${task}/asks`, { message: 'دلیل من' })
  expect(late.status).toBe(409)
  expect(late.html).toMatch(/صادقی این کار را با نتیجهٔ «[^»]+» تمام کرد/)
  expect(late.html).toContain('آنچه نوشته بودید')
  expect(late.html).toContain('دلیل من')
  expect((await head.get(`/tasks/${task}`)).html).toContain('دلیل من')
})

test('presence: told to colleagues, for twenty seconds, and not at all to others', async () => {
  await walk(t, 'sara', key, 'nutrition')
  const open = (await openTask(t, await t.person('sara'), key)).id
  const [one, two] = [await clientOf(t, 'khosravi'), await clientOf(t, 'fallahi')]
  const look = async (who: Client, fields: Readonly<Record<string, string>> = {}) => {
    const answer = await who.post(`/tasks/${open}/presence`, fields)
    return answer.status === 200 ? (JSON.parse(answer.html) as { said: string }).said : answer.status
  }
  await look(one)
  if ((await look(two)) === 404) throw new Error('they are no colleagues')
  expect(await look(two)).toMatch(/خسرو.* این کار را می‌بیند/)
  await look(one, { writing: 'yes' })
  expect(await look(two)).toMatch(/خسرو.* دربارهٔ این کار می‌نویسد/)
  t.pass(21_000)
  expect(await look(two)).toBe('')
  await look(one)
  await look(one, { leaves: 'yes' })
  expect(await look(two)).toBe('')
  expect(await look(await clientOf(t, 'sara'))).toBe(404)
})

test.each(['', 'draft /evil', 'assignment 1 x', 'comment 1 ../../x', 'comment x y'])(
  'a cookie names no other form: %j',
  (text) => expect(readUndo(text)).toBeNull(),
)
