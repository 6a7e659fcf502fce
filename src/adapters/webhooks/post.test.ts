import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isBlock } from '../../config.js'
import { addressGuard } from './address.js'
import { webhookPoster } from './post.js'

describe('which addresses may be called', () => {
  const may = addressGuard([])

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '0:0:0:0:0:ffff:7f00:1',
    '64:ff9b::a00:1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'fc00::1',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:a00:1::',
    'example.org',
    '',
  ])('not %s', (address) => expect(may(address)).toBe(false))

  test.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s', (address) =>
    expect(may(address)).toBe(true),
  )

  test('those that the settings allow, and no more', () => {
    const own = addressGuard(['10.1.0.0/16', 'fd12::/16'])
    expect(['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1'].map(own)).toEqual([true, true, true])
    expect(['10.2.0.1', '127.0.0.1', 'fd13::1'].map(own)).toEqual([false, false, false])
    expect(['10.1.0.0/16', 'fd00::/8'].map(isBlock)).toEqual([true, true])
    expect(['10.1.0.0', '10.1.0.0/33', 'x/8', '10.1.0.0/', ''].map(isBlock)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })
})

describe('a call', () => {
  let server: http.Server
  let port: number
  const seen: string[] = []
  beforeAll(async () => {
    server = http.createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['webhook-id']}`)
      if (request.url === '/moved') response.writeHead(302, { location: '/there' }).end()
      else if (request.url === '/slow') setTimeout(() => response.end(), 60_000).unref()
      else response.writeHead(204).end()
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const call = (hooks: ReturnType<typeof webhookPoster>, url: string) =>
    hooks.post({ url, headers: { 'webhook-id': 'msg_1' }, body: '{}' })

  test('arrives where it is allowed, follows nothing, and does not wait for ever', async () => {
    const hooks = webhookPoster(['127.0.0.0/8'])
    expect(await call(hooks, `http://127.0.0.1:${port}/here`)).toEqual({ status: 204, why: null })
    expect(await call(hooks, `http://127.0.0.1:${port}/moved`)).toEqual({ status: 302, why: null })
    expect(await call(webhookPoster(['127.0.0.0/8'], 500), `http://127.0.0.1:${port}/slow`)).toEqual({
      status: null,
      why: 'timeout',
    })
    expect(seen.slice(0, 2)).toEqual(['POST /here msg_1', 'POST /moved msg_1'])
    expect(seen).not.toContain('POST /there msg_1')
    expect(await call(hooks, 'http://127.0.0.1:1/')).toMatchObject({ why: 'no-connection' })
  })

  test('is not made to a private address, by number or by name, nor without TLS', async () => {
    const hooks = webhookPoster([])
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]'])
      expect(await call(hooks, `https://${host}:${port}/private`), host).toEqual({
        status: null,
        why: 'forbidden-address',
      })
    expect(await call(hooks, `https://localhost:${port}/private`)).toEqual({ status: null, why: 'forbidden-address' })
    expect(await call(hooks, 'http://93.184.216.34/')).toEqual({ status: null, why: 'no-tls' })
    expect(await call(webhookPoster(['10.0.0.0/8']), `http://localhost:${port}/private`)).toMatchObject({
      why: 'forbidden-address',
    })
    expect(seen.filter((one) => one.includes('private'))).toEqual([])
  })
})
