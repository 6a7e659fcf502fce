import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { clientOf, type Client } from '../../test/support/client.js'
import { complete, openClearance, openTask, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { demoSignIn, readDemoPeople } from '../catalog/demo-people.js'
import { ANYTHING, openLive, type Live } from '../store/live.js'
import { webApp } from './app.js'

let t: TestDesk
let live: Live
let app: ReturnType<typeof webApp>
let key: string
let request: number
beforeAll(async () => {
  t = await openTestDesk()
  live = await openLive(t.connection, (message) => {
    throw new Error(message)
  })
  app = webApp(t.desk, { demo: demoSignIn(await readDemoPeople(t.desk.university)), embedded: true, live })
  key = await openClearance(t, 'sara')
  await walk(t, 'sara', key, 'education_review')
  request = (await t.desk.db.selectFrom('request').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
})
afterAll(async () => {
  await live.close()
  await t.close()
})

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

interface Stream {
  readonly status: number
  readonly heard: string[]
  /** How often it said that it lives. */
  readonly beats: () => number
  /** Waits until this topic was told. */
  readonly until: (topic: string) => Promise<void>
  readonly ended: Promise<void>
}

/** Follows the stream of somebody's browser. */
async function follow(client: Client, topics: readonly string[] = [], since?: string): Promise<Stream> {
  const query = new URLSearchParams({ topics: topics.join(' '), ...(since ? { since } : {}) })
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await app.fetch(new Request(`http://desk.test/live?${query.toString()}`, { headers: { cookie } }))
  const heard: string[] = []
  let beats = 0
  const waiting = new Map<string, () => void>()
  const reader = answer.body?.getReader()
  const ended = (async () => {
    for (;;) {
      const part = await reader?.read()
      if (!part || part.done) return
      const text = new TextDecoder().decode(part.value)
      beats += text.match(/^event: beat$/gm)?.length ?? 0
      for (const [, topic = ''] of text.matchAll(/^data: (.+)$/gm)) {
        heard.push(topic)
        waiting.get(topic)?.()
      }
    }
  })()
  open.push(async () => reader?.cancel())
  const until = (topic: string) =>
    new Promise<void>((resolve, reject) => {
      if (heard.includes(topic)) return resolve()
      const timer = setTimeout(() => reject(new Error(`${topic} was not told, only ${heard.join(', ')}`)), 5_000)
      waiting.set(topic, () => {
        clearTimeout(timer)
        resolve()
      })
    })
  return { status: answer.status, heard, beats: () => beats, until, ended }
}

async function until(holds: () => boolean): Promise<void> {
  for (const from = performance.now(); !holds();) {
    if (performance.now() - from > 5_000) throw new Error('it did not come')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const say = (body: string) =>
  clientOf(t, 'sara').then((sara) => sara.post(`/requests/${key}/comments`, { body, once: t.desk.newId() }))

test('what changes is told when it is committed: to the requester, to the office, to nobody else', async () => {
  const [sara, office, other] = [
    await follow(await clientOf(t, 'sara'), [`request:${request}`]),
    await follow(await clientOf(t, 'naderi')),
    await follow(await clientOf(t, 'taha'), [`request:${request}`, 'person:1', 'office:education:nursing']),
  ]
  await complete(t, 'sadeghi', await openTask(t, await t.person('sara'), key), 'complete', {
    card_confirmed: ['returned'],
  })
  await sara.until(`request:${request}`)
  await sara.until(`person:${(await t.person('sara')).id}`)
  await office.until('office:education:nursing')
  // Names of topics and nothing else.
  for (const topic of [...sara.heard, ...office.heard]) expect(topic).toMatch(/^(request|person|office|task):[\w:-]+$/)
  expect(other.heard).toEqual([])
})

test('what was rolled back is not told', async () => {
  const sara = await follow(await clientOf(t, 'sara'), [`request:${request}`])
  await expect(
    t.desk.db.transaction().execute(async (tx) => {
      await tx.updateTable('request').set({ refusal: 'x' }).where('id', '=', request).execute()
      throw new Error('taken back')
    }),
  ).rejects.toThrow('taken back')
  await say('پس از آن')
  await sara.until(`request:${request}`)
  // What one transaction says twice is told once.
  expect(sara.heard.filter((one) => one === `request:${request}`)).toHaveLength(1)
})

test('nothing falls between a page and its stream; after too long, anything may have changed', async () => {
  const client = await clientOf(t, 'sara')
  const made = live.at()
  await say('میان صفحه و ارتباط')
  const sara = await follow(client, [`request:${request}`], made)
  await sara.until(`request:${request}`)
  const fresh = await follow(client, [`request:${request}`], live.at())
  const stranger = await follow(client, [`request:${request}`], 'other-1')
  await stranger.until(ANYTHING)
  expect(fresh.heard).toEqual([])
})

test('the stream ends when the session does, by sign-out', async () => {
  const client = await clientOf(t, 'sara')
  const stream = await follow(client)
  expect(stream.status).toBe(200)
  await client.post('/sessions/end', {})
  await stream.ended
  expect((await follow(client)).status).toBe(401)
})

test('the stream ends when the session does, by time: at the next beat', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  try {
    app = webApp(t.desk, { demo: null, embedded: true, live })
    const [idle, used] = [await clientOf(t, 'sara'), await clientOf(t, 'sara')]
    const [stream, other] = [await follow(idle), await follow(used, [], 'x-0')]
    t.pass(40 * 60_000)
    await used.get('/requests')
    vi.advanceTimersByTime(15_000)
    await until(() => stream.beats() === 2 && other.beats() === 2)
    t.pass(30 * 60_000)
    vi.advanceTimersByTime(15_000)
    await stream.ended
    await until(() => other.beats() === 3)
  } finally {
    vi.useRealTimers()
  }
})

test.skipIf(inject('database').kind === 'pglite')(
  'the desk listens again after the database has closed its connection, and says that anything may have changed',
  async () => {
    const stream = await follow(await clientOf(t, 'sara'), [`request:${request}`])
    const closed = await t.connection.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen mizban'`,
    )
    expect(closed.rowCount).toBe(1)
    await stream.until(ANYTHING)
    expect(stream.heard).toEqual([ANYTHING])
    await say('پس از قطع')
    await stream.until(`request:${request}`)
  },
)

test('the stream ends when rights change, and the next one has what is left of them', async () => {
  const bahari = await t.person('bahari')
  const client = await clientOf(t, 'bahari')
  const stream = await follow(client, [`request:${request}`])
  await t.desk.db.deleteFrom('membership').where('person_id', '=', bahari.id).execute()
  await stream.ended
  const next = await follow(client, [`request:${request}`, 'office:education:nursing'])
  await say('بی‌او')
  await (await follow(await clientOf(t, 'sara'), [`request:${request}`], 'x-0')).until(ANYTHING)
  expect(next.heard).toEqual([])
})

test('asking for a page by itself does not keep a session alive', async () => {
  const client = await clientOf(t, 'sara')
  for (let minutes = 0; minutes < 59; minutes += 10) {
    t.pass(10 * 60_000)
    const answer = await client.get('/requests', { 'x-mizban-by-itself': '1' })
    expect(answer.status).toBe(minutes < 50 ? 200 : 303)
  }
})

test('one person has few streams; more are told to look by themselves', async () => {
  const client = await clientOf(t, 'sara')
  for (let count = 0; count < 6; count += 1) expect((await follow(client)).status).toBe(200)
  expect((await follow(client)).status).toBe(429)
})

test('nobody without a session, and no proxy keeps it', async () => {
  expect((await follow(await clientOf(t, null))).status).toBe(401)
  const client = await clientOf(t, 'sara')
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, 'accept-encoding': 'gzip' }
  const answer = await app.fetch(new Request('http://desk.test/live', { headers }))
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  expect(answer.headers.get('x-accel-buffering')).toBe('no')
  expect(answer.headers.get('cache-control')).toBe('no-store, no-transform')
  expect(answer.headers.get('content-encoding')).toBeNull()
  await answer.body?.cancel()
})
