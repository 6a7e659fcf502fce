import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FILLED, granted } from '../../test/support/clearance.js'
import { readDemoPeople } from '../catalog/demo-people.js'
import type { Desk } from '../commands/desk.js'
import { failServiceJob } from '../commands/fail-service-job.js'
import { moveToken } from '../commands/move-token.js'
import { openRequest } from '../commands/open-request.js'
import { rawForm } from '../desk/form/raw.js'
import type { Person } from '../desk/person.js'
import { instanceOf } from '../store/incidents.js'
import { loadState } from '../store/instances.js'
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

async function personOf(desk: Desk, username: string): Promise<Person> {
  const { id } = await desk.db
    .selectFrom('person')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirstOrThrow()
  const person = await personById(desk.db, id, desk.now())
  if (!person) throw new Error(`nobody is called ${username}`)
  return person
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mizban-operate-'))
  await withDesk(terminal([]), async (desk) => {
    for (const person of await readDemoPeople(desk.university))
      await desk.db.transaction().execute((tx) => savePerson(tx, person))
    const noor = await personOf(desk, 'noor')
    for (const once of ['a', 'b']) {
      const raw = rawForm({ subject: ['چاپگر'], question: ['چه کنم؟'] })
      const opened = await openRequest(desk, noor, { service: 'it-question', once, raw, correction: null })
      if (opened.ok) keys.push(opened.key)
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
  expect(await run('variables', first, '--set', 'x=1', '--reason', 'x')).toEqual([1, `${first} does not stand still.`])
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

test('what a process that stands still knows is corrected, and it goes on', async () => {
  let key = ''
  await withDesk(terminal([]), async (desk) => {
    const sara = await personOf(desk, 'sara')
    const form = { service: 'student-clearance', once: 'c', raw: rawForm(FILLED), correction: null }
    key = granted(await openRequest(desk, sara, form)).key
    const token = async () => (await instanceOf(desk.db, key))?.tokens[0]?.id ?? -1
    const move = { key, token: await token(), to: 'issue', reason: 'x', once: 'm' }
    granted(await moveToken({ ...desk, later: { ...desk.later, run: async () => {} } }, null, move))
    const { id } = (await instanceOf(desk.db, key)) ?? { id: -1 }
    const job = { request: id, token: await token(), type: 'issue-document', tries: 1 }
    expect(await failServiceJob(desk, job, 'the form could not be drawn')).toBe(true)
    return 0
  })
  const setting = (...more: readonly string[]) => run('variables', key, '--reason', 'x', ...more)
  expect(await setting('--set', 'fits=yes')).toEqual([1, expect.stringContaining('This is not JSON.')])
  expect(await setting('--set', 'fits=true', '--at', 'elsewhere')).toEqual([
    1,
    `${key} does not stand still at elsewhere.`,
  ])
  expect(await setting('--set', 'fits=true', '--set', 'reason="transfer"')).toEqual([
    0,
    expect.stringContaining('set.'),
  ])
  const known = await withDesk(terminal([]), async (desk) => {
    const { id } = (await instanceOf(desk.db, key)) ?? { id: -1 }
    const state = await loadState(desk.db, id)
    expect(state?.scopes[0]?.variables).toMatchObject({ fits: true, reason: 'transfer' })
    return 0
  })
  expect(known).toBe(0)
  expect(JSON.parse((await run('incidents', '--json'))[1])).toHaveLength(1)
}, 240_000)

test.each([
  ['move', 'KEY', '--from', 'a', '--to', 'b'],
  ['move'],
  ['cancel', 'KEY'],
  ['cancel', 'KEY', '--reason', 'x', '--to', 'b'],
  ['retry'],
  ['variables', 'KEY', '--reason', 'x'],
  ['variables', 'KEY', '--set', 'x', '--reason', 'x'],
  ['retry', 'KEY', '--json'],
  ['incidents', 'KEY'],
  ['instances', '--nothing'],
])('called wrongly: %s %s', async (...args) => {
  const [code, said] = await run(...args)
  expect([code, said]).toEqual([2, expect.stringMatching(/^Called as: mizban /)])
})
