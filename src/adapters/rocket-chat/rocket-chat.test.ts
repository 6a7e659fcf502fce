import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rocketChat } from './rocket-chat.js'

let server: Server
let url = ''
let folder = ''
let answer = 200
const got: { path: string; headers: IncomingHttpHeaders; body: unknown }[] = []
const secret = (text: string) => {
  const file = path.join(folder, 'secret')
  writeFileSync(file, text)
  return file
}
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mizban-chat-'))
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(body) })
      response.writeHead(answer).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const MESSAGE = {
  to: 'sara',
  text: 'اداره تغذیه از شما پاسخ می\u200cخواهد\nhttps://desk.test/requests/CLR-1405-000123',
}

test('as a user of the REST API, directly to the person', async () => {
  const chat = rocketChat({ url, secretFile: secret('user-id user-token\n') })
  expect(await chat.send(MESSAGE)).toEqual({ kind: 'taken', said: 'HTTP 200' })
  expect(got.at(-1)).toMatchObject({
    path: '/api/v1/chat.postMessage',
    headers: { 'x-user-id': 'user-id', 'x-auth-token': 'user-token' },
    body: { channel: '@sara', text: MESSAGE.text },
  })
})

test('by an incoming webhook, whose address is the secret', async () => {
  const chat = rocketChat({ url: null, secretFile: secret(`${url}/hooks/abc/def`) })
  expect(await chat.send(MESSAGE)).toMatchObject({ kind: 'taken' })
  expect(got.at(-1)).toMatchObject({ path: '/hooks/abc/def', body: { channel: '@sara', text: MESSAGE.text } })
})

test.each([
  [503, 'later'],
  [429, 'later'],
  [401, 'later'],
  [400, 'never'],
])('an answer of %i is %s', async (status, kind) => {
  answer = status
  const handing = await rocketChat({ url, secretFile: secret('a b') }).send(MESSAGE)
  answer = 200
  expect(handing).toEqual({ kind, said: `HTTP ${status}` })
})

test('without its secret it waits', async () => {
  const chat = rocketChat({ url, secretFile: path.join(folder, 'none') })
  expect(await chat.send(MESSAGE)).toEqual({ kind: 'later', said: 'no-secret' })
})
