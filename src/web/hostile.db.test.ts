import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { openClearance, openTask } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { webApp } from './app.js'

let t: TestDesk
let key: string
let task: number
beforeAll(async () => {
  t = await openTestDesk()
  key = await openClearance(t, 'sara')
  task = (await openTask(t, await t.person('sara'), key)).id
})
afterAll(() => t.close())
afterEach(() => vi.restoreAllMocks())

/** Values that break what reads them carelessly: numbers too large, NUL, quotes, halves of letters, markup, paths. */
const HOSTILE = [
  '99999999999999999999999',
  '-1',
  '1e400',
  'NaN',
  '\u0000',
  'a\u0000b',
  "'; drop table request; --",
  '%',
  '\\',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '\ud800',
  '\u202e',
  '0000-00-00~1',
  'infinity~x',
  '{"a":1}',
  'x'.repeat(4000),
  '۱۲۳',
] as const

const PAGES = ['naderi', 'sara', 'admin'] as const

test.each(PAGES)('no value in any address breaks a page: %s', async (who) => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const visitor = await clientOf(t, who)
  const app = webApp(t.desk, { demo: null, embedded: true })
  const routes = [...new Set(app.routes.filter((one) => one.method === 'GET').map((one) => one.path))]
  const broken: string[] = []
  for (const route of routes)
    for (const value of HOSTILE) {
      const typed = encodeURIComponent(value.toWellFormed())
      const names = [
        'q',
        'after',
        'office',
        'view',
        'state',
        'status',
        'service',
        'code',
        'next',
        'person',
        'kind',
        'from',
        'until',
        'page',
        'id',
      ]
      const path = /:/.test(route)
        ? route.replace(/:\w+(\{.*?\}(?=\/|$))?/g, typed)
        : `${route}?${names.map((name) => `${name}=${typed}`).join('&')}`
      const { status, html } = await visitor.get(path)
      if (status >= 500) broken.push(path.slice(0, 200))
      expect(html, path).not.toContain('<script>alert')
    }
  expect(broken).toEqual([])
  expect(said.mock.calls).toEqual([])
})

test('no value in any field breaks a form, and none of them opens or ends anything', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const [sara, naderi] = [await clientOf(t, 'sara'), await clientOf(t, 'naderi')]
  const names = [
    'once',
    'to',
    'body',
    'outcome',
    'expert',
    'task',
    'amount',
    'message',
    'reason',
    'username',
    'password',
    'lang',
    'theme',
    'back',
    'remove',
    'refresh',
    'files.files',
    'picture.files',
    'education_expert',
  ]
  const forms = [
    [sara, '/preferences'],
    [sara, '/services/it-question/draft'],
    [sara, '/services/it-question/requests'],
    [sara, `/requests/${key}/comments`],
    [sara, '/asks/1/answer'],
    [naderi, `/tasks/${task}/completion`],
    [naderi, `/tasks/${task}/assignment`],
    [naderi, `/tasks/${task}/asks`],
    [naderi, `/tasks/${task}/return`],
    [naderi, '/assignments'],
    [await clientOf(t, null), '/sessions'],
  ] as const
  for (const value of HOSTILE)
    for (const [visitor, path] of forms) {
      const { status } = await visitor.post(path, Object.fromEntries(names.map((name) => [name, value])))
      expect([path, value.slice(0, 30), status < 500 || status === 503]).toEqual([path, value.slice(0, 30), true])
    }
  expect((await openTask(t, await t.person('sara'), key)).id).toBe(task)
})
