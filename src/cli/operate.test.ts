import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDemoPeople } from '../catalog/demo-people.js'
import { openRequest } from '../commands/open-request.js'
import { rawForm } from '../desk/form/raw.js'
import { personById, savePerson } from '../store/people.js'
import { main, type Terminal } from './main.js'
import { withDesk } from './with-desk.js'

let folder = ''
const keys: string[] = []

const terminal = (said: string[]): Terminal => ({
  out: (line) => said.push(line),
  err: (line) => said.push(line),
  env: { MIZBAN_DATA_DIR: folder },
  secret: async () => '',
})

async function run(...args: readonly string[]): Promise<readonly [code: number, said: string]> {
  const said: string[] = []
  const code = await main(args, terminal(said))
  return [code, said.join('\n')]
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mizban-operate-'))
  await withDesk(terminal([]), async (desk) => {
    for (const person of await readDemoPeople(desk.university))
      await desk.db.transaction().execute((tx) => savePerson(tx, person))
    const { id } = await desk.db
      .selectFrom('person')
      .select('id')
      .where('username', '=', 'noor')
      .executeTakeFirstOrThrow()
    const noor = await personById(desk.db, id, desk.now())
    for (const once of ['a', 'b']) {
      const raw = rawForm({ subject: ['چاپگر'], question: ['چه کنم؟'] })
      const opened = noor && (await openRequest(desk, noor, { service: 'it-question', once, raw, correction: null }))
      if (opened?.ok) keys.push(opened.key)
    }
    return 0
  })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('what runs is counted, moved and closed on the command line; each answer has its exit code', async () => {
  const [first = '', second = ''] = keys
  expect(keys).toHaveLength(2)
  expect(await run('instances', '--service', 'it-question')).toEqual([
    0,
    'it-question 1: 2 under way, 0 waiting for the requester, 0 with an incident',
  ])
  expect(JSON.parse((await run('instances', '--service', 'it-question', '--json'))[1])).toEqual([
    expect.objectContaining({ service: 'it-question', number: 1, running: 2, waiting: 0, stuck: 0 }),
  ])
  expect(await run('instances', '--service', 'none')).toEqual([1, 'There is no service none.'])
  expect(await run('incidents')).toEqual([0, 'No request stands still.'])
  expect(await run('incidents', '--json')).toEqual([0, '[]'])
  expect(await run('retry', first)).toEqual([1, `${first} does not stand still.`])
  expect(await run('move', first, '--from', 'answer', '--to', 'nowhere', '--reason', 'x')).toEqual([
    1,
    'The process can’t be moved to that step.',
  ])
  expect(await run('move', first, '--from', 'nowhere', '--to', 'end_done', '--reason', 'x')).toEqual([
    1,
    `${first} does not stand at nowhere.`,
  ])
  expect(await run('move', first, '--from', 'answer', '--to', 'end_done', '--reason', 'x')).toEqual([
    0,
    `${first} was moved from answer to end_done.`,
  ])
  expect(await run('cancel', second, '--reason', ' ')).toEqual([1, 'Write the reason (up to 500 characters).'])
  expect(await run('cancel', second.toLowerCase(), '--reason', 'x')).toEqual([0, `${second} is closed.`])
  expect(await run('cancel', second, '--reason', 'x')).toEqual([1, 'The process of this request has ended already.'])
  expect(await run('cancel', 'ITQ-1400-000001', '--reason', 'x')).toEqual([1, 'There is no such request.'])
  expect((await run('instances', '--service', 'it-question'))[1]).toContain(' 0 under way')
}, 240_000)

test.each([
  ['move', 'KEY', '--from', 'a', '--to', 'b'],
  ['move'],
  ['cancel', 'KEY'],
  ['cancel', 'KEY', '--reason', 'x', '--to', 'b'],
  ['retry'],
  ['retry', 'KEY', '--json'],
  ['incidents', 'KEY'],
  ['instances', '--nothing'],
])('called wrongly: %s %s', async (...args) => {
  const [code, said] = await run(...args)
  expect([code, said]).toEqual([2, expect.stringMatching(/^Called as: mizban /)])
})
