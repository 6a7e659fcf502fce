import { afterAll, beforeAll, expect, test } from 'vitest'
import { JSM_MATRIX, JSM_ROLES } from '../../../test/matrix-jsm.js'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.js'
import { callJsm } from '../../../test/support/jsm.js'
import { tokenOf } from '../../../test/support/jsm-server.js'
import { openStage, type Stage } from '../../../test/support/scene.js'
import { SCOPES } from '../../desk/token.js'
import { webApp } from '../../web/app.js'
import { numberOf } from './ids.js'

let t: TestDesk
let stage: Stage
/** The one scene of all rows: no row changes what another one finds. */
let parts: Readonly<Record<string, string>>
const headers = new Map<string, HeadersInit>()
beforeAll(async () => {
  t = await openTestDesk()
  stage = await openStage(t)
  const scene = await stage.set('sent-back')
  const { db } = t.desk
  const { id, requester_id } = await db
    .selectFrom('request')
    .select(['id', 'requester_id'])
    .where('key', '=', scene.key)
    .executeTakeFirstOrThrow()
  const participant = (await t.person('alireza')).id
  await db
    .insertInto('request_participant')
    .values({ request_id: id, person_id: participant, added_by: requester_id, added_at: new Date() })
    .execute()
  const approval = await db
    .selectFrom('task')
    .select('id')
    .where('request_id', '=', id)
    .where('kind', '=', 'approval')
    .executeTakeFirstOrThrow()
  parts = {
    ...PARTS,
    issueIdOrKey: scene.key,
    approvalId: String(approval.id),
    slaMetricId: String(scene.task),
    attachmentId: scene.files.message,
  }
  for (const role of JSM_ROLES) headers.set(role, await credentials(role, scene))
})
afterAll(() => t.close())

const IT = numberOf('service', 'it-question')
const NURSING = numberOf('faculty', 'nursing')
const EDUCATION = numberOf('office', 'education:nursing')

/** What stands for the parts of a path that are not the request's. */
const PARTS: Readonly<Record<string, string>> = {
  serviceDeskId: '1',
  portalId: '1',
  projectKey: 'MIZBAN',
  requestTypeId: IT,
  organizationId: NURSING,
  queueId: EDUCATION,
  propertyKey: 'none',
  commentId: '1',
  accountId: 'mizban:1',
  pageId: '1',
}

/** What would be gone for the rows after it. */
const GONE = 'DELETE /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/:requestTypeId'

/** What is sent where an empty object is not enough. */
const BODIES: Readonly<Record<string, object>> = {
  'POST /rest/servicedeskapi/request': {
    serviceDeskId: '1',
    requestTypeId: IT,
    requestFieldValues: { summary: 'x', description: 'y' },
  },
  'POST /rest/servicedeskapi/request/validate': { serviceDeskId: '1', requestTypeId: IT },
  'POST /rest/servicedeskapi/request/:issueIdOrKey/comment': { body: 'متن' },
  'POST /rest/servicedeskapi/request/:issueIdOrKey/attachment': { temporaryAttachmentIds: ['none'] },
  'POST /rest/servicedeskapi/request/:issueIdOrKey/transition': { id: 'none' },
  'POST /rest/servicedeskapi/request/:issueIdOrKey/participant': { usernames: ['nobody-at-all'] },
  'POST /rest/servicedeskapi/request/:issueIdOrKey/feedback': { rating: 5 },
  'POST /rest/servicedeskapi/request/:issueIdOrKey/approval/:approvalId': { decision: 'approve' },
  'POST /rest/servicedeskapi/organization': { name: ' ' },
  'POST /rest/servicedeskapi/servicedesk/:serviceDeskId/organization': { organizationId: NURSING },
  'DELETE /rest/servicedeskapi/servicedesk/:serviceDeskId/organization': { organizationId: NURSING },
  'POST /rest/servicedeskapi/customer': { email: 'nobody@example.edu' },
  'POST /rest/servicedeskapi/customer/skip-permission-check': { email: 'nobody@example.edu' },
  'POST /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype': { issueTypeId: 'none', name: 'x' },
  'PUT /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype': { requestTypeId: 'none', name: 'x' },
  'POST /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/permissions/check': {
    permissions: ['canCreateRequest'],
    requestTypeIds: [1],
  },
}

test('every route of the dialect has a row, and every row a route', () => {
  const routes = webApp(t.desk, { demo: null, embedded: false })
    .routes.filter((route) => route.method !== 'ALL' && route.path.startsWith('/rest/'))
    .map((route) => `${route.method} ${route.path}`)
  const rows = JSM_MATRIX.map((row) => row.route)
  expect([...new Set(routes)].filter((route) => !rows.includes(route))).toEqual([])
  expect(rows.filter((route) => !routes.includes(route))).toEqual([])
  for (const row of JSM_MATRIX) expect(row.cells, row.name).toHaveLength(JSM_ROLES.length)
})

/** What a role sends to be known by. */
async function credentials(role: string, scene: Awaited<ReturnType<Stage['set']>>): Promise<HeadersInit> {
  if (role === 'nobody') return {}
  if (role === 'session') return { cookie: `mizban_session=${scene.requester.cookies.get('mizban_session')}` }
  if (role === 'basic') return { authorization: `Basic ${btoa(`${scene.owner}:mizban-demo`)}` }
  const scope = SCOPES.find((one) => one === role)
  const others: Readonly<Record<string, string>> = {
    participant: 'alireza',
    other: 'mina',
    expert: 'sadeghi',
    elsewhere: 'parvizi',
    admin: 'admin',
  }
  const token = await tokenOf(t, others[role] ?? scene.owner, scope && [scope])
  return { authorization: `Bearer ${token}` }
}

test.each(JSM_MATRIX)('$name', async ({ route, cells }) => {
  const [method = '', pattern = ''] = route.split(' ')
  const own = route === GONE ? { ...parts, requestTypeId: 'none' } : parts
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => own[name] ?? name).replace(/^\/rest/, '')
  const query = path.endsWith('/knowledgebase/article') ? '?query=x' : ''
  // The directory of the stage knows the people who were made for it.
  const { desk } = stage.test
  const got: Record<string, string> = {}
  for (const { role } of cells) {
    const body = method === 'GET' ? {} : { body: JSON.stringify(BODIES[route] ?? {}) }
    const answer = await callJsm(desk, path + query, { method, headers: headers.get(role) ?? {}, ...body })
    got[role] = String(answer.status)
  }
  expect(got).toEqual(Object.fromEntries(cells.map(({ role, expected }) => [role, expected])))
})
