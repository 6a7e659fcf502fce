import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi, type ApiAnswer } from '../../../test/support/api.js'
import { FILLED, granted, openClearance, openTask, walk } from '../../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.js'
import { VISITOR } from '../../../test/support/sign-in.js'
import { makeToken } from '../../commands/access-token.js'
import { scopesFor } from '../../desk/token.js'
import { root } from '../../root.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

const tokens = new Map<string, string>()
async function tokenOf(username: string): Promise<string> {
  const known = tokens.get(username)
  if (known) return known
  const person = await t.person(username)
  const input = { once: username, name: 'test', scopes: scopesFor(person), days: 365 }
  const token = granted(await makeToken(t.desk, person, VISITOR, input)).token ?? ''
  tokens.set(username, token)
  return token
}

async function get(username: string, to: string, headers: Record<string, string> = {}): Promise<ApiAnswer> {
  return callApi(t.desk, to, { headers: { authorization: `Bearer ${await tokenOf(username)}`, ...headers } })
}

let sent = 0
async function post(
  username: string,
  to: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  return callApi(t.desk, to, {
    method: 'POST',
    body: body instanceof FormData ? body : JSON.stringify(body),
    headers: {
      authorization: `Bearer ${await tokenOf(username)}`,
      'idempotency-key': `k${(sent += 1)}`,
      ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
  })
}

const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'

function pdf(name: string, field?: string, content = PDF): FormData {
  const form = new FormData()
  form.append('file', new File([content], name, { type: 'application/pdf' }))
  if (field) form.append('field', field)
  return form
}

const idOf = (answer: ApiAnswer): string => String((answer.body as { id?: unknown }).id)
const keyOf = (answer: ApiAnswer): string => String((answer.body as { request?: unknown }).request)
const ANSWERS = Object.fromEntries(Object.entries(FILLED).map(([key, [value]]) => [key, value ?? '']))

describe('a request from the first field to the last office, by programs alone', () => {
  let key: string
  let task: number
  let tag: string

  test('the form says what it takes, and a request with a file opens once', async () => {
    const service = await get('sara', '/services/student-clearance')
    expect(service.body).toMatchObject({
      id: 'student-clearance',
      fields: expect.arrayContaining([expect.objectContaining({ key: 'card_paper', kind: 'upload' })]),
    })
    const [paper, copy] = [
      idOf(await post('sara', '/files', pdf('گواهی مفقودی.pdf', 'card_paper'))),
      idOf(await post('sara', '/files', pdf('تعهد.pdf', 'undertaking_copy'))),
    ]
    expect(idOf(await post('sara', '/files', pdf('گواهی مفقودی.pdf', 'card_paper')))).toBe(paper)
    const opening = {
      service: 'student-clearance',
      fields: { ...ANSWERS, card: 'lost', card_paper: [paper], undertaking_copy: [copy] },
    }
    const swapped = { ...opening, fields: { ...opening.fields, card_paper: [copy], undertaking_copy: [paper] } }
    expect((await post('sara', '/requests', swapped)).body).toMatchObject({
      status: 422,
      errors: expect.arrayContaining([
        expect.objectContaining({ field: 'undertaking_copy', code: 'bad-file' }),
        expect.objectContaining({ field: 'card_paper', code: 'bad-file' }),
      ]),
    })
    const once = { 'idempotency-key': 'open' }
    const [first, second] = [
      await post('sara', '/requests', opening, once),
      await post('sara', '/requests', opening, once),
    ]
    key = keyOf(first)
    expect([first.status, second.status, keyOf(second)]).toEqual([201, 201, key])
    expect(first.headers.get('location')).toBe(`/api/v1/requests/${key}`)
    const view = await get('sara', `/requests/${key}`)
    expect(view.text).toContain('گواهی مفقودی.pdf')
    const file = await get('sara', `/files/${paper}`)
    expect(file.text).toBe(PDF)
    expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('گواهی مفقودی'))
    expect((await get('mina', `/files/${paper}`)).status).toBe(404)
  })

  test('what is wrong is told by field, in the language of the caller', async () => {
    const wrong = { service: 'student-clearance', fields: { ...ANSWERS, mobile: '12', nothing: 'x' } }
    const [en, fa] = [
      await post('mina', '/requests', wrong),
      await post('mina', '/requests', wrong, { 'accept-language': 'fa' }),
    ]
    expect(en.body).toMatchObject({ status: 422, errors: [{ field: 'nothing', code: 'unknown' }] })
    expect(fa.text).toContain('این فرم چنین فیلدی ندارد.')
    const typed = { service: 'student-clearance', fields: { ...ANSWERS, mobile: '12' } }
    expect((await post('mina', '/requests', typed)).body).toMatchObject({ errors: [{ field: 'mobile' }] })
    const shape = await post('mina', '/requests', { service: 7 }, { 'accept-language': 'fa' })
    expect(shape.body).toMatchObject({ status: 422, title: expect.stringMatching(/^[^a-z]+$/i) })
    expect((shape.body as { errors: { detail: string }[] }).errors[0]?.detail).toMatch(/[آ-ی]/)
    expect((await post('mina', '/requests', { service: 'none', fields: {} })).status).toBe(404)
  })

  test('a task is changed by whoever has seen it as it is: 428, 412, and 409 when it is done', async () => {
    await walk(t, 'sara', key, 'education_review')
    task = (await openTask(t, await t.person('sara'), key)).id
    const seen = await get('sadeghi', `/tasks/${task}`)
    tag = seen.headers.get('etag') ?? ''
    expect(seen.body).toMatchObject({ request: key, may: { act: true }, outcomes: [{ id: 'complete' }] })
    const to = `/tasks/${task}/assignments`
    expect((await post('sadeghi', to, { to: null })).body).toMatchObject({ status: 428, code: 'revision-needed' })
    expect((await post('sadeghi', to, { to: null }, { 'if-match': 'x' })).status).toBe(400)
    const release = { 'if-match': tag, 'idempotency-key': 'release' }
    expect((await post('sadeghi', to, { to: null }, release)).status).toBe(201)
    expect((await post('sadeghi', to, { to: null }, release)).status).toBe(201)
    const bahari = (await t.person('bahari')).id
    expect((await post('naderi', to, { to: bahari }, { 'if-match': tag })).body).toMatchObject({
      status: 412,
      code: 'changed',
    })
    // Who may not is not told that it has changed.
    for (const revision of [tag, '*'])
      expect((await post('sadeghi', to, { to: 'me' }, { 'if-match': revision })).status).toBe(403)
    expect((await post('naderi', to, { to: bahari }, { 'if-match': '*' })).status).toBe(201)
    expect((await get('bahari', `/tasks/${task}`)).body).toMatchObject({ mine: true, assignee: { id: bahari } })
    expect((await post('sara', to, { to: 'me' }, { 'if-match': '*' })).status).toBe(404)
  })

  test('it asks, the requester answers, and it completes', async () => {
    const fresh = async () => ({ 'if-match': (await get('bahari', `/tasks/${task}`)).headers.get('etag') ?? '' })
    const ask = { message: 'رسید را بفرستید.', wants_files: true }
    expect((await post('bahari', `/tasks/${task}/asks`, ask, await fresh())).status).toBe(201)
    const asked = (await get('sara', `/requests/${key}`)).body as { asks: { id: number; wants_files: boolean }[] }
    expect(asked).toMatchObject({ status: 'waiting', asks: [{ wants_files: true, answered_at: null }] })
    const to = `/asks/${asked.asks[0]?.id}/answers`
    expect((await post('sara', to, { message: 'x' })).body).toMatchObject({ errors: [{ field: 'files' }] })
    const file = idOf(await post('sara', '/files', pdf('رسید.pdf')))
    expect((await post('mina', to, { files: [file] })).status).toBe(404)
    expect((await post('sara', to, { message: 'پیوست شد.', files: [file] })).status).toBe(201)
    expect((await post('sara', to, { message: 'دوباره', files: [] })).status).toBe(409)
    expect((await get('bahari', `/files/${file}`)).status).toBe(200)
    const done = { outcome: 'complete', fields: { card_confirmed: 'returned' } }
    const stale = { 'if-match': tag }
    expect((await post('bahari', `/tasks/${task}/completions`, done, stale)).status).toBe(412)
    const missing = { outcome: 'complete', fields: {} }
    expect((await post('bahari', `/tasks/${task}/completions`, missing, await fresh())).body).toMatchObject({
      errors: [{ field: 'card_confirmed' }],
    })
    expect((await post('bahari', `/tasks/${task}/completions`, done, await fresh())).status).toBe(201)
    expect((await post('bahari', `/tasks/${task}/completions`, done, await fresh())).status).toBe(409)
  })

  test('its tracker, its history and its documents', async () => {
    expect((await get('sara', `/requests/${key}/tracker`)).body).toMatchObject({
      steps: expect.arrayContaining([expect.objectContaining({ element: 'education_review', state: 'done' })]),
    })
    const history = await get('sara', `/requests/${key}/events`, { 'accept-language': 'fa' })
    expect(history.text).toContain('درخواست ثبت شد.')
    await walk(t, 'sara', key, null)
    await t.settle()
    const documents = (await get('sara', `/requests/${key}/documents`)).body as { items: { code: string }[] }
    expect(documents.items).toHaveLength(1)
    const paper = await get('sara', `/documents/${documents.items[0]?.code}`)
    expect(paper.headers.get('content-type')).toBe('application/pdf')
    expect(paper.text).toMatch(/^%PDF/)
    expect((await get('mina', `/documents/${documents.items[0]?.code}`)).status).toBe(404)
  })

  test('the same key with other content is another sending, and never gets the answer to something else', async () => {
    const mine = await openClearance(t, 'mina')
    const once = { 'idempotency-key': 'same' }
    expect((await post('mina', `/requests/${mine}/comments`, { body: 'یک' }, once)).status).toBe(201)
    expect((await post('mina', `/requests/${key}/comments`, { body: 'یک' }, once)).status).toBe(404)
    expect((await post('mina', `/requests/${mine}/comments`, { body: 'دو' }, once)).status).toBe(201)
    const view = (await get('mina', `/requests/${mine}`)).body as { comments: unknown[] }
    expect(view.comments).toHaveLength(2)
    expect((await post('mina', `/requests/${mine}/withdrawals`, {})).status).toBe(201)
  })
})

describe('files', () => {
  const remove = async (username: string, id: string) =>
    callApi(t.desk, `/files/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${await tokenOf(username)}` },
    })

  test('what is no PDF, JPEG or PNG is not taken, nor what somebody else sent', async () => {
    expect((await post('sara', '/files', pdf('a.pdf', 'files', 'MZ not a pdf'))).body).toMatchObject({
      status: 422,
      code: 'bad-file',
      errors: [{ field: 'file', code: 'kind' }],
    })
    expect((await post('sara', '/files', new FormData())).status).toBe(422)
    const theirs = idOf(await post('mina', '/files', pdf('b.pdf')))
    const key = await openClearance(t, 'peyman')
    expect((await post('peyman', `/requests/${key}/comments`, { body: 'x', files: [theirs] })).body).toMatchObject({
      status: 422,
      errors: [{ field: 'files' }],
    })
    expect((await remove('peyman', theirs)).status).toBe(404)
    expect((await remove('mina', theirs)).status).toBe(204)
    expect((await get('mina', `/files/${theirs}`)).status).toBe(404)
    const large = await post('mina', '/files', pdf('c.pdf', 'files', PDF + ' '.repeat(11 * 1024 * 1024)))
    expect(large.status).toBe(413)
  })
})

describe('for administrators', () => {
  test('people, registers, processes and their drawing', async () => {
    const people = (await get('admin', '/people?q=sadeghi')).body as {
      items: { id: number; username: string }[]
    }
    const sadeghi = people.items.find((one) => one.username === 'sadeghi')
    expect((await get('admin', `/people/${sadeghi?.id}`)).body).toMatchObject({
      username: 'sadeghi',
      memberships: [{ office: 'education:nursing' }],
    })
    expect((await get('admin', '/people/999999')).status).toBe(404)
    expect((await get('admin', '/registers')).body).toMatchObject({ items: [{ last: expect.any(Number) }] })
    expect((await get('admin', '/processes')).text).toContain('student-clearance')
    const one = '/processes/student-clearance/versions/1'
    expect((await get('admin', one)).text).toContain('education_review')
    const drawing = await get('admin', `${one}/drawing`)
    expect(drawing.text).toBe(await readFile(path.join(root, 'services/student-clearance/process.bpmn'), 'utf8'))
    expect((await get('admin', '/processes/student-clearance/versions/99')).status).toBe(404)
  })

  test('a process is moved and closed by whoever has seen it as it is', async () => {
    const key = await openClearance(t, 'mina')
    const seen = await get('admin', `/instances/${key}`)
    const tag = seen.headers.get('etag') ?? ''
    const [token] = (seen.body as { tokens: { id: number; element: string }[] }).tokens
    expect(token?.element).toBe('education_referral')
    const standing = `/instances?service=student-clearance&version=1&element=${token?.element}`
    expect((await get('admin', standing)).text).toContain(key)
    const move = { token: token?.id, to: 'education_review', reason: 'آزمون' }
    expect((await post('admin', `/instances/${key}/moves`, move)).status).toBe(428)
    expect((await post('admin', `/instances/${key}/moves`, move, { 'if-match': tag })).status).toBe(201)
    const cancel = { reason: 'آزمون' }
    expect((await post('admin', `/instances/${key}/cancellations`, cancel, { 'if-match': tag })).status).toBe(412)
    expect((await post('admin', `/instances/${key}/cancellations`, cancel, { 'if-match': '*' })).status).toBe(201)
    expect((await get('admin', '/audit?group=processes')).body).toMatchObject({
      items: [{ kind: 'request-cancelled', request: key }, { kind: 'token-moved' }],
    })
    expect((await get('admin', '/audit?username=nobody-here')).body).toEqual({ items: [], next: null })
  })

  test('a message to processes is taken once, and the audit log repeats nothing of it but its name', async () => {
    const sending = { name: 'paid', key: 'A-7714', variables: { receipt: 7714 }, time_to_live: 60 }
    const once = { 'idempotency-key': 'payment' }
    for (const times of [1, 2]) {
      const answer = await post('admin', '/messages', sending, once)
      expect([times, answer.status, answer.body]).toEqual([times, 202, { name: 'paid' }])
    }
    const rows = await t.desk.db.selectFrom('process_message').selectAll().where('name', '=', 'paid').execute()
    expect(rows).toMatchObject([
      { kind: 'message', key: 'A-7714', variables: { receipt: 7714 }, kept_until: new Date(t.desk.now() + 60_000) },
    ])
    const audit = await get('admin', '/audit?group=processes')
    expect(audit.body).toMatchObject({ items: [{ kind: 'message-published', data: { name: 'paid' } }, {}, {}] })
    expect(audit.text).not.toContain('7714')
    expect((await post('admin', '/messages', { ...sending, variables: [1] })).status).toBe(422)
  })

  test('what reports count is what is there', async () => {
    const counted = await t.desk.db
      .selectFrom('request')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    const { items } = (await get('admin', '/reports/services')).body as { items: Record<string, number>[] }
    const sum = items.reduce(
      (all, one) => all + Object.values({ ...one, service: 0 }).reduce((total, count) => total + count, 0),
      0,
    )
    expect(sum).toBe(Number(counted.n))
    const before = (await get('admin', '/reports/offices')).body as { items: { open: number; overdue: number }[] }
    expect(before.items.every((one) => one.overdue === 0)).toBe(true)
    t.pass(60 * 86_400_000)
    const later = (await get('admin', '/reports/offices')).body as { items: { open: number; overdue: number }[] }
    expect(later.items.some((one) => one.overdue > 0)).toBe(true)
    expect((await get('admin', '/reports/pace?service=student-clearance')).status).toBe(200)
  })
})
