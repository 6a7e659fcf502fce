import { serve, type ServerType } from '@hono/node-server'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { SERVER_LIMITS } from '../main.js'
import { webApp } from './app.js'

let t: TestDesk
let server: ServerType
let port: number
let cookie: string
beforeAll(async () => {
  const plain = await openTestDesk()
  t = { ...plain, desk: { ...plain.desk, baseUrl: 'http://desk.test' } }
  const app = webApp(t.desk, { demo: null, embedded: t.connection.embedded })
  port = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.80.7.4', serverOptions: SERVER_LIMITS }, (info) =>
      resolve(info.port),
    )
  })
  const signIn = await fetch(`http://127.80.7.4:${port}/sessions`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'noor', password: 'mizban-demo' }),
    headers: { origin: 'http://desk.test' },
    redirect: 'manual',
  })
  cookie = signIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
})
afterAll(async () => {
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  await t.close()
})

/** Writes bytes to the port as they are, and reads until the other side ends or `ms` have passed. */
function raw(
  text: string,
  { ms = 8000, leave = false }: { readonly ms?: number; readonly leave?: boolean } = {},
): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect({ host: '127.80.7.4', port })
    const end = () => {
      socket.destroy()
      resolve(said)
    }
    socket.on('data', (data) => {
      said += data.toString('latin1')
      if (said.includes('\r\n\r\n')) setTimeout(end, 50)
    })
    socket.on('close', end)
    socket.on('error', end)
    socket.on('connect', () => socket.write(text, () => leave && setTimeout(end, 100)))
    setTimeout(end, ms)
  })
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)

describe('on the wire', () => {
  test.each([
    ['a plain question', 'GET /healthz HTTP/1.1\r\nHost: desk.test\r\nConnection: close\r\n\r\n', 200],
    ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    [
      'two lengths',
      'POST /sessions HTTP/1.1\r\nHost: desk.test\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
      400,
    ],
    [
      'a length and chunks',
      'POST /sessions HTTP/1.1\r\nHost: desk.test\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a line that is no header', 'GET / HTTP/1.1\r\nHost: desk.test\r\nfoo\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: desk.test\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
    ['a host that is none', 'GET / HTTP/1.1\r\nHost: desk.test/evil\r\nConnection: close\r\n\r\n', 400],
    ['another protocol', 'SSH-2.0-x\r\n', 400],
  ])('%s', async (_, text, status) => {
    const answer = await raw(text)
    expect(statusOf(answer)).toBe(status)
    expect(answer).not.toMatch(/^(server|x-powered-by):/im)
    expect(answer).not.toMatch(/node_modules|\.js:\d/)
  })

  test.each(['TRACE', 'CONNECT'])('%s repeats nothing', async (method) => {
    const answer = await raw(`${method} / HTTP/1.1\r\nHost: desk.test\r\nCookie: secret=1\r\nConnection: close\r\n\r\n`)
    expect(answer).not.toContain('secret')
    expect(statusOf(answer)).not.toBe(200)
  })
})

describe('uploads that break off', () => {
  const head = (length: number) =>
    `POST /services/it-question/requests HTTP/1.1\r\nHost: desk.test\r\nOrigin: http://desk.test\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${length}\r\n\r\n--b\r\nContent-Disposition: form-data; name="picture"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n`
  const files = async () => (await t.desk.db.selectFrom('file').select('id').execute()).length

  test('left in the middle: no file, no request, no line in the log, and the desk goes on', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    await Promise.all(
      Array.from({ length: 20 }, () => raw(`${head(5_000_000)}${'x'.repeat(100_000)}`, { leave: true })),
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await files()).toBe(0)
    expect(said.mock.calls).toEqual([])
    said.mockRestore()
    expect(statusOf(await raw('GET /healthz HTTP/1.1\r\nHost: desk.test\r\nConnection: close\r\n\r\n'))).toBe(200)
  })

  test('more than is taken: refused by its length before it is read', async () => {
    const answer = await raw(head(500_000_000))
    expect(statusOf(answer)).toBe(413)
  })

  test('more than is taken, without a length: refused once it is too much, in flat memory', async () => {
    const before = process.memoryUsage().rss
    const part = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    const answer = await raw(
      `POST /sessions HTTP/1.1\r\nHost: desk.test\r\nOrigin: http://desk.test\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n${part.repeat(300)}`,
    )
    expect(statusOf(answer)).toBe(413)
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(150)
  })

  test('slow ones are ended', () => {
    expect(SERVER_LIMITS).toEqual({ headersTimeout: 15_000, requestTimeout: 300_000 })
  })
})
