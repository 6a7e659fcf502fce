import { afterEach, expect, test } from 'vitest'
import { openFakeJsm, TOKEN, type FakeJsm } from '../../../test/support/fake-jsm.js'
import { jsmClient } from './client.js'
import { pageOf, serviceDesk } from './shapes.js'

let jsm: FakeJsm
afterEach(() => jsm.close())

const BYTES = new Uint8Array([1, 2, 3])
const URL_OF_FILE = 'http://jsm.internal:8080/jira/secure/attachment/1/a.pdf'

/** A client of a desk with one file, and what it waited. */
async function open() {
  const file = { id: 1, name: 'a.pdf', bytes: BYTES }
  const issue = { id: 1, key: 'H-1', type: 1, at: 0, reporter: null, fields: {}, statuses: [], files: [file] }
  jsm = await openFakeJsm({ issues: [issue], types: [] })
  const waited: number[] = []
  const pause = async (ms: number) => void waited.push(ms)
  return { client: jsmClient({ url: jsm.url, sign: { token: TOKEN }, pause, now: () => 0 }), waited }
}

test('a desk that says «not so fast» is asked once a second at most, and not for ever', async () => {
  const { client, waited } = await open()
  const busy = (seconds: string, times: number) =>
    (jsm.trouble = (_request, response, count) => {
      if (count > times) return false
      response.writeHead(429, { 'retry-after': seconds }).end()
      return true
    })
  busy('0', 20)
  expect(await client.get('/rest/servicedeskapi/servicedesk', pageOf(serviceDesk))).toMatchObject({ isLastPage: true })
  expect(waited).toEqual(Array.from({ length: 20 }, () => 1000))
  busy('100', Number.POSITIVE_INFINITY)
  await expect(client.get('/rest/servicedeskapi/servicedesk', pageOf(serviceDesk))).rejects.toMatchObject({
    why: 'unreachable',
  })
  expect(waited.slice(20)).toEqual(Array.from({ length: 35 }, () => 100_000))
})

test('a file that breaks off is read again, and one that never comes whole is told', async () => {
  const { client, waited } = await open()
  const broken = (times: number) =>
    (jsm.trouble = (_request, response, count) => {
      if (count > times) return false
      response.writeHead(200, { 'content-length': '3' })
      response.write(BYTES.slice(0, 1), () => response.destroy())
      return true
    })
  broken(2)
  expect(await client.bytes(URL_OF_FILE, 10)).toEqual(Buffer.from(BYTES))
  expect(waited).toEqual([1000, 2000])
  broken(99)
  await expect(client.bytes(URL_OF_FILE, 10)).rejects.toMatchObject({ why: 'unreachable' })
})

test('what is gone, too large or at another place is told apart; a token that has ended ends the reading', async () => {
  const { client } = await open()
  const answers = (status: number, headers = {}) =>
    (jsm.trouble = (_request, response) => {
      response.writeHead(status, headers).end()
      return true
    })
  expect(await client.bytes(URL_OF_FILE, 2)).toBe('too-large')
  expect(await client.bytes('/jira/secure/attachment/2/b.pdf', 10)).toBeNull()
  answers(303, { location: 'https://files.example/a.pdf' })
  expect(await client.bytes(URL_OF_FILE, 10)).toBe('elsewhere')
  answers(401)
  await expect(client.bytes(URL_OF_FILE, 10)).rejects.toMatchObject({ why: 'unsigned' })
})
