import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { FILLED, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { pdfFile, pngBytes } from '../../test/support/uploads.js'
import { root } from '../root.js'
import { webApp } from './app.js'
import { BYTES_POLICY, PAGE_POLICY } from './headers.js'
import { isOwnPage } from './same-origin.js'

let t: TestDesk
let key: string
beforeAll(async () => {
  t = await openTestDesk()
  const sara = await clientOf(t, 'sara')
  const filled = Object.fromEntries(Object.entries(FILLED).map(([name, values]) => [name, values]))
  const picture = new File([pngBytes()], 'a.png')
  const form = await sara.get('/services/student-clearance')
  const sent = await sara.submit(form, '/services/student-clearance/requests', {
    ...filled,
    undertaking_copy: [pdfFile(`it's "a" (b)*.pdf`), picture],
  })
  key = sent.to.split('/')[2] ?? ''
  await walk(t, 'sara', key, null)
})
afterAll(() => t.close())

const fileCalled = async (ending: string) => {
  const row = await t.desk.db
    .selectFrom('file')
    .select('id')
    .where('name', 'like', `%${ending}`)
    .executeTakeFirstOrThrow()
  return `/files/${row.id}`
}
const assetEnding = (ending: string) =>
  `/assets/${readdirSync(path.join(root, 'dist/assets')).find((name) => name.endsWith(ending) && name !== 'manifest.json')}`

/** Every kind of answer: what asks for it, its status, and what browsers are told about keeping it. */
const ANSWERS: readonly (readonly [
  kind: string,
  ask: () => Promise<Response> | Response,
  status: number,
  keep: string,
])[] = [
  ['a page', () => get('/', true), 200, 'no-store'],
  ['a page for anyone', () => get('/sign-in'), 200, 'no-store'],
  ['a redirect', () => get('/requests'), 303, 'no-store'],
  ['nothing there', () => get('/nowhere', true), 404, 'no-store'],
  ['another method', () => send('/requests', { method: 'DELETE' }), 404, 'no-store'],
  ['OPTIONS', () => send('/requests', { method: 'OPTIONS' }), 404, 'no-store'],
  ['HEAD', () => send('/sign-in', { method: 'HEAD' }), 200, 'no-store'],
  [
    'a change from elsewhere',
    () => send('/preferences', { method: 'POST', headers: { origin: 'https://evil.test' } }),
    403,
    'no-store',
  ],
  [
    'too much',
    () => send('/sessions', { method: 'POST', body: new URLSearchParams({ username: 'x'.repeat(100_000) }) }),
    413,
    'no-store',
  ],
  [
    'no form',
    () => send('/preferences', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
    415,
    'no-store',
  ],
  [
    'a broken form',
    () =>
      send('/preferences', {
        method: 'POST',
        body: 'x',
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      }),
    400,
    'no-store',
  ],
  [
    'a refused form',
    () => send('/sessions', { method: 'POST', body: new URLSearchParams({ username: 'sara', password: 'x' }) }),
    422,
    'no-store',
  ],
  ['a style', () => get(assetEnding('.css')), 200, 'public, max-age=31536000, immutable'],
  ['a script', () => get(assetEnding('.js')), 200, 'public, max-age=31536000, immutable'],
  ['a font', () => get(assetEnding('.woff2')), 200, 'public, max-age=31536000, immutable'],
  ['no such asset', () => get('/assets/none.js'), 404, 'no-store'],
  ['no asset at all', () => get('/assets/..%2f..%2fpackage.json'), 404, 'no-store'],
  ['the icon', () => get('/icon.svg'), 200, 'public, max-age=86400'],
  ['a list', () => get('/lists/places-fa.json', true), 200, 'private, max-age=3600'],
  ['an uploaded PDF', async () => get(await fileCalled('.pdf'), true), 200, 'private, no-store'],
  ['an uploaded picture', async () => get(await fileCalled('.png'), true), 200, 'private, no-store'],
  ['a document', () => documentOf(), 200, 'private, no-store'],
  ['a drawing', () => get(`/requests/${key}/map.bpmn`, true), 200, 'no-store'],
  ['healthz', () => get('/healthz'), 200, 'no-store'],
  ['readyz', () => get('/readyz'), 200, 'no-store'],
  ['an error of the desk', () => broken('/', 'mizban_session=x'), 500, 'no-store'],
  ['readyz without a database', () => broken('/readyz', ''), 503, 'no-store'],
]

test.each(ANSWERS)('%s has every header', async (_, ask, status, keep) => {
  const answer = await ask()
  expect(answer.status).toBe(status)
  const { headers } = answer
  const isPage = headers.get('content-type')?.startsWith('text/html') ?? false
  expect(Object.fromEntries(NAMES.map((name) => [name, headers.get(name)]))).toEqual({
    'content-security-policy': isPage ? PAGE_POLICY : BYTES_POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
    'strict-transport-security': null,
    'cache-control': keep,
    server: null,
    'x-powered-by': null,
    'access-control-allow-origin': null,
  })
  expect(headers.get('content-type') ?? 'text/plain; charset=utf-8').toMatch(
    /charset=|^(application\/(json|pdf)|font|image)/i,
  )
})

const NAMES = [
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'strict-transport-security',
  'cache-control',
  'server',
  'x-powered-by',
  'access-control-allow-origin',
] as const

test('the policies, word by word', () => {
  expect(PAGE_POLICY).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='; img-src 'self'; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
  )
  expect(BYTES_POLICY).toBe("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox")
  expect(PAGE_POLICY + BYTES_POLICY).not.toMatch(/unsafe|nonce|https?:|data:|\*/)
})

test('behind TLS browsers are told to stay there, and cookies are for TLS only', async () => {
  const app = webApp({ ...t.desk, baseUrl: 'https://desk.test' }, { demo: null, embedded: false })
  for (const path of ['/sign-in', '/healthz', '/nowhere', '/icon.svg'])
    expect((await app.request(path)).headers.get('strict-transport-security')).toBe(
      'max-age=31536000; includeSubDomains',
    )
})

test('an error says nothing of itself: no words, no stack, no names of tables', async () => {
  for (const [path, cookie] of [
    ['/', 'mizban_session=x'],
    ['/readyz', ''],
    ['/verify/ABCD', ''],
  ] as const) {
    const text = await (await broken(path, cookie)).text()
    expect(text, path).not.toMatch(/secret-in-the-error|Error|at .*\.ts|select|postgres|kysely/i)
  }
})

describe('who may change anything', () => {
  const OWN = ['https://desk.example']
  test.each([
    ['a form of the desk', { origin: 'https://desk.example', site: 'same-origin' }, true],
    ['a form of the desk, older browser', { origin: 'https://desk.example' }, true],
    ['no Origin, but the browser says same-origin', { site: 'same-origin' }, true],
    ['typed by the person', { site: 'none' }, true],
    ['only a Referer of the desk', { referer: 'https://desk.example/requests' }, true],
    ['nothing at all', {}, false],
    ['another site', { origin: 'https://evil.example', site: 'cross-site' }, false],
    ['another site, older browser', { origin: 'https://evil.example' }, false],
    ['a name below ours', { origin: 'https://x.desk.example', site: 'same-site' }, false],
    ['a name below ours, no Origin', { site: 'same-site' }, false],
    ['another port', { origin: 'https://desk.example:8443' }, false],
    ['without TLS', { origin: 'http://desk.example' }, false],
    ['a null origin', { origin: 'null' }, false],
    ['a null origin that claims to be typed', { origin: 'null', site: 'none' }, false],
    ['our Origin, but the browser says cross-site', { origin: 'https://desk.example', site: 'cross-site' }, false],
    ['a name that begins like ours', { origin: 'https://desk.example.evil.example' }, false],
    ['a Referer of another site', { referer: 'https://evil.example/https://desk.example/' }, false],
    ['a broken Referer', { referer: 'desk.example' }, false],
    ['a word that is no site', { site: 'same-origin, cross-site' }, false],
  ])('%s', (_, { origin, site, referer }: { origin?: string; site?: string; referer?: string }, may) =>
    expect(isOwnPage({ origin, site, referer }, OWN)).toBe(may),
  )

  const evil = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
  const BODIES: readonly (readonly [string, RequestInit])[] = [
    ['a form', { body: new URLSearchParams({ lang: 'en' }) }],
    ['files', { body: formOf({ lang: 'en' }) }],
    ['text', { body: 'lang=en', headers: { 'content-type': 'text/plain' } }],
    ['JSON', { body: '{"lang":"en"}', headers: { 'content-type': 'application/json' } }],
    ['nothing', {}],
  ]
  test.each(BODIES)(
    '%s of another site changes nothing, signed in or not, and the page says what to do',
    async (_, init) => {
      for (const signedIn of [true, false])
        for (const path of ['/preferences', '/sessions', '/sessions/end', '/nowhere', `/requests/${key}/comments`]) {
          const answer = await send(path, { method: 'POST', ...init, headers: { ...init.headers, ...evil } }, signedIn)
          expect([path, answer.status]).toEqual([path, 403])
          expect(answer.headers.getSetCookie()).toEqual([])
          expect(await answer.text()).toContain('چیزی تغییر نکرد')
        }
      expect((await get('/', true)).status).toBe(200)
    },
  )

  test.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND'])('%s is a change too', async (method) => {
    expect((await send('/preferences', { method, headers: evil }, true)).status).toBe(403)
    expect((await send('/preferences', { method }, true)).status).toBe(404)
  })

  test('no header and no field makes one method another', async () => {
    const headers = { 'x-http-method-override': 'DELETE', 'x-method-override': 'POST' }
    expect((await send('/preferences?_method=POST', { headers }, true)).status).toBe(404)
    const body = new URLSearchParams({ _method: 'DELETE', back: '/' })
    expect((await send('/preferences', { method: 'POST', body, headers }, true)).status).toBe(303)
  })

  test('in the person’s language', async () => {
    const app = webApp(t.desk, { demo: null, embedded: false })
    const headers = { ...evil, cookie: 'mizban_lang=en' }
    const answer = await app.request('http://desk.test/preferences', { method: 'POST', headers })
    expect(await answer.text()).toContain('Nothing was changed')
  })

  test('with TLS only the address with TLS is the desk’s', async () => {
    const app = webApp({ ...t.desk, baseUrl: 'https://desk.test' }, { demo: null, embedded: false })
    const from = async (origin: string) =>
      (
        await app.request('http://desk.test/preferences', {
          method: 'POST',
          body: new URLSearchParams({ lang: 'en' }),
          headers: { origin },
        })
      ).status
    expect([
      await from('https://desk.test'),
      await from('http://desk.test'),
      await from('https://desk.test:444'),
    ]).toEqual([303, 403, 403])
  })
})

describe('forms have bounds', () => {
  const PARTS = `${Array.from({ length: 100_000 }, (_, at) => `--b\r\nContent-Disposition: form-data; name="f${at}"\r\n\r\nx\r\n`).join('')}--b--\r\n`
  const asSara = (body: BodyInit, headers: Record<string, string> = {}) =>
    send('/preferences', { method: 'POST', body, headers }, true)

  test.each([
    [
      '100,000 fields',
      () => asSara(new URLSearchParams(Array.from({ length: 100_000 }, (_, at) => [`f${at}`, 'x']))),
      413,
    ],
    ['100,000 parts', () => asSara(PARTS, { 'content-type': 'multipart/form-data; boundary=b' }), 413],
    ['a field of a megabyte', () => asSara(new URLSearchParams({ lang: 'x'.repeat(1_000_000) })), 413],
    ['a name of a kilobyte', () => asSara(new URLSearchParams({ ['x'.repeat(1000)]: '' })), 413],
    ['a text form of 3 MB', () => asSara(new URLSearchParams({ lang: 'x'.repeat(3_000_000) })), 413],
    ['files of 41 MB', () => asSara(formOf({ files: new File([new Uint8Array(41 * 1024 * 1024)], 'a.pdf') })), 413],
    [
      'a length that is a lie',
      () => asSara('x', { 'content-type': 'multipart/form-data; boundary=b', 'content-length': '99999999999' }),
      413,
    ],
    ['no boundary', () => asSara('--\r\n', { 'content-type': 'multipart/form-data' }), 400],
    [
      'a boundary that never comes',
      () => asSara('x'.repeat(1000), { 'content-type': 'multipart/form-data; boundary=zzz' }),
      400,
    ],
    ['nothing where a form should be', () => asSara('', { 'content-type': 'multipart/form-data; boundary=b' }), 400],
  ])('%s', async (_, ask, status) => {
    const before = process.cpuUsage()
    expect((await ask()).status).toBe(status)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(2000)
  })

  test('fields with the names of an object’s own things are only fields', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      expect(
        (
          await asSara(
            new URLSearchParams([
              [name, 'x'],
              [name, 'y'],
              ['lang', 'fa'],
            ]),
          )
        ).status,
      ).toBe(303)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('who is not signed in sends no files', async () => {
    const body = formOf({ username: 'sara', files: new File([new Uint8Array(100_000)], 'a.pdf') })
    expect((await send('/sessions', { method: 'POST', body })).status).toBe(413)
  })
})

test('the name of a download can’t break out of its header', async () => {
  const answer = await get(await fileCalled('.pdf'), true)
  expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''it%27s%20_a_%20%28b%29_.pdf")
  const picture = await get(await fileCalled('.png'), true)
  expect(picture.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''a.png")
  expect((await get(await fileCalled('.pdf'), true, { range: 'bytes=0-1' })).status).toBe(200)
})

let app: ReturnType<typeof webApp> | null = null
let cookie = ''

async function send(path: string, init: RequestInit = {}, signedIn = false): Promise<Response> {
  app ??= webApp(t.desk, { demo: { password: 'mizban-demo', groups: [] }, embedded: t.connection.embedded })
  if (signedIn && cookie === '') {
    const body = new URLSearchParams({ username: 'sara', password: 'mizban-demo' })
    const headers = { origin: 'http://desk.test' }
    const answer = await app.request('http://desk.test/sessions', { method: 'POST', body, headers })
    cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
  }
  const headers = new Headers(init.headers)
  if (signedIn) headers.set('cookie', cookie)
  if (!headers.has('origin') && init.method !== undefined) headers.set('origin', 'http://desk.test')
  return app.request(`http://desk.test${path}`, { ...init, headers })
}

const get = (path: string, signedIn = false, headers: Record<string, string> = {}) => send(path, { headers }, signedIn)

async function documentOf(): Promise<Response> {
  const { code } = await t.desk.db.selectFrom('document').select('code').executeTakeFirstOrThrow()
  return get(`/documents/${code}.pdf`, true)
}

/** The same desk when its database fails, with an error that has something to hide. */
async function broken(path: string, withCookie: string): Promise<Response> {
  const fail = () => {
    throw new Error('secret-in-the-error')
  }
  const db = new Proxy(t.desk.db, { get: fail })
  const said = console.error
  console.error = () => {}
  try {
    const one = webApp({ ...t.desk, db }, { demo: null, embedded: false })
    return await one.request(`http://desk.test${path}`, { headers: { cookie: withCookie } })
  } finally {
    console.error = said
  }
}

function formOf(fields: Readonly<Record<string, string | File>>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}
