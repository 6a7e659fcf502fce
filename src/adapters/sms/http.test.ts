import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpSms } from './http.js'

interface Got {
  readonly method: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let server: Server
let url = ''
let folder = ''
let answer = 200
const got: Got[] = []
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mizban-sms-'))
  writeFileSync(path.join(folder, 'token'), 'panel-secret\n')
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (answer === 0) {
        response.destroy()
        return
      }
      got.push({ method: request.method ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(answer, answer === 302 ? { location: 'http://127.0.0.1:9/' } : {}).end('{"secret":"echo"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/send`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

const MESSAGE = { to: '+989990000001', text: 'کد «123456»\n"نقل" & {to}' }

test('a JSON panel gets number and text whole, and the secret in the header', async () => {
  const sms = httpSms({
    url,
    tokenFile: path.join(folder, 'token'),
    header: 'x-api-key: {token}',
    body: '{"mobile":"{local}","to":["{to}"],"text":"{text}"}',
  })
  await sms.send(MESSAGE)
  const { method, headers, body } = got.at(-1) ?? { method: '', headers: {}, body: '{}' }
  expect([method, headers['content-type'], headers['x-api-key']]).toEqual(['POST', 'application/json', 'panel-secret'])
  expect(JSON.parse(body)).toEqual({ mobile: '09990000001', to: [MESSAGE.to], text: MESSAGE.text })
})

test('a form panel, with the secret in the body and none in the header', async () => {
  const sms = httpSms({
    url,
    tokenFile: path.join(folder, 'token'),
    header: 'x: y',
    body: 'password={token}&to={to}&text={text}',
  })
  await sms.send(MESSAGE)
  const { headers, body } = got.at(-1) ?? { headers: {}, body: '' }
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    password: 'panel-secret',
    to: MESSAGE.to,
    text: MESSAGE.text,
  })
})

test.each([
  [500, 'later'],
  [429, 'later'],
  [403, 'never'],
  [302, 'never'],
])('an answer of %i is a failure to be tried again or not, and its words are not repeated', async (status, kind) => {
  answer = status
  const handing = await httpSms({ ...PLAIN, url }).send(MESSAGE)
  expect(handing).toEqual({ kind, said: `HTTP ${status}` })
  answer = 200
})

const PLAIN = { tokenFile: null, header: 'Authorization: Bearer {token}', body: '{"to":"{to}","t":"{text}"}' }

test('nobody listening is tried again; a line that breaks after the message went may have been an arrival', async () => {
  expect(await httpSms({ ...PLAIN, url: 'http://127.0.0.1:2/' }).send(MESSAGE)).toMatchObject({ kind: 'later' })
  answer = 0
  expect(await httpSms({ ...PLAIN, url }).send(MESSAGE)).toMatchObject({ kind: 'unknown' })
  answer = 200
})
