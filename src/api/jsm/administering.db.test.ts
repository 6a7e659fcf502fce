import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted } from '../../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.js'
import { callJsm } from '../../../test/support/jsm.js'
import { tokenOf } from '../../../test/support/jsm-server.js'
import { openServiceDraft } from '../../commands/change-service.js'
import { savePerson } from '../../store/directory-people.js'
import { numberOf } from './ids.js'

/** What programs of administrators do in the dialect: people and services. */

let t: TestDesk
let admin: string
let sara: string
beforeAll(async () => {
  t = await openTestDesk()
  ;[admin, sara] = [await tokenOf(t, 'admin'), await tokenOf(t, 'sara')]
})
afterAll(() => t.close())

const call = async (token: string, path: string, method = 'GET', body?: object, headers: HeadersInit = {}) => {
  const answer = await callJsm(t.desk, `/servicedeskapi${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: answer.body as Record<string, string> }
}

const audited = async (kind: string) =>
  (await t.desk.db.selectFrom('audit').select('data').where('kind', '=', kind).execute()).length

const TYPES = '/servicedesk/1/requesttype'
const IT = numberOf('service', 'it-question')

test('somebody new is made once, found by their address, and taken for nobody else', async () => {
  const about = { email: 'Guest@Example.edu', fullName: 'مهمان نمونه' }
  const made = await call(admin, '/customer', 'POST', about, { 'idempotency-key': 'guest' })
  expect(made).toMatchObject({ status: 201, body: { name: 'guest@example.edu', displayName: 'مهمان نمونه' } })
  expect(await call(admin, '/customer', 'POST', about, { 'idempotency-key': 'guest' })).toEqual(made)
  expect((await call(admin, '/customer', 'POST', about)).status).toBe(400)
  expect((await call(admin, '/customer?strictConflictStatusCode=true', 'POST', about)).status).toBe(409)
  expect(await audited('person-imported')).toBe(1)
  expect((await call(admin, '/customer', 'POST', { email: 'no address', displayName: 'x' })).status).toBe(400)
  const issue = await call(sara, '/request', 'POST', {
    serviceDeskId: '1',
    requestTypeId: IT,
    requestFieldValues: { summary: 'شبکه', description: 'قطع است' },
    requestParticipants: ['guest@example.edu'],
  })
  expect(await call(sara, `/request/${issue.body['issueKey']}/participant`)).toMatchObject({
    body: { values: [{ displayName: 'مهمان نمونه' }] },
  })
  // Later the directory brings somebody of this address.
  const from = {
    directoryId: 'ad:guest',
    username: 'guest',
    name: { fa: 'مهمان نمونه', en: 'A Guest' },
    honorific: null,
    title: null,
    faculty: null,
    email: 'guest@example.edu',
    mobile: null,
    groups: [],
    memberships: [],
    administrator: false,
    facts: null,
  }
  const id = await savePerson(t.desk.db, from)
  expect(made.body['accountId']).toBe(`mizban:${id}`)
})

test('who is known already, or has left, is made by nobody', async () => {
  const { db } = t.desk
  await db
    .updateTable('person')
    .set({ email: 'left@example.edu', active: false, left_at: new Date() })
    .where('username', '=', 'mina')
    .execute()
  expect((await call(admin, '/customer', 'POST', { email: 'LEFT@example.edu', displayName: 'x' })).status).toBe(400)
})

test('only a token with administration:write of an administrator makes people and services', async () => {
  const about = { issueTypeId: IT, name: 'x' }
  const poor = await tokenOf(t, 'admin', ['requests:write', 'tasks:write', 'administration:read'])
  for (const token of [sara, poor]) {
    expect((await call(token, '/customer', 'POST', { email: 'a@example.edu' })).status).toBe(403)
    expect((await call(token, TYPES, 'POST', about)).status).toBe(403)
    expect((await call(token, `${TYPES}/${IT}`, 'DELETE')).status).toBe(403)
  }
  const basic = { authorization: `Basic ${btoa('admin:mizban-demo')}` }
  expect((await call('', TYPES, 'POST', about, basic)).status).toBe(403)
  const lost = await tokenOf(t, 'admin')
  const { db } = t.desk
  await db
    .updateTable('person')
    .set({ administrator: false, administrator_by_rule: false })
    .where('username', '=', 'admin')
    .execute()
  expect((await call(lost, TYPES, 'POST', about)).status).toBe(403)
  await db.updateTable('person').set({ administrator: true }).where('username', '=', 'admin').execute()
})

test('a service like another: asked for at once, said otherwise, and withdrawn', async () => {
  const about = { issueTypeId: IT, name: 'چاپگرها', description: 'هر پرسشی دربارهٔ چاپگر', helpText: 'یک روز کاری' }
  const key = { 'idempotency-key': 'printers' }
  const made = await call(admin, TYPES, 'POST', about, key)
  expect(made).toMatchObject({ status: 200, body: { name: 'چاپگرها', helpText: 'یک روز کاری' } })
  expect(await call(admin, TYPES, 'POST', about, key)).toEqual(made)
  const id = made.body['id'] ?? ''
  expect(id).toBe(numberOf('service', 'it-question-2'))
  const issue = await call(sara, '/request', 'POST', {
    serviceDeskId: '1',
    requestTypeId: id,
    requestFieldValues: { summary: 'چاپگر', description: 'روشن نمی‌شود' },
  })
  expect(issue).toMatchObject({ status: 201, body: { issueKey: expect.stringMatching(/^ITQA-/) } })

  const english = { 'accept-language': 'en' }
  const said = { requestTypeId: id, name: 'Printers', helpText: '' }
  expect((await call(admin, TYPES, 'PUT', said, english)).body).toMatchObject({ name: 'Printers', helpText: '' })
  expect((await call(sara, `${TYPES}/${id}`)).body).toMatchObject({ name: 'چاپگرها', helpText: '' })

  expect((await call(admin, TYPES, 'POST', about)).body['id']).toBe(numberOf('service', 'it-question-3'))
  expect((await call(admin, `${TYPES}/${id}`, 'DELETE')).status).toBe(204)
  expect((await call(sara, `${TYPES}/${id}`)).status).toBe(404)
  expect((await call(admin, `${TYPES}/${id}`, 'DELETE')).status).toBe(404)
  expect((await call(sara, `/request/${issue.body['issueKey']}`)).body).toMatchObject({ requestTypeId: id })
  expect(await audited('service-published')).toBe(4)
})

test('what somebody is changing in the administration is not changed beside them', async () => {
  granted(await openServiceDraft(t.desk, await t.person('admin'), 'sms-panel-top-up'))
  const id = numberOf('service', 'sms-panel-top-up')
  const no = { status: 409, body: { i18nErrorMessage: { i18nKey: 'sd.mizban.draft-open' } } }
  expect(await call(admin, TYPES, 'PUT', { requestTypeId: id, name: 'x' })).toMatchObject(no)
  expect(await call(admin, `${TYPES}/${id}`, 'DELETE')).toMatchObject(no)
})

test('every service is open to everybody, and administrators administer all', async () => {
  const path = `${TYPES}/${IT}/permission`
  expect(await call(admin, path, 'PUT', { allowlist: [] })).toEqual({ status: 200, body: { id: IT, permissions: [] } })
  expect((await call(admin, path, 'PUT', { allowlist: [{ entityType: 'USER', entityId: '1' }] })).status).toBe(403)
  const asked = { permissions: ['canCreateRequest', 'canAdminister'], requestTypeIds: [Number(IT), 7] }
  const may = async (token: string) => (await call(token, `${TYPES}/permissions/check`, 'POST', asked)).body
  expect(await may(sara)).toEqual({ canCreateRequest: [Number(IT)], canAdminister: [] })
  expect(await may(admin)).toEqual({ canCreateRequest: [Number(IT)], canAdminister: [Number(IT)] })
})
