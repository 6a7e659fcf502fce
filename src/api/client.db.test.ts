import { afterAll, beforeAll, expect, test } from 'vitest'
import { mizban, MizbanError, pages } from '../../client/index.js'
import { FILLED, granted } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { VISITOR } from '../../test/support/sign-in.js'
import { makeToken } from '../commands/access-token.js'
import { webApp } from '../web/app.js'
import { scopesFor } from '../desk/token.js'

let t: TestDesk
let sent: Request[]
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

async function clientOf(username: string) {
  const person = await t.person(username)
  const input = { once: username, name: 'test', scopes: scopesFor(person), days: 7 }
  const app = webApp(t.desk, { demo: null, embedded: true })
  sent = []
  return mizban({
    url: 'http://desk.test/',
    token: granted(await makeToken(t.desk, person, VISITOR, input)).token ?? '',
    fetch: async (request) => {
      sent.push(request.clone())
      return app.fetch(request)
    },
  })
}

test('a program opens a request, writes to it and follows it, with types all the way', async () => {
  const desk = await clientOf('sara')
  const fields = Object.fromEntries(Object.entries(FILLED).map(([key, [value]]) => [key, value ?? '']))
  const opened = await desk.POST('/requests', {
    body: { service: 'student-clearance', fields },
  })
  const key = opened.data?.request ?? ''
  expect(key).toMatch(/^CLR-/)
  const params = { path: { key } }
  expect((await desk.POST('/requests/{key}/comments', { params, body: { body: 'سلام' } })).data).toEqual({
    request: key,
  })
  const once = sent.map((request) => request.headers.get('idempotency-key'))
  expect(new Set(once).size).toBe(2)
  const { data } = await desk.GET('/requests/{key}', { params })
  expect(data?.comments.map((one) => one.body)).toEqual(['سلام'])
  const keys: string[] = []
  for await (const one of pages((after) => desk.GET('/requests', { params: { query: after ? { after } : {} } })))
    keys.push(one.key)
  expect(keys).toEqual([key])
})

test('a refusal is a problem, and pages throw it', async () => {
  const desk = await clientOf('mina')
  const { error, response } = await desk.GET('/tasks/{id}', { params: { path: { id: 999 } } })
  expect([response.status, error?.code]).toEqual([404, 'not-found'])
  const all = pages(() => desk.GET('/people', { params: { query: {} } }))
  await expect(all.next()).rejects.toThrow(MizbanError)
})
