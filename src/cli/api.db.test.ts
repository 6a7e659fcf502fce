import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClearance } from '../../test/support/clearance.js'
import { openListeningDesk, tokenOf, type ListeningDesk } from '../../test/support/jsm-server.js'
import { pdfBytes } from '../../test/support/uploads.js'
import { main } from './main.js'

let t: ListeningDesk
let folder: string
let key: string
let token: string
beforeAll(async () => {
  t = await openListeningDesk('127.80.7.61')
  folder = mkdtempSync(path.join(tmpdir(), 'mizban-api-'))
  key = await openClearance(t, 'sara')
  token = await tokenOf(t, 'sara')
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await t.close()
})

/** What a command writes, by channel, and its exit code. */
async function run(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await main(['api', ...args], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    env,
    secret: async () => '',
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}
const sara = (...args: readonly string[]) => run({ MIZBAN_BASE_URL: `${t.url}/`, MIZBAN_TOKEN: token }, ...args)

test('reading and writing: JSON on one channel, refusals on the other, a code for each', async () => {
  const list = await sara('get', '/requests')
  expect([list.code, list.err, JSON.parse(list.out)]).toEqual([0, '', expect.objectContaining({ next: null })])
  const data = path.join(folder, 'message.json')
  writeFileSync(data, JSON.stringify({ body: 'سلام' }))
  const comments = `/requests/${key}/comments`
  for (const how of [`@${data}`, '{"body":"سلام"}'])
    expect(await sara('POST', comments, '--data', how, '--once', 'k')).toMatchObject({ code: 0, err: '' })
  const { comments: said } = JSON.parse((await sara('GET', `/requests/${key}`)).out)
  expect(said).toMatchObject([{ body: 'سلام' }])
  const refused = await sara('GET', '/requests/CLR-1405-999999')
  expect([refused.code, refused.out, JSON.parse(refused.err)]).toEqual([
    1,
    '',
    expect.objectContaining({ code: 'not-found' }),
  ])
})

test('a file goes in and comes out as it was', async () => {
  const [file, back] = [path.join(folder, 'کارت.pdf'), path.join(folder, 'back.pdf')]
  writeFileSync(file, pdfBytes())
  const sent = await sara('POST', '/files', '--file', file, '--data', '{"field":"card"}')
  const { id, name } = JSON.parse(sent.out)
  expect([sent.code, name]).toEqual([0, 'کارت.pdf'])
  expect(await sara('GET', `/files/${id}`)).toMatchObject({ code: 1, err: expect.stringContaining('--out') })
  expect(await sara('GET', `/files/${id}`, '--out', path.join(folder, 'none', 'x'))).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^The answer could not be taken: ENOENT/),
  })
  expect(await sara('GET', `/files/${id}`, '--out', back)).toEqual({ code: 0, out: '', err: '' })
  expect(readFileSync(back).equals(readFileSync(file))).toBe(true)
  expect(await sara('DELETE', `/files/${id}`)).toEqual({ code: 0, out: '', err: '' })
})

test('what was seen is told, so that a change can name it', async () => {
  const clerk = { MIZBAN_BASE_URL: t.url, MIZBAN_TOKEN: await tokenOf(t, 'naderi') }
  const [task] = JSON.parse((await run(clerk, 'GET', '/tasks')).out).items
  const [, etag = ''] = /^ETag: (.*)$/.exec((await run(clerk, 'GET', `/tasks/${task.id}`)).err) ?? []
  const take = ['POST', `/tasks/${task.id}/assignments`, '--data', '{"to":"me"}']
  expect((await run(clerk, ...take)).err).toContain('revision-needed')
  expect(await run(clerk, ...take, '--if-match', etag)).toMatchObject({ code: 0 })
  expect((await run(clerk, ...take, '--if-match', etag)).err).toContain('changed')
})

test('called wrongly, without a desk or a token, and where nobody answers', async () => {
  for (const wrong of [[], ['GET'], ['GET', 'requests'], ['GET', '/requests', 'more'], ['GET', '/x', '--all']])
    expect(await sara(...wrong)).toMatchObject({ code: 2, out: '' })
  expect(await sara('POST', '/x', '--data', `@${folder}/none.json`)).toMatchObject({ code: 2 })
  expect(await run({ MIZBAN_BASE_URL: t.url }, 'GET', '/me')).toMatchObject({ code: 1 })
  const nobody = { MIZBAN_BASE_URL: 'http://127.80.7.61:1', MIZBAN_TOKEN: token }
  const { code, err } = await run(nobody, 'GET', '/me')
  expect(code).toBe(1)
  expect(err).not.toContain(token)
})
