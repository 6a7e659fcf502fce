// The desk of the measurement: the built one, on a server, with requests that walk the clearance.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { demoDirectory } from '../dist/adapters/directory/demo.js'
import { memoryFiles } from '../dist/adapters/files/memory.js'
import { demoSignIn, readDemoPeople } from '../dist/catalog/demo-people.js'
import { readInstitution } from '../dist/catalog/institution.js'
import { openCatalog } from '../dist/catalog/services.js'
import { completeTask } from '../dist/commands/complete-task.js'
import { openRequest } from '../dist/commands/open-request.js'
import { rawForm } from '../dist/desk/form/raw.js'
import { openQueue } from '../dist/jobs/queue.js'
import { connectServer } from '../dist/store/connect.js'
import { migrate } from '../dist/store/migrate.js'
import { personByUsername, savePerson } from '../dist/store/people.js'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const FILLED = { reason: ['graduation'], mobile: ['09990000077'], address: ['شهر نمونه'], card: ['returned'] }

/** Steps up to the loan fund: what follows prints a document, which is not what is measured. */
const STEPS = [
  ['education_referral', 'naderi', 'referred', (people) => ({ education_expert: [String(people.sadeghi.id)] })],
  ['education_review', 'sadeghi', 'complete', () => ({ card_confirmed: ['returned'] })],
  ['affairs_referral', 'moradi', 'referred', (people) => ({ affairs_expert: [String(people.kazemi.id)] })],
  ['affairs_review', 'kazemi', 'clear', () => ({})],
  ['vice_dean', 'pourahmadi', 'approved', () => ({})],
  ['numbering', 'zafari', 'numbered', () => ({ number_mode: ['issue'] })],
  ['disciplinary', 'shakeri', 'clear', () => ({})],
  ['nutrition', 'khosravi', 'clear', () => ({ balance: ['0'] })],
  ['dormitory', 'tehrani', 'clear', () => ({ has_dormitory: ['no'] })],
  ['loan_fund', 'mohammadi', 'clear', () => ({ balance: ['0'] })],
]

/** Counts what is sent to the server, all connections together. */
function countQueries() {
  const queries = { count: 0 }
  const original = pg.Client.prototype.query
  pg.Client.prototype.query = function counted(...args) {
    queries.count += 1
    return original.apply(this, args)
  }
  return queries
}
const queries = countQueries()

export async function openBenchDesk(cluster, connections, name = String(connections)) {
  const admin = connectServer(cluster.url('postgres'), 1)
  await admin.pool.query(`create database desk_${name}`)
  await admin.close()
  const connection = connectServer(cluster.url(`desk_${name}`), connections)
  await migrate(connection.pool)
  const queue = await openQueue(connection, () => {})
  const university = await readInstitution()
  const demo = await readDemoPeople(university)
  const people = {}
  for (const person of demo) {
    await connection.db.transaction().execute((tx) => savePerson(tx, person))
    people[person.username] = await personByUsername(connection.db, person.username, Date.now())
  }
  const desk = {
    db: connection.db,
    catalog: await openCatalog(connection.db, path.join(root, 'services'), Date.now()),
    university,
    later: queue.later,
    files: memoryFiles(),
    scanner: null,
    directory: demoDirectory(demo),
    sms: null,
    mail: null,
    chat: null,
    openId: null,
    mailbox: null,
    renderer: { render: async () => new Uint8Array() },
    hooks: { mayPlain: false, post: async () => ({ status: 204, why: null }) },
    baseUrl: 'http://desk.test',
    now: () => Date.now(),
    newId: () => randomUUID(),
    newCode: () => randomUUID(),
  }
  let students = 0
  let statements = 0
  let completed = 0

  const open = async () => {
    students += 1
    const raw = rawForm({
      ...FILLED,
      student_no: [String(500_000_000 + students)],
      national_id: ['9990000077'],
      first_name: ['زهرا'],
      birth_date: ['1380/05/12'],
      'issue_place.other': ['نجف'],
      marital_status: ['single'],
      sex: ['female'],
      faculty: ['nursing'],
      level: ['bs'],
      field: ['nursing'],
      course_type: ['day'],
    })
    const opened = await openRequest(desk, people.zahra, {
      service: 'student-clearance',
      once: randomUUID(),
      raw,
      correction: null,
    })
    if (!opened.ok) throw new Error(`${opened.code} ${JSON.stringify(opened.problems)}`)
  }

  /** Completes one step of many requests with some workers side by side. @returns milliseconds */
  const completeAll = async (workers, tasks, [element, who, outcome, fields]) => {
    const waiting = [...tasks]
    const worker = async () => {
      for (let task = waiting.pop(); task; task = waiting.pop()) {
        const result = await completeTask(desk, people[who], {
          task: task.id,
          once: randomUUID(),
          outcome,
          raw: rawForm(fields(people)),
        })
        if (!result.ok) throw new Error(`${element}: ${result.code}`)
      }
    }
    const [from, before] = [performance.now(), queries.count]
    await Promise.all(Array.from({ length: workers }, worker))
    statements += queries.count - before
    completed += tasks.length
    return performance.now() - from
  }

  return {
    desk,
    demo: demoSignIn(demo),
    queries,
    statements: () => (completed === 0 ? '' : Math.round(statements / completed)),
    /** Opens some requests and completes ten steps of each. @returns completions per second; opening is not measured */
    completions: async (workers, requests) => {
      for (let one = 0; one < requests; one++) await open()
      let ms = 0
      let done = 0
      for (const step of STEPS) {
        const tasks = await connection.db
          .selectFrom('task')
          .select('id')
          .where('element', '=', step[0])
          .where('closed_at', 'is', null)
          .execute()
        ms += await completeAll(workers, tasks, step)
        done += tasks.length
      }
      return done / (ms / 1000)
    },
    signIn: async (app, who) => {
      const answer = await app.fetch(
        new Request('http://desk.test/sessions', {
          method: 'POST',
          body: new URLSearchParams({ demo: who }),
          headers: { origin: 'http://desk.test' },
        }),
      )
      return answer.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ')
    },
    pages: await pagesOf(connection),
    close: async () => {
      await queue.stop()
      await connection.close()
    },
  }
}

async function pagesOf(connection) {
  const key = async () =>
    (
      await connection.db
        .selectFrom('request')
        .select('key')
        .where('number', 'is not', null)
        .orderBy('id')
        .executeTakeFirst()
    )?.key
  return [
    ['sign-in', null, () => '/sign-in'],
    ['portal', 'zahra', () => '/'],
    ['form', 'zahra', () => '/services/student-clearance'],
    ['request', 'zahra', async () => `/requests/${await key()}`],
    ['my requests', 'zahra', () => '/requests'],
    ['work list', 'mohammadi', () => '/work'],
  ]
}
