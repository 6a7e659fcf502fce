import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callApi } from '../../test/support/api.js'
import { calls, type GeneratedCall, type Known } from '../../test/support/api-fuzz.js'
import { openClearance, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { describedRoutes } from '../../test/support/hold-answer.js'
import { tokenOf } from '../../test/support/jsm-server.js'
import { apiRoutes } from './api.js'

/** How many calls; the nightly run makes ten thousand and more. */
const RUNS = Number(process.env['MIZBAN_FUZZ_RUNS'] ?? 300)
const SECONDS = 120

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
  { timeout: (SECONDS + 60) * 1000 },
  async () => {
    const seed = Number(process.env['MIZBAN_FUZZ_SEED'] ?? Date.now() % 2 ** 31)
    const answers = new Map<number, number>()
    let made = 0
    const send = async (call: GeneratedCall, token: string) => {
      const road = `${call.route.method} ${call.path}`
      const answer = await callApi(t.desk, `${call.path}${call.query}`, {
        method: call.route.method,
        headers: {
          'if-match': '*',
          'idempotency-key': `${seed}-${made}`,
          ...call.headers,
          authorization: `Bearer ${token}`,
        },
        ...(call.body === undefined ? {} : { body: call.body }),
      })
      answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1)
      made += 1
      if (answer.status >= 500) throw new Error(`${road}: ${answer.text}`)
      if (answer.text.includes(SECRET)) throw new Error(`${road} tells what is another’s`)
    }
    try {
      const routes = describedRoutes(apiRoutes(t.desk), '')
      await fc.assert(fc.asyncProperty(calls(routes, '', known), fc.constantFrom(...tokens), send), {
        seed,
        numRuns: RUNS,
        interruptAfterTimeLimit: SECONDS * 1000,
        markInterruptAsFailure: false,
      })
    } finally {
      console.log(`${made} calls, seed ${seed}: ${JSON.stringify(Object.fromEntries([...answers].toSorted()))}`)
    }
    // Whoever is asked for with a name that is known is found: the calls reach something.
    expect(answers.get(200) ?? 0).toBeGreaterThan(made / 10)
    const still = await callApi(t.desk, `/requests/${hidden}`, { headers: { authorization: `Bearer ${sara}` } })
    expect(still.text).toContain(SECRET)
  },
)
