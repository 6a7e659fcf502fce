import { afterAll, beforeAll, expect, test } from 'vitest'
import { callApi } from '../../test/support/api.js'
import { fuzz, fuzzMs, type Known } from '../../test/support/api-fuzz.js'
import { openClearance, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { describedRoutes } from '../../test/support/hold-answer.js'
import { tokenOf } from '../../test/support/jsm-server.js'
import { apiRoutes } from './api.js'

const CALLS = 300

const SECRET = 'فقط‌برای‌سارا'

let t: TestDesk
let tokens: readonly string[]
let sara: string
let hidden: string
let known: Known
beforeAll(async () => {
  t = await openTestDesk()
  sara = await tokenOf(t, 'sara')
  tokens = await Promise.all(['niloofar', 'khosravi', 'pourahmadi', 'admin', 'admin'].map((one) => tokenOf(t, one)))
  const own = await openClearance(t, 'niloofar')
  await walk(t, 'niloofar', own, 'vice_dean')
  const opened = await callApi(t.desk, '/requests', {
    method: 'POST',
    headers: { authorization: `Bearer ${sara}`, 'content-type': 'application/json', 'idempotency-key': 'hidden' },
    body: JSON.stringify({ service: 'it-question', fields: { subject: SECRET, question: SECRET } }),
  })
  expect(opened.status).toBe(201)
  ;({ request: hidden } = opened.body as { request: string })
  const tasks = await t.desk.db.selectFrom('task').select('id').execute()
  const people = await t.desk.db.selectFrom('person').select('id').limit(5).execute()
  known = {
    key: [own, hidden],
    id: [...tasks.map((one) => String(one.id)), ...people.map((one) => String(one.id)), 'it-question'],
    service: ['it-question', 'student-clearance'],
    version: ['1'],
    state: ['active', 'paused'],
    kinds: ['opened', 'commented'],
    outcome: ['approve', 'done', 'confirmed'],
    to: ['me'],
    fields: ['subject', 'question', 'faculty', 'birth_date', 'national_id', 'mobile'],
  }
})
afterAll(() => t.close())

test(
  'no call breaks the desk, leaves its document, or reaches another requester’s',
  { timeout: fuzzMs(CALLS) },
  async () => {
    await fuzz(CALLS, {
      routes: describedRoutes(apiRoutes(t.desk), ''),
      known,
      tokens,
      secret: SECRET,
      send: ({ route, path, query, headers, body }, token, once) =>
        callApi(t.desk, `${path}${query}`, {
          method: route.method,
          headers: { 'if-match': '*', 'idempotency-key': once, ...headers, authorization: `Bearer ${token}` },
          ...(body === undefined ? {} : { body }),
        }),
    })
    const still = await callApi(t.desk, `/requests/${hidden}`, { headers: { authorization: `Bearer ${sara}` } })
    expect(still.text).toContain(SECRET)
  },
)
