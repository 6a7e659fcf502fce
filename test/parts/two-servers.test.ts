import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../src/root.js'
import { openFakeSmtp, type FakeSmtp } from '../support/fake-smtp.js'
import { pdfFile } from '../support/uploads.js'
import { findPostgres, startPostgres, type Cluster } from '../support/postgres.js'

const STARTING_MS = 120_000
const HEARD_MS = 10_000

interface Server {
  readonly url: string
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
}

// Two real processes, as they are started, on one database and one folder of files.
describe.skipIf(findPostgres() === null)('two servers on one database', () => {
  let folder: string
  let cluster: Cluster
  let one: Server
  let other: Server
  let smtp: FakeSmtp
  let database: pg.Client
  let cookie: string
  let page: string
  const streams: AbortController[] = []
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'mizban-two-'))
    cluster = await startPostgres({ fsync: false })
    const admin = new pg.Client({ connectionString: cluster.url('postgres') })
    await admin.connect()
    await admin.query('create database desk')
    await admin.end()
    database = new pg.Client({ connectionString: cluster.url('desk') })
    await database.connect()
    smtp = await openFakeSmtp()
    one = await start(cluster, folder, smtp)
    other = await start(cluster, folder, smtp)
    cookie = await signIn(one, 'sara')
    page = /href="(\/requests\/[A-Z]+-[\w-]+)"/.exec(await get(one, '/requests'))?.[1] ?? ''
  }, 2 * STARTING_MS)
  afterAll(async () => {
    for (const stream of streams) stream.abort()
    for (const server of [one, other]) server.process.kill('SIGINT')
    expect(await Promise.all([one.ended, other.ended])).toEqual([0, 0])
    await database.end()
    await smtp.close()
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const asked = async <Row extends pg.QueryResultRow>(query: string): Promise<Row[]> =>
    (await database.query<Row>(query)).rows
  const get = async (server: Server, at: string) =>
    (await fetch(server.url + at, { headers: { cookie }, redirect: 'manual' })).text()
  const request = async () => /data-live="[^"]*(request:\d+)/.exec(await get(one, page))?.[1] ?? ''
  const liveAt = async (server: Server) => /data-live-at="([^"]+)"/.exec(await get(server, page))?.[1] ?? ''

  /** Writes a message on the request, as its page does. */
  async function say(server: Server, text: string, files: readonly File[] = []): Promise<void> {
    const form = /id="write"[\s\S]*?name="once" value="([^"]*)"/.exec(await get(server, page))
    const body = new FormData()
    body.append('once', form?.[1] ?? '')
    body.append('body', text)
    for (const file of files) body.append('files', file)
    const headers = { cookie, origin: server.url }
    const answer = await fetch(`${server.url}${page}/comments`, { method: 'POST', body, headers, redirect: 'manual' })
    expect(answer.status).toBe(303)
  }

  /** Follows the stream of a server. `until` waits for the next time that a topic is told. */
  async function follow(server: Server, topic: string, since: string) {
    const stop = new AbortController()
    streams.push(stop)
    const query = new URLSearchParams({ topics: topic, since }).toString()
    const answer = await fetch(`${server.url}/live?${query}`, { headers: { cookie }, signal: stop.signal })
    expect(answer.status).toBe(200)
    let heard: string[] = []
    const reader = answer.body?.getReader()
    const ended = (async () => {
      for (;;) {
        const part = await reader?.read().catch(() => null)
        if (!part || part.done) return
        for (const [, told = ''] of new TextDecoder().decode(part.value).matchAll(/^data: (.+)$/gm)) heard.push(told)
      }
    })()
    const until = async (wanted: string) => {
      const from = performance.now()
      while (!heard.includes(wanted)) {
        if (performance.now() - from > HEARD_MS) throw new Error(`${wanted} was not told, only ${heard.join(', ')}`)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      heard = []
    }
    return { until, ended, heard: () => heard }
  }

  test('what is written at one is told at the other, and is on its page', async () => {
    const topic = await request()
    expect(topic).toMatch(/^request:\d+$/)
    for (const [here, there] of [
      [one, other],
      [other, one],
    ] as const) {
      const stream = await follow(there, topic, await liveAt(there))
      await say(here, `از ${here.url}`)
      await stream.until(topic)
      expect(await get(there, page)).toContain(`از ${here.url}`)
    }
  })

  test('a page of one that follows the other is told to look once, and then what changes', async () => {
    const topic = await request()
    const stream = await follow(other, topic, await liveAt(one))
    await stream.until('*')
    await say(one, 'پس از آن')
    await stream.until(topic)
  })

  test('both listen again after the database has closed their connections', async () => {
    const topic = await request()
    const [here, there] = [await follow(one, topic, await liveAt(one)), await follow(other, topic, await liveAt(other))]
    const admin = new pg.Client({ connectionString: cluster.url('postgres') })
    await admin.connect()
    const closed = await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'desk' and query = 'listen mizban'`,
    )
    await admin.end()
    expect(closed.rowCount).toBe(2)
    // Nobody listens now, so this is not told: both say afterwards that anything may have changed.
    await say(one, 'در میانه')
    expect([here.heard(), there.heard()]).toEqual([[], []])
    await here.until('*')
    await there.until('*')
    expect(await get(other, page)).toContain('در میانه')
    await say(one, 'دوباره می‌شنوند')
    await here.until(topic)
    await there.until(topic)
  })

  test('a file that came in at one is opened at the other', async () => {
    await say(one, 'با پیوست', [pdfFile('a.pdf')])
    const at = /href="(\/files\/[^"]+)"/.exec(await get(other, page))?.[1] ?? ''
    const answer = await fetch(other.url + at, { headers: { cookie } })
    expect(answer.status).toBe(200)
    expect(new TextDecoder().decode(await answer.arrayBuffer())).toMatch(/^%PDF/)
  })

  test('forty mails that both may send go out once each', async () => {
    const wanted = await asked<{ message_id: string }>(
      `with person as (select id from person where username = 'fallahi'),
        told as (insert into notice (person_id, kind, at, data)
          select id, 'substitute-named', now(), jsonb_build_object('absent', jsonb_build_object('fa', n, 'en', n))
          from person, generate_series(1, 40) n returning id, person_id),
        line as (insert into delivery (person_id, channel, bundle, made_at, due_at, message_id)
          select person_id, 'mail', 'again:' || id, now(), now(), 'once-' || id from told returning id, message_id)
      insert into delivery_notice (delivery_id, notice_id)
        select line.id, told.id from line join told on message_id = 'once-' || told.id
      returning 'once-' || notice_id as message_id`,
    )
    const mails = () => smtp.taken.flatMap((mail) => /^Message-ID: <(once-\d+)@/im.exec(mail)?.[1] ?? [])
    await expect.poll(() => new Set(mails()).size, { timeout: 20_000 }).toBe(40)
    await expect
      .poll(() => asked(`select id from delivery where message_id like 'once-%' and done_at is null`))
      .toEqual([])
    expect(mails().toSorted()).toEqual(wanted.map((one) => one.message_id).toSorted())
    const tries = await asked(`select distinct state, tries from delivery where message_id like 'once-%'`)
    expect(tries).toEqual([{ state: 'sent', tries: 1 }])
  }, 60_000)

  test('a timer that is due for both fires once', async () => {
    const [timer] = await asked<{ request_id: number; element: string }>(
      `update timer set due_at = now() where element = 'notice_timer' returning request_id::int, element`,
    )
    if (!timer) throw new Error('the demo has no timer')
    const happened = () =>
      asked<{ kind: string }>(`select kind from event where request_id = ${timer.request_id} order by seq`)
    const before = await happened()
    // Both find it, and wait for the request.
    const holder = new pg.Client({ connectionString: cluster.url('desk') })
    await holder.connect()
    await holder.query(`begin; select from request where id = ${timer.request_id} for update`)
    const waiting = `select from pg_stat_activity where datname = 'desk' and wait_event_type = 'Lock'`
    await expect.poll(async () => (await asked(waiting)).length, { timeout: 20_000 }).toBe(2)
    await holder.query('commit')
    await holder.end()
    await expect.poll(() => asked(`select from timer where request_id = ${timer.request_id}`)).toEqual([])
    await expect.poll(async () => (await asked(waiting)).length).toBe(0)
    expect((await happened()).slice(before.length).map((one) => one.kind)).toEqual(['ended-early'])
  }, 60_000)

  test('who signs out at one hears no more from the other', async () => {
    const stream = await follow(other, await request(), await liveAt(other))
    const headers = { cookie, origin: one.url }
    await fetch(`${one.url}/sessions/end`, { method: 'POST', headers, redirect: 'manual' })
    await stream.ended
  })
})

async function start(cluster: Cluster, folder: string, smtp: FakeSmtp): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    PATH: process.env['PATH'] ?? '',
    PORT: String(port),
    DATABASE_URL: cluster.url('desk'),
    MIZBAN_DATA_DIR: path.join(folder, 'data'),
    MIZBAN_SMTP_URL: `smtp-plain://127.0.0.1:${smtp.port}`,
    MIZBAN_MAIL_FROM: 'desk@uni.test',
  }
  const child = spawn(process.execPath, [path.join(root, 'bin', 'serve.mjs')], { cwd: root, env })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let output = ''
  child.stdout.on('data', (text) => (output += String(text)))
  child.stderr.on('data', (text) => (output += String(text)))
  for (const from = performance.now(); !output.includes('Ctrl+C ends it.');) {
    if (performance.now() - from > STARTING_MS || child.exitCode !== null) {
      child.kill('SIGKILL')
      throw new Error(`it did not start: ${output}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { url, process: child, ended }
}

async function signIn(server: Server, demo: string): Promise<string> {
  const body = new URLSearchParams({ demo })
  const headers = { origin: server.url }
  const answer = await fetch(`${server.url}/sessions`, { method: 'POST', body, headers, redirect: 'manual' })
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const at = server.address()
      server.close(() => resolve(typeof at === 'object' && at ? at.port : 0))
    })
  })
}
