import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { granted, openClearance } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { noticeSentences, targetOf } from '../desk/notice-view.js'
import { WEBHOOK_KINDS } from '../desk/webhook.js'
import { plain } from '../desk/sentence.js'
import { sendWebhooks } from '../jobs/webhooks.js'
import { noticePage } from '../store/notice-list.js'
import { recordEvents, requestFor } from '../store/requests.js'
import { deliveries, webhookById } from '../store/webhooks.js'
import { addComment } from './add-comment.js'
import { transaction, type Desk, type HookAnswer, type Hooks } from './desk.js'
import { addWebhook, changeWebhook, removeWebhook, resendDelivery, rotateSecret, tryWebhook } from './webhooks.js'

let t: TestDesk
let desk: Desk
let key: string
type Call = Parameters<Hooks['post']>[0]
let calls: Call[]
let answer: (call: Call) => HookAnswer
beforeAll(async () => {
  t = await openTestDesk()
  desk = {
    ...t.desk,
    hooks: {
      mayPlain: false,
      post: async (call) => {
        calls.push(call)
        return answer(call)
      },
    },
  }
  key = await openClearance(t, 'sara')
})
afterAll(() => t.close())
beforeEach(async () => {
  calls = []
  answer = () => ({ status: 204, why: null })
  await t.desk.db.deleteFrom('webhook').execute()
})

const send = () =>
  sendWebhooks(desk, (message) => {
    throw new Error(message)
  })
const admin = () => t.person('admin')
const view = async (id: number) => webhookById(desk.db, id, { lock: false })
const sent = async (id: number) => (await deliveries(desk.db, id, { before: null, limit: 100 })).items

async function hook(kinds: readonly string[] = WEBHOOK_KINDS) {
  const input = { once: desk.newId(), name: 'بایگانی', url: 'https://archive.example.org/hook', kinds }
  const { id, secret } = granted(await addWebhook(desk, await admin(), input))
  return { id, secret: secret ?? '', once: input }
}

/** What the signature has to be, by the library itself; its `verify` looks at the clock of the machine. */
const signed = ({ headers, body }: Call, secret: string) =>
  new Webhook(secret).sign(headers['webhook-id'] ?? '', new Date(Number(headers['webhook-timestamp']) * 1000), body)

async function comment(body = 'سلام', internal = false, username = 'sara') {
  const input = { key, once: desk.newId(), body, internal, office: null, files: [] }
  granted(await addComment(desk, await t.person(username), input))
}

test('an event arrives once, signed, and says no more than which', async () => {
  const { id, secret, once } = await hook(['commented'])
  expect(granted(await addWebhook(desk, await admin(), once))).toEqual({ ok: true, id, secret: null })
  await comment('متن محرمانه')
  const [number, again] = await Promise.all([send(), send()])
  expect(number + again).toBe(1)
  const [call] = calls
  if (!call) throw new Error('nothing was sent')
  expect(call.headers['webhook-signature']).toBe(signed(call, secret))
  expect(JSON.parse(call.body)).toEqual({
    type: 'request.commented',
    timestamp: new Date(desk.now()).toISOString(),
    data: { request: key, service: 'student-clearance', office: null, number: expect.any(Number) },
  })
  expect(call.body).not.toContain('محرمانه')
  expect(call.headers['webhook-signature']).not.toBe(signed({ ...call, body: `${call.body} ` }, secret))
  expect(await sent(id)).toMatchObject([{ state: 'delivered', tries: 1, message: call.headers['webhook-id'] }])
})

test('what did not happen is not told, nor what is internal, nor what nobody asked for', async () => {
  const { id } = await hook(['commented'])
  const sara = await t.person('sara')
  await expect(
    transaction(desk, async (tx) => {
      const request = await requestFor(tx, sara, key, { lock: true })
      if (!request) throw new Error('no request')
      await recordEvents(tx, request, desk.now(), [{ kind: 'commented', by: sara.id, office: null }])
      throw new Error('taken back')
    }),
  ).rejects.toThrow('taken back')
  await transaction(desk, async (tx) => {
    const request = await requestFor(tx, sara, key, { lock: true })
    if (!request) throw new Error('no request')
    await recordEvents(tx, request, desk.now(), [
      { kind: 'commented', by: sara.id, office: 'it', internal: true },
      { kind: 'answered', by: sara.id, office: null },
    ])
  })
  expect(await sent(id)).toEqual([])
})

test('what does not arrive is tried again under its id for three days, then the webhook is disabled', async () => {
  const { id } = await hook(['commented'])
  answer = () => ({ status: 500, why: null })
  await comment()
  let passed = 0
  for (let hours = 0; (await view(id))?.state === 'active' && hours < 200; hours += 1) {
    await send()
    t.pass(3_600_000)
    passed += 1
  }
  expect(new Set(calls.map((call) => call.headers['webhook-id'])).size).toBe(1)
  expect(calls).toHaveLength(10)
  expect(passed).toBeGreaterThan(70)
  expect(await view(id)).toMatchObject({ state: 'disabled', failingSince: expect.any(Number) })
  expect(await sent(id)).toMatchObject([{ state: 'failed', tries: 10, status: 500, result: 'refused' }])
  const line = await desk.db.selectFrom('audit').select('kind').orderBy('id', 'desc').executeTakeFirst()
  expect(line?.kind).toBe('webhook-disabled')
  const boss = await admin()
  const { notices } = await noticePage(desk.db, boss, { unread: true, before: null, limit: 10 })
  expect(notices.map((one) => targetOf(one))).toEqual([{ to: 'webhook', webhook: id }])
  const said = notices.map((notice) =>
    noticeSentences(desk.university, [], boss, { notice, service: null, lang: 'en' }),
  )
  expect(said.map((one) => plain(one?.title ?? []))).toEqual(['The webhook “\u2068بایگانی\u2069” was disabled'])
  await comment()
  expect(await sent(id)).toHaveLength(1)
  granted(await changeWebhook(desk, await admin(), { id, once: desk.newId(), state: 'active' }))
  answer = () => ({ status: 200, why: null })
  await comment()
  await send()
  expect((await view(id))?.failingSince).toBeNull()
})

test('one that answers again is not disabled, and 410 disables at once', async () => {
  const { id } = await hook(['commented'])
  let fail = true
  answer = () => ({ status: fail ? null : 204, why: fail ? 'timeout' : null })
  await comment()
  await send()
  expect(await view(id)).toMatchObject({ state: 'active', failingSince: desk.now() })
  fail = false
  t.pass(3_600_000)
  await send()
  expect(await view(id)).toMatchObject({ state: 'active', failingSince: null })
  answer = () => ({ status: 410, why: null })
  await comment()
  await send()
  expect(await view(id)).toMatchObject({ state: 'disabled' })
})

test('a process that ended in the middle loses nothing', async () => {
  const { id } = await hook(['commented'])
  await comment()
  await desk.db
    .updateTable('webhook_delivery')
    .set({ state: 'sending', claimed_at: new Date(desk.now()) })
    .where('webhook_id', '=', id)
    .execute()
  expect(await send()).toBe(0)
  t.pass(121_000)
  expect(await send()).toBe(1)
  expect(await sent(id)).toMatchObject([{ state: 'delivered' }])
})

test('the secret before signs too for a day', async () => {
  const { id, secret } = await hook(['commented'])
  const fresh = granted(await rotateSecret(desk, await admin(), { id, once: desk.newId() })).secret ?? ''
  await comment()
  await send()
  const [first] = calls
  if (!first) throw new Error('nothing was sent')
  expect(first.headers['webhook-signature']?.split(' ')).toEqual([signed(first, fresh), signed(first, secret)])
  t.pass(86_400_000)
  await comment()
  await send()
  expect(calls[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1)
})

test('trials, sending again, pausing and removing', async () => {
  const { id } = await hook(['commented'])
  const at = async () => ({ id, once: desk.newId() })
  granted(await tryWebhook(desk, await admin(), await at()))
  await send()
  expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ type: 'trial', data: {} })
  const [trial] = await sent(id)
  granted(await resendDelivery(desk, await admin(), { ...(await at()), delivery: trial?.id ?? 0 }))
  await send()
  expect(calls[1]?.headers['webhook-id']).toBe(calls[0]?.headers['webhook-id'])
  granted(await changeWebhook(desk, await admin(), { ...(await at()), state: 'paused' }))
  await comment()
  expect(await sent(id)).toHaveLength(1)
  expect(await tryWebhook(desk, await admin(), await at())).toMatchObject({ ok: false, code: 'already-done' })
  granted(await removeWebhook(desk, await admin(), await at()))
  expect(await view(id)).toBeNull()
})

test('only administrators, only https, only what is known, only what was seen', async () => {
  const typed = { name: 'x', url: 'https://example.org/', kinds: ['opened'] }
  const add = async (change: Partial<typeof typed>, username = 'admin') =>
    addWebhook(desk, await t.person(username), { ...typed, ...change, once: desk.newId() })
  expect(await add({}, 'sara')).toMatchObject({ code: 'not-allowed' })
  for (const url of ['http://example.org/', 'ftp://x', 'x', 'https://a:b@example.org/', 'https://example.org/#x'])
    expect(await add({ url }), url).toMatchObject({ code: 'incomplete', problems: [{ key: 'url' }] })
  expect(await add({ kinds: ['opened', 'noted'] })).toMatchObject({ problems: [{ key: 'kinds' }] })
  expect(await add({ kinds: [] })).toMatchObject({ problems: [{ key: 'kinds' }] })
  const { id } = granted(await add({}))
  const change = { id, once: desk.newId(), name: 'y', revision: 5 }
  expect(await changeWebhook(desk, await admin(), change)).toMatchObject({ code: 'changed' })
  expect(await changeWebhook(desk, await admin(), { ...change, revision: 0 })).toMatchObject({ ok: true })
  const rows = await desk.db.selectFrom('audit').select('data').where('kind', '=', 'webhook-added').execute()
  expect(JSON.stringify(rows)).not.toContain('whsec_')
})
