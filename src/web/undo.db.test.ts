import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, type Client } from '../../test/support/client.js'
import { complete, openClearance, openTask, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { pdfFile } from '../../test/support/uploads.js'
import { readUndo } from './undo.js'

let t: TestDesk
let key: string
let second: string
let task: number
let sara: Client
let clerk: Client
let head: Client
beforeAll(async () => {
  t = await openTestDesk()
  key = await openClearance(t, 'sara')
  await walk(t, 'sara', key, 'education_review')
  task = (await openTask(t, await t.person('sara'), key)).id
  second = await openClearance(t, 'alireza')
  await walk(t, 'alireza', second, 'education_review')
  sara = await clientOf(t, 'sara')
  clerk = await clientOf(t, 'sadeghi')
  head = await clientOf(t, 'naderi')
})
afterAll(() => t.close())

const assignee = async (id: number) =>
  (await t.desk.db.selectFrom('task').select('assignee_id').where('id', '=', id).executeTakeFirstOrThrow()).assignee_id

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
  const { id } = await t.person('sadeghi')
  expect(page.html).toContain(`name="undo" value="${task}.${id}"`)
  const back = await head.submit(page, '/assignments')
  expect([back.to, (await head.get(back.to)).html.includes('به همان که بود برگشت.')]).toEqual([`/tasks/${task}`, true])
  expect(await assignee(task)).toBe(id)
})

test('several tasks handed out in the list go back at once, each to whom it was with, for who may do that', async () => {
  const other = (await openTask(t, await t.person('alireza'), second)).id
  const [sadeghi, naderi] = [await t.person('sadeghi'), await t.person('naderi')]
  await head.post(`/tasks/${other}/assignment`, { to: 'office' })
  await head.get('/work')
  const given = await head.submit(await head.get('/work'), '/assignments', {
    task: [String(task), String(other)],
    to: 'expert',
    expert: String(naderi.id),
  })
  expect([await assignee(task), await assignee(other)]).toEqual([naderi.id, naderi.id])
  const page = await head.get(given.to)
  expect(page.html).toContain(`name="undo" value="${task}.${sadeghi.id}-${other}.office"`)
  const back = await head.submit(page, '/assignments')
  expect([await assignee(task), await assignee(other)]).toEqual([sadeghi.id, null])
  expect((await head.get(back.to)).html).toContain('به همان که بود برگشت.')
  // Nobody's cookie makes them head: each of it is decided like any other handing out.
  expect((await clerk.post('/assignments', { undo: `${other}.${naderi.id}` })).status).toBe(403)
  expect((await sara.post('/assignments', { undo: `${other}.office` })).status).toBe(404)
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

test('a colleague was quicker in the list: what is free is taken, the rest is said; of one task alone it is the answer', async () => {
  await walk(t, 'alireza', second, 'nutrition')
  const held = (await openTask(t, await t.person('sara'), key)).id
  const free = (await openTask(t, await t.person('alireza'), second)).id
  const [late, quick] = [await clientOf(t, 'fallahi'), await clientOf(t, 'rezaei')]
  const list = await late.get('/work')
  await quick.post(`/tasks/${held}/assignment`, { to: 'me' })
  const alone = await late.post(`/tasks/${held}/assignment`, { to: 'me' })
  expect([alone.status, alone.html.includes('همکارتان زودتر این کار را برداشته است')]).toEqual([409, true])
  const taken = await late.submit(list, '/assignments', { task: [String(held), String(free)], to: 'me' })
  const page = await late.get(taken.to)
  expect(page.html).toContain('برخی سپرده نشد')
  expect(page.html).toContain(`name="undo" value="${free}.office"`)
  expect([await assignee(held), await assignee(free)]).toEqual([
    (await t.person('rezaei')).id,
    (await t.person('fallahi')).id,
  ])
})

test.each([
  '',
  'draft /evil',
  'assignment 1 x',
  'assignment 1.2-',
  'assignment 1.me',
  'comment 1 ../../x',
  'comment x y',
])('a cookie names no other form: %j', (text) => expect(readUndo(text)).toBeNull())
