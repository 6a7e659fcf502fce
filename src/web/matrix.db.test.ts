import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { API_MATRIX, MATRIX, ROLES, TOKENS } from '../../test/matrix.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import type { Client, Page } from '../../test/support/client.js'
import { granted } from '../../test/support/clearance.js'
import { VISITOR } from '../../test/support/sign-in.js'
import { openStage, type Scene, type Stage } from '../../test/support/scene.js'
import { openServiceDraft } from '../commands/change-service.js'
import { makeToken } from '../commands/access-token.js'
import { isAdminScope, SCOPES, scopesFor } from '../desk/token.js'
import { root } from '../root.js'
import { webApp } from './app.js'
import { paths } from './paths.js'

let t: TestDesk
let stage: Stage
let bahari: string
let services: string
beforeAll(async () => {
  // The same services, but education may send back: the row of that route would only ever refuse.
  services = await mkdtemp(path.join(tmpdir(), 'mizban-matrix-'))
  await cp(path.join(root, 'services'), services, { recursive: true })
  const form = path.join(services, 'student-clearance/tasks/education-review.json')
  await writeFile(form, (await readFile(form, 'utf8')).replace('"send_back": false', '"send_back": true'))
  t = await openTestDesk({ services })
  stage = await openStage(t)
  // A draft of the clearance is open, and stays as it is.
  await openServiceDraft(t.desk, await t.person('admin'), CLEARANCE)
  bahari = String((await t.person('bahari')).id)
})
afterAll(async () => {
  await t.close()
  await rm(services, { recursive: true, force: true })
})

type Played = Scene & { readonly ask: number }

/** What is sent for a row. `how` is the scene it needs; `spoils`: a success changes it, so the next role gets a new one. */
interface Act {
  readonly how?: 'asked' | 'fresh'
  readonly spoils?: true
  readonly send: (client: Client, scene: Played, role: string) => Promise<Page>
}

const get = (path: string | ((scene: Played) => string)): Act => ({
  send: (client, scene) => client.get(typeof path === 'string' ? path : path(scene)),
})
const post = (
  path: string | ((scene: Played) => string),
  fields: Readonly<Record<string, string>> | ((scene: Played) => Readonly<Record<string, string>>),
  more: Pick<Act, 'how' | 'spoils'> = {},
): Act => ({
  ...more,
  send: (client, scene) =>
    client.post(typeof path === 'string' ? path : path(scene), typeof fields === 'function' ? fields(scene) : fields),
})
const spoils = { spoils: true } as const
const CLEARANCE = 'student-clearance'
const ONCE = '00000000-0000-4000-8000-00000000abcd'

const ACTS: Readonly<Record<string, Act>> = {
  'GET /healthz': get('/healthz'),
  'GET /readyz': get('/readyz'),
  'GET /icon.svg': get(paths.icon()),
  'GET /assets/:name (that is none)': get(paths.asset('none.js')),
  'GET /sign-in': get(paths.signIn()),
  'POST /sessions (wrong password)': {
    send: (client, _, role) => client.post(paths.sessions(), { username: `somebody-${role}`, password: 'wrong' }),
  },
  'POST /preferences': post(paths.preferences(), { lang: 'fa' }),
  'GET /api': get(paths.apiReference()),
  'GET /api/openapi.json': get(paths.apiDocument()),
  'GET /api/openapi-jsm.json': get(paths.jsmDocument()),
  'GET /verify': get(paths.verifyAny()),
  'GET /verify/:code': get((scene) => paths.verify(scene.document)),
  'GET /': get(paths.home()),
  'GET /services': get(paths.services()),
  'GET /services/:id': get(paths.service(CLEARANCE)),
  'POST /services/:id/requests (nothing filled)': post(paths.serviceRequests(CLEARANCE), {}),
  'POST /services/:id/draft': post(paths.serviceDraft(CLEARANCE), { save: 'yes' }),
  'POST /drafts (messages of the request)': post(paths.drafts(), (scene) => ({
    place: `request:${scene.key}`,
    once: ONCE,
  })),
  'POST /drafts (a box of the task)': post(paths.drafts(), (scene) => ({
    place: `task:${scene.task}:return`,
    once: ONCE,
  })),
  'POST /drafts (an ask)': post(paths.drafts(), (scene) => ({ place: `ask:${scene.ask}`, once: ONCE }), {
    how: 'asked',
  }),
  'POST /drafts (a service)': post(paths.drafts(), { place: `service:${CLEARANCE}`, once: ONCE }),
  'GET /live (nothing is told here)': get(paths.live()),
  'POST /tasks/:id/presence': post((scene) => paths.presence(scene.task), {}),
  'POST /comments/:id/removal (none)': post(paths.commentRemoval(999_999), (scene) => ({
    place: `request:${scene.key}`,
  })),
  'POST /drafts/removal': post(paths.draftRemoval(), (scene) => ({ place: `request:${scene.key}` })),
  'POST /drafts/restoration': post(paths.draftRestoration(), (scene) => ({ place: `request:${scene.key}` })),
  'GET /lists/:list': get(paths.list('places', 'fa')),
  'GET /requests': get(paths.requests()),
  'GET /requests/:key': get((scene) => paths.request(scene.key)),
  'GET /requests/:key/map.bpmn': get((scene) => paths.requestMap(scene.key)),
  'POST /requests/:key/comments': post((scene) => paths.requestComments(scene.key), { body: 'سلام' }),
  'POST /requests/:key/withdrawal (just opened)': post(
    (scene) => paths.withdrawal(scene.key),
    {},
    { how: 'fresh', ...spoils },
  ),
  'POST /requests/:key/withdrawal (numbered)': post((scene) => paths.withdrawal(scene.key), {}),
  'POST /requests/:key/participants (nobody named)': post((scene) => paths.participants(scene.key), {}),
  'POST /requests/:key/participants/removal (none)': post((scene) => paths.participantRemoval(scene.key), {
    person: 'nobody-at-all',
  }),
  'POST /requests/:key/feedback (not ended)': post((scene) => paths.feedback(scene.key), { rating: '5' }),
  'POST /asks/:id/answer': post(
    (scene) => paths.askAnswer(scene.ask),
    { message: 'پاسخ' },
    { how: 'asked', ...spoils },
  ),
  'GET /files/:id (of a field, for others)': get((scene) => paths.file(scene.files.affairs)),
  'GET /files/:id (of a field, for education)': get((scene) => paths.file(scene.files.education)),
  'GET /files/:id (of an internal note)': get((scene) => paths.file(scene.files.note)),
  'GET /files/:id (of a message)': get((scene) => paths.file(scene.files.message)),
  'GET /documents/:name': get((scene) => paths.document(scene.document)),
  'GET /work': get(paths.work()),
  'POST /assignments (to a colleague)': {
    ...spoils,
    send: (client, scene) => client.post(paths.workAssignment(), { task: String(scene.task), expert: bahari }),
  },
  'GET /tasks/:id': get((scene) => paths.task(scene.task)),
  'POST /tasks/:id/completion': post(
    (scene) => paths.taskCompletion(scene.task),
    { outcome: 'complete', card_confirmed: 'returned' },
    spoils,
  ),
  'POST /tasks/:id/completion (no outcome)': post((scene) => paths.taskCompletion(scene.task), {}),
  'POST /tasks/:id/assignment (to a colleague)': {
    ...spoils,
    send: (client, scene) => client.post(paths.taskAssignment(scene.task), { to: bahari }),
  },
  'POST /tasks/:id/assignment (give it back)': post(
    (scene) => paths.taskAssignment(scene.task),
    { to: 'office' },
    spoils,
  ),
  'POST /tasks/:id/asks': post((scene) => paths.taskAsks(scene.task), { message: 'رسید را بفرستید.' }, spoils),
  'POST /tasks/:id/return': post(
    (scene) => paths.taskReturn(scene.task),
    { to: 'education_referral', reason: 'دوباره' },
    spoils,
  ),
  'POST /tasks/:id/comments (internal note)': post((scene) => paths.taskComments(scene.task), {
    audience: 'offices',
    body: 'یادداشت',
  }),
  'GET /admin': get(paths.admin()),
  'GET /admin/people': get(paths.adminPeople()),
  'GET /admin/people/:id': get(paths.adminPerson(1)),
  'POST /admin/people/:id/memberships (empty)': post(paths.adminMemberships(1), {}),
  'POST /admin/people/:id/memberships/end (no)': post(paths.adminMembershipEnd(1), { office: 'it' }),
  'POST /admin/people/:id/administrator (none)': post(paths.adminAdministrator(1), { to: 'no' }),
  'POST /admin/people/:id/sessions/end': post(paths.adminSessionsEnd(1), {}),
  'GET /admin/groups': get(paths.adminGroups()),
  'POST /admin/groups (unknown office)': post(paths.adminGroups(), { group: 'x', office: 'kitchen', role: 'head' }),
  'POST /admin/groups/removal (none)': post(paths.adminRuleRemoval(), { rule: '999' }),
  'GET /admin/sync': get(paths.adminSync()),
  'POST /admin/sync (dry)': post(paths.adminSync(), { dry: 'yes' }),
  'GET /admin/substitutes': get(paths.adminSubstitutes()),
  'POST /admin/substitutes/:id/end (over)': post(paths.adminSubstituteEnd(2), {}),
  'GET /admin/readings': get(paths.adminReadings()),
  'POST /admin/readings (unknown key)': post(paths.adminReadings(), { key: 'CLR-1400-999999', reason: 'بررسی' }),
  'GET /admin/calendar': get(paths.adminCalendar()),
  'POST /admin/calendar/closures (empty)': post(paths.closures(), {}),
  'POST /admin/calendar/closures/:id/removal': post(paths.closureRemoval(999), {}),
  'GET /admin/targets': get(paths.adminTargets()),
  'POST /admin/targets/:service/:element (no)': post(paths.stepTarget(CLEARANCE, 'nothing'), { days: '3' }),
  'GET /admin/processes': get(paths.adminProcesses()),
  'GET /admin/processes/:service/:version': get(paths.adminProcess(CLEARANCE, 1, { at: 'education_review' })),
  'GET /admin/processes/:service/:version/map.bpmn': get(paths.adminProcessMap(CLEARANCE, 1)),
  'GET /admin/instances/:key': get((scene) => paths.adminInstance(scene.key)),
  'GET /admin/instances/:key/move (no token)': get((scene) => paths.adminMove(scene.key)),
  'POST /admin/instances/:key/move (no token)': post((scene) => paths.adminMove(scene.key), { reason: 'آزمون' }),
  'GET /admin/instances/:key/cancellation': get((scene) => paths.adminCancellation(scene.key)),
  'POST /admin/instances/:key/cancellation': post((scene) => paths.adminCancellation(scene.key), {}),
  'GET /admin/mail': get(paths.adminMail()),
  'GET /admin/mail/:id (none)': get(paths.adminMailOne(999)),
  'POST /admin/mail/:id/pass (none)': post(paths.adminMailPass(999), {}),
  'POST /admin/mail/:id/drop (none)': post(paths.adminMailDrop(999), {}),
  'GET /admin/incidents': get(paths.adminIncidents()),
  'GET /admin/incidents/:key/:id (none)': get((scene) => paths.adminIncident(scene.key, 999)),
  'POST /admin/incidents/:key/:id/retry (none)': post((scene) => paths.adminIncidentRetry(scene.key, 999), {
    reason: 'آزمون',
  }),
  'POST /admin/incidents/:key/:id/variables': post((scene) => paths.adminIncidentVariables(scene.key, 999), {
    reason: 'آزمون',
  }),
  'GET /admin/webhooks': get(paths.adminWebhooks()),
  'POST /admin/webhooks (empty)': post(paths.adminWebhooks(), {}),
  'GET /admin/webhooks/:id (none)': get(paths.adminWebhook(999)),
  'POST /admin/webhooks/:id (none)': post(paths.adminWebhook(999), {}),
  'POST /admin/webhooks/:id/secret (none)': post(paths.adminWebhookSecret(999), {}),
  'POST /admin/webhooks/:id/removal (none)': post(paths.adminWebhookRemoval(999), {}),
  'POST /admin/webhooks/:id/trial (none)': post(paths.adminWebhookTrial(999), {}),
  'POST /admin/webhooks/:id/deliveries/:delivery/resend': post(paths.adminWebhookResend(999, 9), {}),
  'GET /admin/audit': get(paths.adminAudit()),
  'POST /admin/audit/check': post(paths.adminAuditCheck(), {}),
  'POST /admin/audit.csv': post(paths.adminAuditExport(), {}),
  'GET /admin/data': get(paths.adminData()),
  'GET /admin/data/template (unknown)': get(paths.adminDataTemplate('none')),
  'POST /admin/data (no file)': post(paths.adminData(), {}),
  'POST /admin/people.csv': post(paths.adminPeopleExport(), {}),
  'POST /work.csv': post(paths.workExport(), {}),
  'GET /admin/services': get(paths.adminServices()),
  'POST /admin/services (nothing filled)': post(paths.adminServices(), {}),
  'GET /admin/services/:id': get(paths.adminService(CLEARANCE)),
  'GET /admin/services/:id/versions/:version/map.bpmn': get(paths.adminServiceMap(CLEARANCE, 1)),
  'POST /admin/services/:id/draft': post(paths.serviceChange(CLEARANCE), {}),
  'GET /admin/services/:id/draft': get(paths.serviceChange(CLEARANCE)),
  'GET /admin/services/:id/draft/card': get(paths.draftCard(CLEARANCE)),
  'POST /admin/services/:id/draft/card (empty)': post(paths.draftCard(CLEARANCE), {}),
  'GET /admin/services/:id/draft/process': get(paths.draftProcess(CLEARANCE)),
  'POST /admin/services/:id/draft/process (no file)': post(paths.draftProcess(CLEARANCE), {}),
  'GET /admin/services/:id/draft/process.bpmn': get(paths.draftDrawing(CLEARANCE)),
  'POST /admin/services/:id/draft/files (none)': post(paths.draftFiles(CLEARANCE), {}),
  'GET /admin/services/:id/draft/check': get(paths.draftCheck(CLEARANCE)),
  'POST /admin/services/:id/draft/forms (no id)': post(paths.draftForms(CLEARANCE), {}),
  'GET /admin/services/:id/draft/request-form': get(paths.draftRequestForm(CLEARANCE)),
  'POST /admin/services/:id/draft/request-form (empty)': post(paths.draftRequestForm(CLEARANCE), { at: 'new' }),
  'GET /admin/services/:id/draft/forms/:form': get(paths.draftTaskForm(CLEARANCE, 'nutrition')),
  'POST /admin/services/:id/draft/forms/:form (empty)': post(paths.draftTaskForm(CLEARANCE, 'nutrition'), {
    at: 'new',
  }),
  'GET /admin/services/:id/draft/comparison': get(paths.draftComparison(CLEARANCE)),
  'GET /admin/services/:id/draft/dry-run': get(paths.draftDryRun(CLEARANCE)),
  'POST /admin/services/:id/draft/dry-run (again)': post(paths.draftDryRun(CLEARANCE), { do: 'again' }),
  'POST /admin/services/:id/draft/publication (old)': post(paths.draftPublication(CLEARANCE), {
    revision: '0',
    once: 'matrix',
    note: 'x',
  }),
  'POST /admin/services/:id/draft/removal (none)': post(paths.draftDiscarding('it-question'), {}),
  'GET /admin/services/:id/move': get(paths.serviceMove(CLEARANCE)),
  'POST /admin/services/:id/move (one version)': post(paths.serviceMove(CLEARANCE), {}),
  'GET /admin/moves/:move (none)': get(paths.move(999)),
  'GET /account/substitute': get(paths.substitute()),
  'POST /account/substitute (nothing chosen)': post(paths.substitute(), {}),
  'POST /account/substitute/:id/end (over)': post(paths.substituteEnd(2), {}),
  'GET /services/:id/map.bpmn': get(paths.serviceMap(CLEARANCE)),
  'GET /sign-in/code': get(paths.signInCode()),
  'POST /sign-in/code (no national code)': post(paths.signInCode(), {}),
  'GET /sign-in/code/entry (nothing asked)': get(paths.signInCodeEntry()),
  'POST /sign-in/code/entry (nothing asked)': post(paths.signInCodeEntry(), { code: '123456' }),
  'GET /sign-in/openid (no provider)': get(paths.openId()),
  'GET /sign-in/openid/return (no provider)': get(paths.openIdReturn()),
  'GET /sign-in/openid/left': get(paths.openIdLeft()),
  'GET /demo/outbox': get(paths.demoOutbox()),
  'GET /demo/outbox/:id/mail (none)': get(paths.demoMail(999)),
  'GET /notices': get(paths.notices()),
  'POST /notices/read': post(paths.noticesRead(), {}),
  'POST /notices/:id/read (none)': post(paths.noticeRead(999_999), {}),
  'GET /account/notices': get(paths.accountNotices()),
  'POST /account/notices': post(paths.accountNotices(), { 'asks.mail': 'daily' }),
  'GET /admin/outbox': get(paths.adminOutbox()),
  'POST /admin/outbox/:id/resend (none)': post(paths.adminResend(999_999), {}),
  'GET /admin/templates': get(paths.adminTemplates()),
  'GET /admin/templates/:lang/:kind': get(paths.adminTemplate('fa', 'asked')),
  'POST /admin/templates/:lang/:kind (empty)': post(paths.adminTemplate('fa', 'asked'), { title: '' }),
  'POST /admin/templates/:lang/:kind/shipped': post(paths.adminTemplateShipped('fa', 'asked'), {}),
  'GET /admin/templates/:lang/:kind/mail': get(paths.adminTemplateMail('fa', 'asked')),
  'GET /account': get(paths.account()),
  'POST /account/sessions/:id/end (none)': post(paths.accountSession(999_999), {}),
  'POST /account/mobile (no number)': post(paths.accountMobile(), {}),
  'GET /account/mobile/code (nothing asked)': get(paths.accountMobileCode()),
  'POST /account/mobile/code (nothing asked)': post(paths.accountMobileCode(), { code: '123456' }),
  'POST /account/tokens (no name)': post(paths.accountTokens(), {}),
  'POST /account/tokens/:id/end (none)': post(paths.accountToken(999_999), {}),
  'POST /account/sessions/end': post(paths.accountSessions(), {}),
  'POST /sessions/end': post(paths.signOut(), {}),
}

test('every route has a row, every row a route, and every row says for everybody', () => {
  const routes = new Set(
    webApp(t.desk, { demo: null, embedded: false })
      // The JSM dialect has a table of its own: src/api/jsm/matrix.db.test.ts.
      .routes.filter((route) => route.method !== 'ALL' && !route.path.startsWith('/rest/'))
      .map((route) => `${route.method} ${route.path.replace(/\{[^/]*\}/g, '')}`),
  )
  const rows = new Set([...MATRIX, ...API_MATRIX].map((row) => row.route))
  expect([...routes].filter((route) => !rows.has(route))).toEqual([])
  expect([...rows].filter((route) => !routes.has(route))).toEqual([])
  expect(Object.keys(ACTS).sort()).toEqual(MATRIX.map((row) => row.name).sort())
  for (const row of MATRIX) expect(row.cells, row.name).toHaveLength(ROLES.length)
  for (const row of API_MATRIX) expect(row.cells, row.name).toHaveLength(TOKENS.length)
})

/** Rows that lead to the sign-in page because they sign out. */
const LEADS_THERE: ReadonlySet<string> = new Set(['POST /sessions/end', 'POST /account/sessions/end'])

let standing: Played | null = null

test.each(MATRIX)('$name', async ({ name, cells }) => {
  const act = ACTS[name]
  if (!act) throw new Error(`nothing is sent for ${name}`)
  let scene = act.how ? await stage.set(act.how) : (standing ??= await stage.set('sent-back'))
  const got: Record<string, string> = {}
  for (const { role } of cells) {
    const client = role === 'requester' ? scene.requester : role === 'code' ? scene.code : stage.as(role)
    const page = await act.send(client, scene, role)
    got[role] =
      page.status === 303 && page.to.startsWith('/sign-in') && !LEADS_THERE.has(name) ? 'in' : String(page.status)
    if (act.spoils && page.status === 303 && got[role] === '303') scene = await stage.set(act.how ?? 'sent-back')
  }
  if (!act.how) standing = scene
  expect(got).toEqual(Object.fromEntries(cells.map(({ role, expected }) => [role, expected])))
})

/** With which token a role of the second table calls, on which scene. */
async function tokenOf(role: string, owner: string): Promise<string> {
  const named = SCOPES.find((one) => one === role)
  const username =
    { other: 'mina', expert: 'sadeghi', elsewhere: 'parvizi', admin: 'admin', 'plain-admin': 'admin' }[role] ??
    (named && isAdminScope(named) ? 'admin' : owner)
  const person = await t.person(username)
  const scopes = named ? [named] : scopesFor(role === 'plain-admin' ? { administrator: false } : person)
  const made = await makeToken(t.desk, person, VISITOR, { once: t.desk.newId(), name: role, scopes, days: 7 })
  return granted(made).token ?? ''
}

/** What is sent for a row of the second table, where it is more than the route itself. */
const CALLS: Readonly<
  Record<string, { readonly query?: string; readonly body?: unknown; readonly id?: (scene: Played) => string | number }>
> = {
  'POST /api/v1/requests (nothing filled)': { body: { service: CLEARANCE } },
  'POST /api/v1/requests/:key/comments': { body: { body: 'متن' } },
  'POST /api/v1/asks/:id/answers': { body: { message: 'پاسخ' }, id: (scene) => scene.ask },
  'POST /api/v1/files (no file)': { body: new FormData() },
  'GET /api/v1/files/:id (of a message)': { id: (scene) => scene.files.message },
  'GET /api/v1/files/:id (of an internal note)': { id: (scene) => scene.files.note },
  'DELETE /api/v1/files/:id (of a request)': { id: (scene) => scene.files.affairs },
  'POST /api/v1/tasks/:id/assignments (give it back)': { body: { to: null } },
  'POST /api/v1/tasks/:id/completions (no outcome)': { body: { outcome: '' } },
  'POST /api/v1/tasks/:id/asks': { body: { message: 'رسید را بفرستید.' } },
  'POST /api/v1/tasks/:id/returns': { body: { to: 'education_referral', reason: 'دوباره' } },
  'POST /api/v1/tasks/:id/comments (internal note)': { body: { body: 'یادداشت' } },
  'GET /api/v1/services/:id': { id: () => CLEARANCE },
  'GET /api/v1/people/:id': { id: () => 1 },
  'GET /api/v1/instances': { query: `?service=${CLEARANCE}&version=1&element=education_review` },
  'POST /api/v1/instances/:key/retries (none)': { body: { incident: 999, reason: 'آزمون' } },
  'POST /api/v1/instances/:key/moves (no token)': { body: { token: 999, to: 'numbering', reason: 'آزمون' } },
  'POST /api/v1/instances/:key/cancellations (no reason)': { body: { reason: ' ' } },
  'POST /api/v1/messages': { body: { name: 'nobody-waits' } },
  'POST /api/v1/webhooks (wrong address)': { body: { name: 'x', url: 'x', kinds: ['opened'] } },
  'GET /api/v1/webhooks/:id (none)': { id: () => 999 },
  'PATCH /api/v1/webhooks/:id (none)': { id: () => 999, body: { name: 'x' } },
  'DELETE /api/v1/webhooks/:id (none)': { id: () => 999 },
  'POST /api/v1/webhooks/:id/secrets (none)': { id: () => 999 },
  'POST /api/v1/webhooks/:id/trials (none)': { id: () => 999 },
  'GET /api/v1/webhooks/:id/deliveries (none)': { id: () => 999 },
  'POST /api/v1/webhooks/:id/deliveries/:delivery/resends': { id: () => 999 },
  'GET /api/v1/reports/pace': { query: `?service=${CLEARANCE}` },
}

test.each(API_MATRIX)('$name', async ({ name, route, cells }) => {
  const scene = await stage.set(name.includes('/asks/') ? 'asked' : 'sent-back')
  const app = webApp(t.desk, { demo: null, embedded: false })
  const { query = '', body, id = (one: Played) => one.task } = CALLS[name] ?? {}
  const places = { delivery: 9, key: scene.key, code: scene.document, service: CLEARANCE, version: 1, id: id(scene) }
  const [method = '', path = ''] = Object.entries(places)
    .reduce((text, [place, value]) => text.replace(`:${place}`, String(value)), route)
    .split(' ')
  const got: Record<string, number> = {}
  for (const { role } of cells) {
    const headers = new Headers({ 'idempotency-key': `matrix-${role}`, 'if-match': '*' })
    if (role === 'session') headers.set('cookie', `mizban_session=${scene.requester.cookies.get('mizban_session')}`)
    else if (role !== 'nobody') headers.set('authorization', `Bearer ${await tokenOf(role, scene.owner)}`)
    const content = body instanceof FormData ? body : body === undefined ? null : JSON.stringify(body)
    if (typeof content === 'string') headers.set('content-type', 'application/json')
    const request = new Request(`http://desk.test${path}${query}`, { method, headers, body: content })
    got[role] = (await app.fetch(request)).status
  }
  expect(got, name).toEqual(Object.fromEntries(cells.map(({ role, expected }) => [role, Number(expected)])))
})
