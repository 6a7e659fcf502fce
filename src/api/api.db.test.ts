import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi, type ApiAnswer } from '../../test/support/api.js'
import { openClearance, walk } from '../../test/support/clearance.js'
import { clientOf } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { VISITOR } from '../../test/support/sign-in.js'
import { makeToken, revokeToken } from '../commands/access-token.js'
import { scopesFor, type Scope } from '../desk/token.js'
import { ownTokens } from '../store/tokens.js'

let t: TestDesk
let key: string
let foreign: string
beforeAll(async () => {
  t = await openTestDesk()
  key = await openClearance(t, 'sara')
  foreign = await openClearance(t, 'mina')
  await walk(t, 'sara', key, 'nutrition')
})
afterAll(() => t.close())

let made = 0
async function tokenFor(username: string, scopes?: readonly Scope[], days = 7): Promise<string> {
  const person = await t.person(username)
  const result = await makeToken(t.desk, person, VISITOR, {
    once: `t${(made += 1)}`,
    name: 'test',
    scopes: scopes ?? scopesFor(person),
    days,
  })
  if (!result.ok || result.token === null) throw new Error('no token')
  return result.token
}

function call(token: string | null, path: string, init: RequestInit = {}): Promise<ApiAnswer> {
  const headers = new Headers(init.headers)
  if (token !== null) headers.set('authorization', `Bearer ${token}`)
  return callApi(t.desk, path, { ...init, headers })
}

const comment = (token: string, to: string, once: string | null, body: unknown): Promise<ApiAnswer> =>
  call(token, `/requests/${to}/comments`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(once === null ? {} : { 'idempotency-key': once }) },
  })

test('who am I: the person, what the token may, and no caching', async () => {
  const answer = await call(await tokenFor('khosravi', ['tasks:read']), '/me')
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({
    username: 'khosravi',
    offices: [{ office: 'nutrition' }],
    scopes: ['tasks:read'],
    token_ends_at: new Date(t.desk.now() + 7 * 86_400_000).toISOString(),
  })
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test('own requests and one of them, as the page shows them; those of others are not there', async () => {
  const sara = await tokenFor('sara')
  const list = await call(sara, '/requests')
  expect(list.body).toMatchObject({ items: [{ key, service: 'student-clearance', status: 'open' }], next: null })
  const one = await call(sara, `/requests/${key}`)
  expect(one.body).toMatchObject({ key, places: [{ office: { fa: 'اداره تغذیه' } }] })
  const [theirs, none] = [await call(sara, `/requests/${foreign}`), await call(sara, '/requests/CLR-1405-999999')]
  expect([theirs.status, theirs.text]).toEqual([404, none.text])
  expect(theirs.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(theirs.body).toMatchObject({ status: 404, code: 'not-found' })
  for (const path of [
    '/requests/%00',
    '/requests?q=%00',
    '/requests?after=x',
    '/tasks?after=x~y&office=%00',
    '/nowhere',
  ])
    expect((await call(sara, path)).status, path).toBeLessThan(500)
})

test('the work list has the tasks of one’s offices, and notes reach offices only', async () => {
  const clerk = await tokenFor('khosravi')
  expect((await call(clerk, '/tasks')).body).toMatchObject({ items: [{ request: key, office: 'nutrition' }] })
  expect((await call(await tokenFor('sara'), '/tasks')).body).toEqual({ items: [], next: null })
  expect((await comment(clerk, key, 'n1', { body: 'یادداشت پنهان', internal: true })).status).toBe(201)
  expect((await call(clerk, `/requests/${key}`)).text).toContain('یادداشت پنهان')
  expect((await call(await tokenFor('sara'), `/requests/${key}`)).text).not.toContain('یادداشت پنهان')
  expect((await comment(await tokenFor('sara'), key, 'n2', { body: 'x', internal: true })).status).toBe(403)
})

test('a message sent twice with the same key is one message', async () => {
  const sara = await tokenFor('sara')
  const answers = await Promise.all([1, 2, 3].map(() => comment(sara, key, 'once', { body: 'سلام از برنامه' })))
  expect(answers.map((one) => one.status)).toEqual([201, 201, 201])
  const rows = await t.desk.db.selectFrom('comment').select('id').where('body', '=', 'سلام از برنامه').execute()
  expect(rows).toHaveLength(1)
  expect((await comment(sara, key, null, { body: 'x' })).body).toMatchObject({
    status: 400,
    code: 'bad-value',
    errors: [{ field: 'idempotency-key' }],
  })
  expect((await comment(sara, key, 'b1', { body: 'a\0b' })).status).toBe(422)
  expect((await comment(sara, key, 'b2', { nobody: 'x' })).status).toBe(422)
  expect((await comment(sara, key, 'b3', { body: ' ' })).body).toMatchObject({ errors: [{ field: 'body' }] })
  expect((await comment(sara, foreign, 'b4', { body: 'x' })).status).toBe(404)
  expect((await comment(sara, key, 'b5', { body: 'x'.repeat(70_000) })).status).toBe(413)
  const windows1256 = Uint8Array.from([...Buffer.from('{"body":"'), 0xd3, 0xe1, 0xc7, 0xe3, ...Buffer.from('"}')])
  const json = { authorization: `Bearer ${sara}`, 'content-type': 'application/json', 'idempotency-key': 'b6' }
  const sent = { method: 'POST', headers: json, body: windows1256 }
  expect((await callApi(t.desk, `/requests/${key}/comments`, sent)).body).toMatchObject({
    status: 400,
    title: 'The body is not UTF-8.',
  })
})

describe('what a token may', () => {
  const operations = [
    ['GET', '/me', null],
    ['GET', '/requests', 'requests:read'],
    ['GET', '/requests/KEY', 'requests:read'],
    ['POST', '/requests/KEY/comments', 'requests:write'],
    ['GET', '/tasks', 'tasks:read'],
  ] as const

  test.each(scopesFor({ administrator: false }))('%s and nothing else', async (scope) => {
    const token = await tokenFor('sara', [scope])
    for (const [method, path, wanted] of operations) {
      const to = path.replace('KEY', key)
      const answer = method === 'GET' ? await call(token, to) : await comment(token, key, `s-${scope}`, { body: 'x' })
      const allowed = wanted === null || wanted === scope
      expect(answer.status, `${method} ${path}`).toBe(allowed ? (method === 'GET' ? 200 : 201) : 403)
      if (!allowed) {
        expect(answer.body).toMatchObject({ code: 'missing-scope', scope: wanted })
        expect(answer.headers.get('www-authenticate')).toContain(`error="insufficient_scope", scope="${wanted}"`)
      }
    }
  })

  test('an administrator’s token reads no request, and without its scopes is no administrator', async () => {
    const [whole, plain] = [await tokenFor('admin'), await tokenFor('admin', scopesFor({ administrator: false }))]
    expect((await call(whole, `/requests/${key}`)).status).toBe(404)
    expect((await call(whole, '/people')).status).toBe(200)
    expect((await call(plain, '/people')).body).toMatchObject({ code: 'missing-scope', scope: 'administration:read' })
    await expect(tokenFor('sara', ['administration:read'])).rejects.toThrow('no token')
  })

  test('who is no administrator any more is none by an old token either', async () => {
    const token = await tokenFor('admin')
    const set = (administrator: boolean) =>
      t.desk.db
        .updateTable('person')
        .set({ administrator, administrator_by_rule: administrator })
        .where('username', '=', 'admin')
        .execute()
    await set(false)
    try {
      expect((await call(token, '/people')).body).toMatchObject({ status: 403, code: 'not-allowed' })
      expect((await call(token, '/audit')).status).toBe(403)
    } finally {
      await set(true)
    }
  })
})

describe('what lets nobody in', () => {
  test('no token, a wrong one, a cookie, a token in the address or on the pages', async () => {
    const token = await tokenFor('sara')
    const sara = await clientOf(t, 'sara')
    for (const answer of [
      await call(null, '/me'),
      await call('mzb_x', '/me'),
      await call(`mzb_${'A'.repeat(43)}`, '/me'),
      await call(null, '/me', { headers: { cookie: `mizban_session=${sara.cookies.get('mizban_session')}` } }),
      await call(null, '/me', { headers: { authorization: `Basic ${btoa(`sara:${token}`)}` } }),
      await call(null, `/me?access_token=${token}`),
      await call(null, '/nowhere'),
    ]) {
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="mizban"/)
      expect(answer.body).toMatchObject({ code: 'no-token' })
    }
    const nobody = await clientOf(t, null)
    expect((await nobody.get('/requests', { authorization: `Bearer ${token}` })).status).toBe(303)
    nobody.cookies.set('mizban_session', token)
    expect((await nobody.get('/requests')).status).toBe(303)
  })

  test('a token that ended, was revoked, or whose person has left', async () => {
    const [ended, revoked, left] = [
      await tokenFor('taha'),
      await tokenFor('zahra'),
      await tokenFor('noor', undefined, 30),
    ]
    expect((await call(ended, '/me')).status).toBe(200)
    const zahra = await t.person('zahra')
    const [token] = await ownTokens(t.desk.db, zahra.id, t.desk.now())
    expect((await revokeToken(t.desk, await t.person('mina'), VISITOR, token?.id ?? 0)).ok).toBe(false)
    expect((await call(revoked, '/me')).status).toBe(200)
    expect((await revokeToken(t.desk, zahra, VISITOR, token?.id ?? 0)).ok).toBe(true)
    t.pass(7 * 86_400_000)
    await t.desk.db
      .updateTable('person')
      .set({ active: false, left_at: new Date(t.desk.now()) })
      .where('username', '=', 'noor')
      .execute()
    expect([
      (await call(ended, '/me')).status,
      (await call(revoked, '/me')).status,
      (await call(left, '/me')).status,
    ]).toEqual([401, 401, 401])
  })

  test('its last use is noted, at most once a minute', async () => {
    const token = await tokenFor('alireza')
    const used = async () => (await ownTokens(t.desk.db, (await t.person('alireza')).id, t.desk.now()))[0]?.usedAt
    expect(await used()).toBeNull()
    const first = t.desk.now()
    await call(token, '/me')
    t.pass(30_000)
    await call(token, '/me')
    expect(await used()).toBe(first)
    t.pass(30_000)
    await call(token, '/me')
    expect(await used()).toBe(first + 60_000)
  })
})
