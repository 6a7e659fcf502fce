import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { clamdScanner, read } from './scan.js'

const open: Server[] = []
const sockets = new Set<Socket>()
afterEach(() => {
  for (const one of sockets) one.destroy()
  for (const one of open.splice(0)) one.close()
})

/** Somebody at the address of clamd who is none. @returns the address */
async function impostor(behave: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    behave(socket)
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.80.7.1', resolve))
  const address = server.address()
  return `127.80.7.1:${typeof address === 'object' && address ? address.port : 0}`
}

const BYTES = new Uint8Array(200_000)

test.each([
  ['stream: OK\0', { kind: 'clean' }],
  ['stream: OK\n', { kind: 'clean' }],
  ['stream: Win.Test.EICAR_HDB-1 FOUND\0', { kind: 'found', name: 'Win.Test.EICAR_HDB-1' }],
  ['stream: Heuristics.Encrypted.PDF FOUND\0', { kind: 'found', name: 'Heuristics.Encrypted.PDF' }],
  ['stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0', { kind: 'not-scanned', why: 'too-large' }],
  ['INSTREAM size limit exceeded. ERROR\0', { kind: 'not-scanned', why: 'too-large' }],
  ['stream: OK and more\0', { kind: 'not-scanned', why: 'unreadable' }],
  ['', { kind: 'not-scanned', why: 'unreadable' }],
])('the answer %j is read as one of three outcomes', (said, outcome) => expect(read(said)).toEqual(outcome))

test('nobody there: it could not be scanned', async () => {
  expect(await clamdScanner('127.80.7.1:1').scan(BYTES)).toEqual({ kind: 'not-scanned', why: 'down' })
  expect(await clamdScanner('/nowhere/clamd.sock').scan(BYTES)).toEqual({ kind: 'not-scanned', why: 'down' })
})

test('a scanner that takes everything and never answers is given up, and then left alone for a while', async () => {
  let asked = 0
  const address = await impostor((socket) => {
    asked += 1
    socket.resume()
  })
  const scanner = clamdScanner(address, { answerMs: 150, restMs: 60_000 })
  expect(await scanner.scan(BYTES)).toEqual({ kind: 'not-scanned', why: 'slow' })
  expect(await scanner.scan(BYTES)).toEqual({ kind: 'not-scanned', why: 'slow' })
  expect(asked).toBe(1)
})

test('and asked again after that', async () => {
  let asked = 0
  const address = await impostor((socket) => {
    asked += 1
    if (asked === 1) socket.resume()
    else socket.resume().end('stream: OK\0')
  })
  const scanner = clamdScanner(address, { answerMs: 3_000, restMs: 1 })
  expect(await scanner.scan(BYTES)).toEqual({ kind: 'not-scanned', why: 'slow' })
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(await scanner.scan(BYTES)).toEqual({ kind: 'clean' })
})

test('a scanner that never reads is given up too', async () => {
  const address = await impostor((socket) => socket.pause())
  const answer = await clamdScanner(address, { answerMs: 150 }).scan(new Uint8Array(10 * 1024 * 1024))
  expect(answer).toEqual({ kind: 'not-scanned', why: 'slow' })
})

test.each([
  ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['endless noise', 'x'.repeat(100_000)],
  ['a line that only looks clean', 'stream: OKAY\0'],
])('%s is no scanner: never clean', async (_, said) => {
  const address = await impostor((socket) => socket.resume().end(said))
  expect(await clamdScanner(address, { answerMs: 5_000 }).scan(BYTES)).toEqual({
    kind: 'not-scanned',
    why: 'unreadable',
  })
})

test('a connection that breaks in the middle: it could not be scanned', async () => {
  const address = await impostor((socket) => socket.once('data', () => socket.resetAndDestroy()))
  expect(await clamdScanner(address, { answerMs: 5_000 }).scan(BYTES)).toMatchObject({ kind: 'not-scanned' })
})
