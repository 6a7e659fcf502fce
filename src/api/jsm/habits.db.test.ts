import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { granted, openClearance, openTask, walk } from '../../../test/support/clearance.js'
import { clientOf } from '../../../test/support/client.js'
import { callJsm } from '../../../test/support/jsm.js'
import { openListeningDesk, tokenOf, type ListeningDesk } from '../../../test/support/jsm-server.js'
import { pdfBytes } from '../../../test/support/uploads.js'
import { askRequester } from '../../commands/ask-requester.js'
import { webApp } from '../../web/app.js'
import { numberOf } from './ids.js'

/** What clients that were not installed here do, as §3.6 of the research has it, sent byte by byte. */

let t: ListeningDesk
let sara: string
let tina: string
let key: string
let id: string
beforeAll(async () => {
  t = await openListeningDesk('127.80.7.32')
  ;[sara, tina] = [await tokenOf(t, 'sara'), await tokenOf(t, 'parvizi')]
  const made = await call(sara, '/servicedeskapi/request', 'POST', NEW)
  ;({ issueKey: key, issueId: id } = made.body as { issueKey: string; issueId: string })
})
afterAll(() => t.close())

const IT = numberOf('service', 'it-question')
const NEW = { serviceDeskId: 1, requestTypeId: Number(IT), requestFieldValues: { summary: 'شبکه', description: 'قطع' } }

const call = (
  token: string | null,
  path: string,
  method = 'GET',
  body?: object | string,
  headers: Readonly<Record<string, string>> = {},
) =>
  callJsm(t.desk, path, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })

const basic = (name: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
})

test('a content type without a body, the wrong one before JSON, and JSON on GET', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const path = `/servicedeskapi/request/${key}`
  expect((await call(sara, `${path}/notification`, 'PUT', '', form)).status).toBe(204)
  expect((await call(sara, `${path}/notification`, 'DELETE', '')).status).toBe(204)
  expect((await call(sara, path, 'GET', undefined, { 'content-type': 'application/json' })).status).toBe(200)
  expect((await call(sara, `${path}/comment`, 'POST', '{"body":"سلام"}', form)).status).toBe(201)
  const bad = await call(sara, `${path}/comment`, 'POST', '{"body":')
  expect(bad).toMatchObject({ status: 400, body: { i18nErrorMessage: { i18nKey: 'sd.mizban.not-json' } } })
  const foreign = { method: 'POST', headers: { authorization: `Bearer ${sara}`, 'content-type': 'application/json' } }
  const body = Uint8Array.from([...Buffer.from('{"body":"'), 0xd3, 0xe1, 0xc7, 0xe3, ...Buffer.from('"}')])
  expect(await callJsm(t.desk, `${path}/comment`, { ...foreign, body })).toMatchObject({
    status: 400,
    body: { i18nErrorMessage: { i18nKey: 'sd.mizban.not-utf8' } },
  })
  const property = `/servicedeskapi/organization/${numberOf('office', 'it')}/property/k`
  expect((await call(tina, property, 'PUT', '', form)).status).toBe(201)
  expect((await call(tina, property, 'PUT', '[1, {"a": "ب"}]')).status).toBe(200)
  expect((await call(tina, property)).body).toEqual({ key: 'k', value: [1, { a: 'ب' }] })
  // Twenty thousand letters of text each, and far more as the database keeps them.
  const large = [Array.from({ length: 10_000 }, () => 1), 'ب'.repeat(20_000)]
  for (const value of large) expect((await call(tina, property, 'PUT', JSON.stringify(value))).status).toBe(413)
  expect((await call(tina, property, 'PUT', JSON.stringify('x'.repeat(32_000)))).status).toBe(200)
})

test('DELETE with a body, and people by any of their names', async () => {
  const path = `/servicedeskapi/request/${id}/participant`
  const mina = (await t.person('mina')).id
  const added = await call(sara, path, 'POST', { usernames: [], accountIds: [`mizban:${mina}`] })
  expect(added.body).toMatchObject({ size: 1, values: [{ name: 'mina', accountId: `mizban:${mina}` }] })
  expect((await call(sara, path, 'DELETE', { usernames: ['mina'] })).body).toMatchObject({ size: 0 })
  expect((await call(sara, path, 'POST', { usernames: ['nobody'] })).status).toBe(400)
})

test('a comment that is null is no comment', async () => {
  const { body } = await call(sara, `/servicedeskapi/request`, 'POST', NEW)
  const other = (body as { issueKey: string }).issueKey
  const path = `/servicedeskapi/request/${other}/transition`
  expect((await call(sara, path, 'POST', { id: '1', additionalComment: { body: null } })).status).toBe(204)
  expect((await call(sara, path, 'POST', { id: '1' })).status).toBe(400)
})

test('an answer names fields of the form, and one that it has not is refused, never dropped', async () => {
  const { issueKey } = (await call(sara, '/servicedeskapi/request', 'POST', NEW)).body as { issueKey: string }
  const task = await openTask(t, await t.person('sara'), issueKey)
  const asked = { message: 'کدام ساختمان؟', fields: ['subject'], wantsFiles: false, amount: null, paymentId: null }
  granted(await askRequester(t.desk, await t.person('darvishi'), { task: task.id, once: issueKey, ...asked }))
  const path = `/servicedeskapi/request/${issueKey}/transition`
  const { values } = (await call(sara, path)).body as { values: { id: string }[] }
  const answer = (requestFieldValues: object) => call(sara, path, 'POST', { id: values[0]?.id, requestFieldValues })
  expect(await answer({ subject: 'شبکهٔ ساختمان دو', priority: 'high' })).toMatchObject({
    status: 400,
    body: { errors: { priority: expect.any(String) } },
  })
  expect((await answer({ subject: 'شبکهٔ ساختمان دو' })).status).toBe(204)
  expect((await call(sara, `/servicedeskapi/request/${issueKey}`)).body).toMatchObject({ summary: 'شبکهٔ ساختمان دو' })
})

const BOUNDARY = '7MA4YWxkTrZu0gW5f3d9'

test('files: several parts, names in three encodings, no content type of a part', async () => {
  const part = (name: string, bytes: Uint8Array) =>
    Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; ${name}\r\n\r\n`),
      bytes,
      Buffer.from('\r\n'),
    ])
  const body = Buffer.concat([
    part('filename="نامهٔ من.pdf"', pdfBytes('1')),
    part('filename="b.pdf"', pdfBytes('2')),
    // RFC 5987, of older Python; RFC 2047, of Java.
    part(`filename*=UTF-8''${encodeURIComponent('نامهٔ ۲.pdf')}`, pdfBytes('3')),
    part(`filename="=?utf-8?B?${Buffer.from('نامهٔ ۳.pdf').toString('base64')}?="`, pdfBytes('4')),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ])
  const answer = await callJsm(t.desk, '/servicedeskapi/servicedesk/MIZBAN/attachTemporaryFile', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sara}`,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'x-atlassian-token': 'no-check',
    },
    body,
  })
  expect(answer.status, answer.text).toBe(201)
  const { temporaryAttachments: files } = answer.body as {
    temporaryAttachments: { temporaryAttachmentId: string; fileName: string }[]
  }
  expect(files.map((one) => one.fileName)).toEqual(['نامهٔ من.pdf', 'b.pdf', 'نامهٔ ۲.pdf', 'نامهٔ ۳.pdf'])
  // Numeric ids in paths, as the PHP client builds them.
  const attached = await call(sara, `/servicedeskapi/request/${id}/attachment`, 'POST', {
    temporaryAttachmentIds: files.map((one) => one.temporaryAttachmentId),
    additionalComment: { body: null },
  })
  expect(attached).toMatchObject({ status: 201, body: { attachments: { size: 4 }, comment: { public: true } } })
  const foreign = await call(tina, `/servicedeskapi/request/${id}/attachment`, 'POST', {
    temporaryAttachmentIds: files.map((one) => one.temporaryAttachmentId),
  })
  expect(foreign.status).toBe(400)
})

test('lists in two spellings, booleans in three, spaces in two', async () => {
  const wanted = async (query: string) =>
    ((await call(sara, `/servicedeskapi/request?${query}`)).body as { values: object[] }).values[0]
  const commas = await wanted('expand=participant,requestType&requestOwnership=OWNED_REQUESTS,PARTICIPATED_REQUESTS')
  const repeated = await wanted(
    'expand=participant&expand=requestType&requestOwnership=OWNED_REQUESTS&requestOwnership=PARTICIPATED_REQUESTS',
  )
  expect(commas).toEqual(repeated)
  expect(commas).toMatchObject({ participants: { size: 0 }, requestType: { id: IT } })
  for (const value of ['true', 'True', '1'])
    expect((await call(tina, `/servicedeskapi/servicedesk/1/queue?includeCount=${value}`)).body).toMatchObject({
      values: [{ issueCount: expect.any(Number) }],
    })
  for (const value of ['false', 'False', ''])
    expect((await call(tina, `/servicedeskapi/servicedesk/1/queue?includeCount=${value}`)).text).not.toContain(
      'issueCount',
    )
  for (const query of ['%D9%81%D9%86%D8%A7%D9%88%D8%B1%DB%8C', 'پرسش+از+فناوری', 'پرسش%20از%20فناوری'])
    expect((await call(sara, `/servicedeskapi/requesttype?searchQuery=${query}`)).body, query).toMatchObject({
      values: expect.arrayContaining([expect.objectContaining({ id: IT })]),
    })
  expect((await call(sara, '/servicedeskapi/requesttype?searchQuery=nothing+like+it')).body).toMatchObject({ size: 0 })
})

test('paging: the effective limit, absolute links, an end', async () => {
  for (let more = 0; more < 3; more += 1) await call(sara, '/servicedeskapi/request', 'POST', NEW)
  const first = (await call(sara, '/servicedeskapi/request?limit=2')).body as {
    _links: { next: string; base: string }
    isLastPage: boolean
  }
  expect(first).toMatchObject({ size: 2, start: 0, limit: 2, isLastPage: false })
  const { _links: links } = first
  const next = await call(sara, links.next.replace(`${t.url}/rest`, ''))
  expect(next.body).toMatchObject({
    start: 2,
    _links: { prev: expect.stringContaining(`${t.url}/rest/servicedeskapi/request?`) },
  })
  expect((await call(sara, '/servicedeskapi/request?limit=5000')).body).toMatchObject({ limit: 100, isLastPage: true })
  expect((await call(sara, '/servicedeskapi/request?start=abc')).status).toBe(400)
  expect((await call(sara, '/servicedeskapi/request?start=999999999999')).status).toBe(400)
  // Not the same page for ever, for whoever reads on to the last one.
  expect((await call(sara, '/servicedeskapi/request?start=100001')).status).toBe(400)
  const queue = `/servicedeskapi/servicedesk/1/queue/${numberOf('office', 'it')}/issue`
  expect((await call(tina, `${queue}?start=2000`)).body).toMatchObject({ size: 0, isLastPage: true })
  expect((await call(tina, `${queue}?start=2001`)).status).toBe(400)
})

test('a context path is taken off, and stands in the links', async () => {
  const answer = await webApp(t.desk, { demo: null, embedded: true }).fetch(
    new Request(`http://desk.test/jira/rest/servicedeskapi/request/${key}`, {
      headers: { authorization: `Bearer ${sara}` },
    }),
  )
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ _links: { self: `${t.url}/jira/rest/servicedeskapi/request/${id}` } })
})

test('the same key makes one request of two sendings', async () => {
  const once = { 'idempotency-key': 'k-1' }
  const [a, b] = [
    await call(sara, '/servicedeskapi/request', 'POST', NEW, once),
    await call(sara, '/servicedeskapi/request', 'POST', NEW, once),
  ]
  expect(a.status).toBe(201)
  expect(b.body).toMatchObject({ issueKey: (a.body as { issueKey: string }).issueKey })
  const c = await call(sara, '/servicedeskapi/request', 'POST', NEW)
  const other = (c.body as { issueKey: string }).issueKey
  expect(other).not.toBe((a.body as { issueKey: string }).issueKey)
  // The same words under the same key, to another request, are another message.
  for (const to of [key, other, other]) {
    const said = await call(sara, `/servicedeskapi/request/${to}/comment`, 'POST', { body: 'سلام' }, once)
    expect(said.body).toMatchObject({ body: 'سلام' })
  }
  const { body } = await call(sara, `/servicedeskapi/request/${other}/comment`)
  expect(body).toMatchObject({ values: [{ body: 'سلام' }], size: 1 })
  const withdraw = (key: string) =>
    call(sara, `/servicedeskapi/request/${other}/transition`, 'POST', { id: '1' }, { 'idempotency-key': key })
  const withdrawn = [await withdraw('k-2'), await withdraw('k-2'), await withdraw('k-3')]
  expect(withdrawn.map((one) => one.status)).toEqual([204, 204, 400])
})

test('an approval that is sent again is the same approval', async () => {
  const clearance = await openClearance(t, 'peyman')
  await walk(t, 'peyman', clearance, 'vice_dean')
  const dean = await tokenOf(t, 'pourahmadi')
  const path = `/servicedeskapi/request/${clearance}/approval`
  const { values } = (await call(dean, path)).body as { values: { id: string }[] }
  const approve = (token: string, key: string) =>
    call(token, `${path}/${values[0]?.id}`, 'POST', { decision: 'approve' }, { 'idempotency-key': key })
  expect((await approve(sara, 'a-1')).status).toBe(404)
  const answers = [await approve(dean, 'a-1'), await approve(dean, 'a-1'), await approve(dean, 'a-2')]
  expect(answers.map((one) => one.status)).toEqual([200, 200, 409])
  expect(answers[1]?.body).toMatchObject({ finalDecision: 'approved', canAnswerApproval: false })
})

test('values as clients spell them, and what is wrong by field', async () => {
  const validate = async (requestTypeId: string, requestFieldValues: object) =>
    (
      await call(sara, '/servicedeskapi/request/validate', 'POST', {
        serviceDeskId: '1',
        requestTypeId,
        requestFieldValues,
      })
    ).body
  const clearance = numberOf('service', 'student-clearance')
  const filled = {
    reason: { value: 'graduation' },
    mobile: '09990000077',
    address: 'شهر نمونه',
    card: { id: 'returned' },
  }
  expect(await validate(clearance, filled)).toEqual({ valid: true, errors: {} })
  expect(await validate(clearance, { ...filled, reason: ['graduation'], card: 'returned' })).toMatchObject({
    valid: true,
  })
  expect(await validate(clearance, { ...filled, reason: 'no such reason' })).toMatchObject({
    valid: false,
    errors: { reason: expect.any(String) },
  })
  const adf = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'متن' }] }] }
  expect(await validate(IT, { summary: 'x', description: adf })).toMatchObject({ valid: true })
  const strange = await call(sara, '/servicedeskapi/request', 'POST', {
    ...NEW,
    requestFieldValues: { summary: 'x', description: 'y', priority: { id: '1' } },
  })
  expect(strange).toMatchObject({ status: 400, body: { errors: { priority: expect.any(String) } } })
  const empty = await call(sara, '/servicedeskapi/request', 'POST', { ...NEW, requestFieldValues: {} })
  expect(empty).toMatchObject({
    status: 400,
    body: { errors: { subject: expect.any(String), question: expect.any(String) } },
  })
  const forOther = await call(tina, '/servicedeskapi/request', 'POST', { ...NEW, raiseOnBehalfOf: 'sara' })
  expect(forOther.status).toBe(403)
  expect((await call(sara, '/servicedeskapi/request', 'POST', { ...NEW, raiseOnBehalfOf: 'sara' })).status).toBe(201)
})

test('what the platform is asked first', async () => {
  const info = await call(null, '/api/2/serverInfo')
  expect(info.body).toMatchObject({ deploymentType: 'Server', versionNumbers: [9, 12, 0], baseUrl: t.url })
  expect((await call(null, '/servicedeskapi/info')).status).toBe(200)
  expect((await call(sara, '/api/2/myself')).body).toMatchObject({ name: 'sara', key: 'sara', active: true })
  expect((await call(sara, `/api/2/issue/${key}`)).body).toMatchObject({
    id,
    key,
    fields: { summary: 'شبکه', issuetype: { id: IT } },
  })
  expect((await call(sara, '/api/2/field')).status).toBe(200)
  expect((await call(sara, '/auth/1/session')).body).toMatchObject({ name: 'sara' })
  expect((await call(sara, '/api/2/user?username=parvizi')).status).toBe(404)
  expect((await call(tina, '/api/2/user?username=sara')).body).toMatchObject({ name: 'sara' })
})

describe('credentials', () => {
  const me = (headers: Readonly<Record<string, string>>) => call(null, '/api/2/myself', 'GET', undefined, headers)

  test('a token as the password of anybody, a password with a name or an address, both in UTF-8', async () => {
    await t.desk.db
      .updateTable('person')
      .set({ email: 'نیلوفر@example.edu' })
      .where('username', '=', 'niloofar')
      .execute()
    expect((await me(basic('هر کس', sara))).body).toMatchObject({ name: 'sara' })
    expect((await me(basic('sara', 'mizban-demo'))).body).toMatchObject({ name: 'sara' })
    expect((await me(basic('نیلوفر@example.edu', 'mizban-demo'))).body).toMatchObject({ name: 'niloofar' })
  })

  test('nothing, a wrong password, a wrong token, a cookie: 401 with the type that Python reads', async () => {
    const client = await clientOf(t, 'sara')
    const cookie = `mizban_session=${client.cookies.get('mizban_session')}`
    for (const headers of [
      {},
      basic('sara', 'wrong'),
      basic('sara', `mzb_${'A'.repeat(43)}`),
      { authorization: 'Bearer x' },
      { authorization: 'Basic' },
      { cookie },
    ]) {
      const answer = await me(headers)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="mizban"')
    }
  })

  test('a right password is asked of the directory once, a wrong one each time and with growing waits', async () => {
    let asked = 0
    const desk = {
      ...t.desk,
      directory: {
        check: (name: string, password: string) => {
          asked += 1
          return t.desk.directory.check(name, password)
        },
      },
    }
    const app = webApp(desk, { demo: null, embedded: true })
    const send = (headers: Readonly<Record<string, string>>) =>
      app.fetch(new Request('http://desk.test/rest/api/2/myself', { headers }))
    const many = await Promise.all(Array.from({ length: 20 }, () => send(basic('taha', 'mizban-demo'))))
    expect(many.map((one) => one.status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect((await send(basic('taha', 'mizban-demo'))).status).toBe(200)
    expect(asked).toBe(1)
    t.pass(6 * 60_000)
    await send(basic('taha', 'mizban-demo'))
    expect(asked).toBe(2)
    const wrong = []
    for (let tries = 0; tries < 7; tries += 1) wrong.push((await send(basic('taha', `guess-${tries}`))).status)
    expect(wrong).toEqual([401, 401, 401, 401, 401, 429, 429])
    // A password that is known goes on: guessing closes no program out.
    expect((await send(basic('taha', 'mizban-demo'))).status).toBe(200)
    await desk.db
      .updateTable('person')
      .set({ active: false, left_at: new Date() })
      .where('username', '=', 'taha')
      .execute()
    expect((await send(basic('taha', 'mizban-demo'))).status).not.toBe(200)
  })

  test('beyond the rate of a person: 429 in the shape of each interface, whichever token', async () => {
    const app = webApp(t.desk, { demo: null, embedded: true, apiPerMinute: 3 })
    const tokens = [await tokenOf(t, 'peyman'), await tokenOf(t, 'peyman')]
    const send = (index: number, path: string) =>
      app.fetch(new Request(`http://desk.test${path}`, { headers: { authorization: `Bearer ${tokens[index % 2]}` } }))
    for (const index of [0, 1, 2]) expect((await send(index, '/rest/api/2/myself')).status).toBe(200)
    const refused = await send(3, '/rest/api/2/myself')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(await refused.json()).toMatchObject({ errorMessage: expect.any(String) })
    expect(await (await send(0, '/api/v1/me')).json()).toMatchObject({ code: 'too-many-calls' })
    t.pass(60_000)
    expect((await send(0, '/api/v1/me')).status).toBe(200)
  })
})

describe('two requesters', () => {
  test('nothing of one is reached by the other, by whatever road', async () => {
    const secret = 'محرمانه‌ترین'
    const { body } = await call(sara, '/servicedeskapi/request', 'POST', {
      ...NEW,
      requestFieldValues: { summary: secret, description: secret },
    })
    const { issueKey, issueId } = body as { issueKey: string; issueId: string }
    const said = (await call(sara, `/servicedeskapi/request/${issueKey}/comment`, 'POST', { body: secret })).body as {
      id: string
    }
    const mina = await tokenOf(t, 'mina')
    for (const name of [issueKey, issueId])
      for (const road of [
        '',
        '/status',
        '/comment',
        `/comment/${said.id}`,
        `/comment/${said.id}/attachment`,
        '/attachment',
        '/transition',
        '/participant',
        '/approval',
        '/notification',
        '/feedback',
        '/sla',
      ]) {
        const answer = await call(mina, `/servicedeskapi/request/${name}${road}`)
        expect(answer.status, road).toBe(404)
        expect(answer.text).not.toContain(secret)
      }
    for (const ownership of [
      '',
      'OWNED_REQUESTS',
      'PARTICIPATED_REQUESTS',
      'ALL_REQUESTS',
      'ORGANIZATION',
      'ALL_ORGANIZATIONS',
      'APPROVER',
    ])
      expect(
        (await call(mina, `/servicedeskapi/request?limit=100&requestOwnership=${ownership}&searchTerm=`)).text,
        ownership,
      ).not.toContain(issueKey)
    expect((await call(mina, `/api/2/issue/${issueKey}`)).status).toBe(404)
    // Shown to her she sees it and writes; she decides nothing, and when she is taken off she sees nothing again.
    await call(sara, `/servicedeskapi/request/${issueKey}/participant`, 'POST', { usernames: ['mina'] })
    const shown = await call(mina, `/servicedeskapi/request/${issueKey}?expand=action`)
    expect(shown.body).toMatchObject({
      summary: secret,
      actions: { addComment: { allowed: true }, addParticipant: { allowed: false } },
    })
    expect((await call(mina, `/servicedeskapi/request/${issueKey}/comment`, 'POST', { body: 'من هم' })).status).toBe(
      201,
    )
    expect(
      (await call(mina, `/servicedeskapi/request/${issueKey}/comment`, 'POST', { body: 'x', public: false })).status,
    ).toBe(403)
    expect((await call(mina, `/servicedeskapi/request/${issueKey}/transition`)).body).toMatchObject({ size: 0 })
    expect(
      (await call(mina, `/servicedeskapi/request/${issueKey}/participant`, 'POST', { usernames: ['alireza'] })).status,
    ).toBe(403)
    expect((await call(mina, '/servicedeskapi/request?requestOwnership=PARTICIPATED_REQUESTS')).text).toContain(
      issueKey,
    )
    expect((await call(mina, '/servicedeskapi/request?requestOwnership=OWNED_REQUESTS')).text).not.toContain(issueKey)
    await call(sara, `/servicedeskapi/request/${issueKey}/participant`, 'DELETE', { usernames: ['mina'] })
    expect((await call(mina, `/servicedeskapi/request/${issueKey}`)).status).toBe(404)
  })
})

test('fifty requests cost as many queries as one', async () => {
  const counted = async (limit: number) => {
    let queries = 0
    const db = t.desk.db.withPlugin({
      transformQuery: ({ node }) => {
        queries += 1
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const app = webApp({ ...t.desk, db }, { demo: null, embedded: true })
    const answer = await app.fetch(
      new Request(`http://desk.test/rest/servicedeskapi/request?limit=${limit}&expand=participant,requestType,action`, {
        headers: { authorization: `Bearer ${sara}` },
      }),
    )
    const { size } = (await answer.json()) as { size: number }
    return { size, queries }
  }
  for (let more = 0; more < 45; more += 1) await call(sara, '/servicedeskapi/request', 'POST', NEW)
  const [one, fifty] = [await counted(1), await counted(50)]
  expect(one.size).toBe(1)
  expect(fifty.size).toBe(50)
  expect(fifty.queries).toBe(one.queries)
  expect(one.queries).toBeLessThanOrEqual(4)
})

test('a clearance can be asked for without its page', async () => {
  const clearance = numberOf('service', 'student-clearance')
  const niloofar = await tokenOf(t, 'niloofar')
  const values = {
    reason: 'graduation',
    mobile: '09990000077',
    address: 'شهر نمونه',
    card: 'returned',
    summary: 'تسویه',
    description: 'لطفاً زودتر',
  }
  const made = await call(niloofar, '/servicedeskapi/request', 'POST', {
    serviceDeskId: '1',
    requestTypeId: clearance,
    requestFieldValues: values,
  })
  expect(made.status).toBe(201)
  const { issueKey } = made.body as { issueKey: string }
  // What the form has no place for is the first message.
  expect((await call(niloofar, `/servicedeskapi/request/${issueKey}/comment`)).body).toMatchObject({
    values: [{ body: 'تسویه\n\nلطفاً زودتر' }],
  })
  const again = await call(niloofar, '/servicedeskapi/request', 'POST', {
    serviceDeskId: '1',
    requestTypeId: clearance,
    requestFieldValues: values,
  })
  expect(again).toMatchObject({ status: 409, body: { i18nErrorMessage: { i18nKey: 'sd.mizban.already-open' } } })
  expect(await openClearance(t, 'alireza')).toMatch(/^CLR-/)
})
