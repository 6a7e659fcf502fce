// What open pages cost: a real server with hundreds of streams, all of which hear of the same change.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSessionFor } from '../dist/commands/open-session.js'
import { connectServer } from '../dist/store/connect.js'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const STREAMS = 500
const CHANGES = 30
const IDLE_MS = 30_000
const STARTING_MS = 120_000
const HEARING_MS = 10_000
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const ranked = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]

/** @returns the section of docs/performance.md about open pages */
export async function benchLive(cluster) {
  const folder = mkdtempSync(path.join(tmpdir(), 'mizban-live-'))
  const admin = connectServer(cluster.url('postgres'), 1)
  await admin.pool.query('create database live')
  await admin.close()
  const port = await freePort()
  const server = await start(port, cluster.url('live'), folder)
  const { pool, db, close } = connectServer(cluster.url('live'), 4)
  const agent = new http.Agent({ maxSockets: Infinity })
  try {
    const request = await readersOf(pool)
    const cookies = await signIn(db, request.readers)
    const before = memory(server.pid)
    const idle = await cpu(server.pid)
    const heard = []
    await Promise.all(
      cookies.map((cookie) =>
        follow({ agent, port, path: `/live?topics=request:${request.id}`, headers: { cookie } }, () =>
          heard.push(performance.now()),
        ),
      ),
    )
    const open = await cpu(server.pid)
    const after = memory(server.pid)
    const [first, middle, last] = [[], [], []]
    for (let one = 0; one < CHANGES; one++) {
      heard.length = 0
      await pool.query('update request set last_seq = last_seq where id = $1', [request.id])
      const committed = performance.now()
      while (heard.length < STREAMS) {
        if (performance.now() - committed > HEARING_MS)
          throw new Error(`only ${heard.length} streams heard of a change`)
        await pause(1)
      }
      const times = heard.map((at) => at - committed)
      first.push(ranked(times, 0))
      middle.push(ranked(times, 0.5))
      last.push(ranked(times, 1))
    }
    const ms = (values) => Math.max(0, ranked(values, 0.5)).toFixed(1)
    return `## Open pages

${STREAMS} people with a page of the same request, one stream each, on one server process; everything on one machine. Written by \`npm run bench live\`.

| | |
| --- | --- |
| memory of the process without and with them | ${Math.round(before / 1000)} MB and ${Math.round(after / 1000)} MB, ${Math.round((after - before) / STREAMS)} kB a stream |
| processor while nothing happens, without and with them | ${(idle * 100).toFixed(1)} % and ${(open * 100).toFixed(1)} % of a core |
| a change that all of them hear, from its commit: the first, half of them, all (medians of ${CHANGES}) | ${ms(first)} ms, ${ms(middle)} ms, ${ms(last)} ms |
`
  } finally {
    agent.destroy()
    await close()
    server.kill('SIGINT')
    await new Promise((resolve) => (server.exitCode === null ? server.once('exit', resolve) : resolve()))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** People who have nothing but one request that is shown to them. */
async function readersOf(pool) {
  await pool.query(
    `insert into person (directory_id, username, name) select 'reader-' || n, 'reader-' || n, '{"fa": "x", "en": "x"}' from generate_series(1, $1::int) n`,
    [STREAMS],
  )
  const { rows } = await pool.query(
    `insert into request_participant (request_id, person_id, added_by, added_at)
      select r.id, p.id, r.requester_id, now() from person p, (select id, requester_id from request order by id limit 1) r
      where p.username like 'reader-%' returning request_id, person_id`,
  )
  return { id: rows[0].request_id, readers: rows.map((row) => row.person_id) }
}

async function signIn(db, people) {
  const cookies = []
  for (const person of people) {
    const opening = { person, method: 'password', visitor: { address: '', device: '' }, replaces: null, at: Date.now() }
    const { token } = await db.transaction().execute((tx) => openSessionFor(tx, opening))
    cookies.push(`mizban_session=${token}`)
  }
  return cookies
}

/** Waits until the stream stands; `hear` is called for every change. */
function follow(options, hear) {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', ...options }, (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`a stream was answered ${answer.statusCode}`))
        answer.setEncoding('utf8')
        answer.on('data', (text) => {
          if (/^data: request/m.test(text)) hear()
          resolve()
        })
        answer.on('error', () => {})
      })
      .on('error', reject)
  })
}

async function start(port, url, folder) {
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    DATABASE_URL: url,
    MIZBAN_DATA_DIR: path.join(folder, 'data'),
  }
  const child = spawn(process.execPath, [path.join(root, 'bin', 'serve.mjs')], { cwd: root, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
  for (const from = performance.now(); !output.includes('Ctrl+C ends it.'); await pause(50))
    if (performance.now() - from > STARTING_MS || child.exitCode !== null) {
      child.kill('SIGKILL')
      throw new Error(`the server did not start: ${output}`)
    }
  return child
}

function freePort() {
  return new Promise((resolve) => {
    const server = http.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** kB that the process has in memory. */
const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1])

/** The share of one core that the process takes while nothing happens. */
async function cpu(pid) {
  const ticks = () => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return Number(fields[11]) + Number(fields[12])
  }
  await pause(5_000)
  const before = ticks()
  await pause(IDLE_MS)
  return (ticks() - before) / 100 / (IDLE_MS / 1000)
}
