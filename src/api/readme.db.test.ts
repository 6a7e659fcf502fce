import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callApi } from '../../test/support/api.js'
import { granted, openClearance, openTask, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { VISITOR } from '../../test/support/sign-in.js'
import { makeToken } from '../commands/access-token.js'
import { addWebhook, tryWebhook } from '../commands/webhooks.js'
import type { Desk, Hooks } from '../commands/desk.js'
import { scopesFor } from '../desk/token.js'
import { sendWebhooks } from '../jobs/webhooks.js'
import { root } from '../root.js'

const text = readFileSync(path.join(root, 'docs/api/README.md'), 'utf8')
const blocks = (language: string): string =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .flatMap(([, name, body = '']) => (name === language ? [body] : []))
    .join('\n')

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

test('every call of the guide does what it says', async () => {
  const key = await openClearance(t, 'sara')
  await walk(t, 'sara', key, 'nutrition')
  const { id } = await openTask(t, await t.person('sara'), key)
  const read = await callApi(t.desk, `/tasks/${id}`, { headers: { authorization: await tokenOf('khosravi') } })
  const etag = read.headers.get('etag') ?? ''
  const calls = blocks('sh')
    .replaceAll(/ \\\n/g, ' ')
    .replaceAll('CLR-1405-000123', key)
    .replaceAll('/tasks/12', `/tasks/${id}`)
    .replaceAll('"3"', etag)
    .split('\n')
    .filter((line) => line.startsWith('curl '))
  const statuses: string[] = []
  for (const call of calls) {
    const [, at = ''] = /"\$DESK([^"]*)"/.exec(call) ?? []
    const who = at.startsWith('/tasks') ? 'khosravi' : /^\/(webhooks|messages)/.test(at) ? 'admin' : 'sara'
    const headers = new Headers(
      [...call.matchAll(/-H (["'])(.*?)\1/g)].map(([, , line = '']): [string, string] => {
        const [name = '', ...rest] = line.split(': ')
        return [name, rest.join(': ')]
      }),
    )
    expect(headers.get('authorization')).toBe('Bearer $MIZBAN_TOKEN')
    headers.set('authorization', await tokenOf(who))
    const [, method = 'GET'] = / -X (\w+) /.exec(call) ?? []
    const [, body = null] = / -d '([^']*)'/.exec(call) ?? []
    const { status } = await callApi(t.desk, at, { method, headers, body })
    statuses.push(`${method} ${status}`)
  }
  expect(statuses.filter((one) => !/ 20[0-2]$/.test(one))).toEqual([])
  expect(statuses.filter((one) => one.startsWith('POST')).length).toBe(4)
  expect(statuses.length).toBeGreaterThan(6)
})

test('the webhook of the guide takes what the desk sends, and nothing else', async () => {
  const calls: Parameters<Hooks['post']>[0][] = []
  const post: Hooks['post'] = async (call) => {
    calls.push(call)
    return { status: 204, why: null }
  }
  const desk: Desk = { ...t.desk, now: Date.now, hooks: { mayPlain: false, post } }
  const admin = await t.person('admin')
  const input = { once: 'guide', name: 'guide', url: 'https://guide.example.org/', kinds: ['opened'] }
  const { id, secret } = granted(await addWebhook(desk, admin, input))
  granted(await tryWebhook(desk, admin, { id, once: 'guide' }))
  await sendWebhooks(desk, () => {})
  const [call] = calls
  if (!call) throw new Error('nothing was sent')
  const hear = (body: string) =>
    spawnSync(
      process.execPath,
      ['--input-type=module', '-e', `${blocks('js')}\nheard(...${JSON.stringify([body, call.headers])})`],
      { cwd: root, env: { ...process.env, MIZBAN_WEBHOOK_SECRET: secret ?? '' }, encoding: 'utf8', timeout: 60_000 },
    )
  expect(hear(call.body).stdout).toBe(`${call.headers['webhook-id']} trial undefined\n`)
  expect(hear(`${call.body} `)).toMatchObject({ status: 1, stdout: '' })
})

async function tokenOf(username: string): Promise<string> {
  const person = await t.person(username)
  const input = { once: t.desk.newId(), name: 'guide', scopes: scopesFor(person), days: 7 }
  return `Bearer ${granted(await makeToken(t.desk, person, VISITOR, input)).token ?? ''}`
}
