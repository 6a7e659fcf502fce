import { afterAll, beforeAll, expect, test } from 'vitest'
import { fuzz, fuzzMs, type Known } from '../../../test/support/api-fuzz.js'
import { openClearance, walk } from '../../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.js'
import { callJsm, jsmDescribed } from '../../../test/support/jsm.js'
import { tokenOf } from '../../../test/support/jsm-server.js'
import { numberOf } from './ids.js'

const CALLS = 600

const SECRET = 'فقط‌برای‌سارا'

let t: TestDesk
let tokens: readonly string[]
let sara: string
let known: Known
beforeAll(async () => {
  t = await openTestDesk()
  sara = await tokenOf(t, 'sara')
  tokens = await Promise.all(['niloofar', 'khosravi', 'pourahmadi'].map((one) => tokenOf(t, one)))
  const own = await openClearance(t, 'niloofar')
  await walk(t, 'niloofar', own, 'vice_dean')
  const hidden = await callJsm(t.desk, '/servicedeskapi/request', {
    method: 'POST',
    headers: { authorization: `Bearer ${sara}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      serviceDeskId: '1',
      requestTypeId: numberOf('service', 'it-question'),
      requestFieldValues: { summary: SECRET, description: SECRET },
    }),
  })
  const { issueKey, issueId } = hidden.body as { issueKey: string; issueId: string }
  const tasks = await t.desk.db.selectFrom('task').select('id').execute()
  const keys = await t.desk.db.selectFrom('request').select(['id', 'key']).execute()
  known = {
    issueIdOrKey: [own, issueKey, issueId, ...keys.flatMap((one) => [one.key, String(one.id)])],
    serviceDeskId: ['1', 'MIZBAN', '2'],
    portalId: ['1'],
    projectKey: ['MIZBAN'],
    requestTypeId: ['it-question', 'student-clearance', 'sms-panel-top-up'].map((one) => numberOf('service', one)),
    organizationId: [numberOf('faculty', 'nursing'), numberOf('office', 'nutrition'), '1'],
    queueId: [numberOf('office', 'nutrition'), numberOf('office', 'it')],
    approvalId: tasks.map((one) => String(one.id)),
    slaMetricId: tasks.map((one) => String(one.id)),
    commentId: ['10', '20', '12'],
    usernames: ['sara', 'mina', 'nobody'],
    accountIds: ['mizban:1', 'mizban:2'],
    requestOwnership: ['OWNED_REQUESTS', 'ALL_REQUESTS', 'APPROVER', 'PARTICIPATED_REQUESTS', 'ORGANIZATION'],
    fields: [
      'subject',
      'summary',
      'description',
      'question',
      'amount',
      'faculty',
      'birth_date',
      'attachment',
      'national_id',
    ],
    expand: [
      'participant',
      'comment',
      'comment.attachment',
      'status',
      'sla',
      'attachment',
      'action',
      'requestType',
      'field',
    ],
  }
})
afterAll(() => t.close())

test(
  'no call breaks the desk, leaves its document, or reaches another requester’s',
  { timeout: fuzzMs(CALLS) },
  async () => {
    await fuzz(CALLS, {
      routes: jsmDescribed(t.desk),
      known,
      tokens,
      secret: SECRET,
      send: ({ route, path, query, headers, body }, token) =>
        callJsm(t.desk, `${path}${query}`, {
          method: route.method,
          headers: { ...headers, authorization: `Bearer ${token}` },
          ...(body === undefined ? {} : { body }),
        }),
    })
    const still = await callJsm(t.desk, '/servicedeskapi/request', { headers: { authorization: `Bearer ${sara}` } })
    expect(still.text).toContain(SECRET)
  },
)
