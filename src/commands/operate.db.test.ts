import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrokenDesk, type BrokenDesk } from '../../test/support/broken.js'
import { granted, pageOf } from '../../test/support/clearance.js'
import { rawForm } from '../desk/form/raw.js'
import { loadState } from '../store/instances.js'
import { processCounts } from '../store/processes.js'
import { cancelRequest } from './cancel-request.js'
import { completeTask } from './complete-task.js'
import { moveToken } from './move-token.js'
import { openReading } from './open-reading.js'
import { retryIncident } from './retry-incident.js'
import { setVariables } from './set-variables.js'

let t: BrokenDesk
beforeAll(async () => {
  t = await openBrokenDesk()
})
afterAll(() => t.close())

const admin = () => t.person('admin')
const lines = async (key: string) => {
  const rows = await t.desk.db
    .selectFrom('audit')
    .innerJoin('request', 'request.id', 'audit.request_id')
    .select(['kind', 'by_id', 'data'])
    .where('key', '=', key)
    .orderBy('audit.id')
    .execute()
  return rows.map(({ kind, by_id: by, data }) => ({ kind, by, data }))
}
const tokenOf = async (key: string) => {
  const { id } = await t.at(key)
  return (await loadState(t.desk.db, id))?.tokens[0]?.id ?? -1
}

/** A request that stands at a gateway no flow of which holds: an expert has done the step before. */
async function stuck(): Promise<string> {
  const key = await t.open('choice')
  const { id } = await t.at(key)
  const task = await t.desk.db.selectFrom('task').select('id').where('request_id', '=', id).executeTakeFirstOrThrow()
  const member = await t.desk.db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'person_id')
    .select('username')
    .where('office', '=', 'it')
    .where('role', '=', 'head')
    .executeTakeFirstOrThrow()
  granted(
    await completeTask(t.desk, await t.person(member.username), {
      task: task.id,
      once: t.desk.newId(),
      outcome: 'answered',
      raw: rawForm({ answer: ['پاسخ'] }),
    }),
  )
  return key
}

test('a gateway no flow of which holds: the variable is set with a reason, it is tried again, the request goes on', async () => {
  const key = await stuck()
  const before = await t.at(key)
  expect(before).toMatchObject({ status: 'open', tokens: ['which:incident'] })
  const [incident = -1] = before.incidents
  const { revision } = await t.desk.db
    .selectFrom('instance')
    .select('revision')
    .where('request_id', '=', before.id)
    .executeTakeFirstOrThrow()
  const scope = (await loadState(t.desk.db, before.id))?.scopes[0]?.id ?? -1
  const input = { key, incident, scope, revision, reason: 'متغیر نبود', typed: { urgent: 'true' } }
  const set = async (once: string, change: object = {}) =>
    setVariables(t.desk, await admin(), { ...input, ...change, once })
  expect(await set('v0')).toMatchObject({ ok: false, code: 'not-allowed' })
  granted(await openReading(t.desk, await admin(), { key, reason: 'بررسی', once: 'r1' }))
  expect(await set('v1', { reason: ' ' })).toMatchObject({ problems: [{ key: 'reason', code: 'required' }] })
  expect(await set('v2', { typed: { urgent: '{' } })).toMatchObject({ problems: [{ key: 'urgent', code: 'bad-json' }] })
  expect(await set('v3', { typed: { '1x': '1' } })).toMatchObject({ problems: [{ key: 'new', code: 'bad-name' }] })
  expect(await set('v4', { typed: {} })).toMatchObject({ problems: [{ code: 'unchanged' }] })
  expect(await set('v5', { revision: revision - 1 })).toMatchObject({ code: 'stale' })
  expect(await set('v6', { scope: 999 })).toMatchObject({ code: 'stale' })
  granted(await set('v7'))
  granted(await set('v7'))
  const retry = async (once: string) => retryIncident(t.desk, await admin(), { key, incident, reason: 'درست شد', once })
  const [one, two] = await Promise.all([retry('again'), retry('again')])
  expect([one, two]).toEqual([
    { ok: true, key },
    { ok: true, key },
  ])
  expect(await retry('later')).toMatchObject({ ok: false, code: 'stale' })
  expect(await t.at(key)).toMatchObject({ tokens: ['yes:task'], incidents: [] })
  const by = (await admin()).id
  expect((await lines(key)).filter((one) => one.kind !== 'reading-opened')).toEqual([
    { kind: 'variables-set', by, data: { key, reason: 'متغیر نبود', element: 'which', names: 'urgent' } },
    { kind: 'incident-retried', by, data: { key, reason: 'درست شد', element: 'which' } },
  ])
  expect(JSON.stringify((await pageOf(t, await t.person('noor'), key))?.events)).not.toMatch(/stuck|retried|repaired/)
})

test('a request is moved past the job that nobody can do; its requester reads so, calmly, and without the reason', async () => {
  const key = await t.open('fail')
  await t.settle()
  expect(await t.at(key)).toMatchObject({ tokens: ['job:job'], incidents: [expect.any(Number)] })
  const token = await tokenOf(key)
  const move = async (to: string, once: string, who = 'admin') =>
    moveToken(t.desk, await t.person(who), { key, token, to, reason: 'دستی انجام شد', once })
  expect(await move('check', 'm0', 'noor')).toMatchObject({ ok: false, code: 'not-allowed' })
  expect(await move('start', 'm1')).toMatchObject({ ok: false, code: 'cannot-move' })
  expect(await move('nowhere', 'm2')).toMatchObject({ ok: false, code: 'cannot-move' })
  granted(await move('check', 'm3'))
  granted(await move('check', 'm3'))
  expect(await t.at(key)).toMatchObject({ status: 'open', tokens: ['check:task'], incidents: [] })
  expect(await move('check', 'm4')).toMatchObject({ ok: false, code: 'stale' })
  const page = await pageOf(t, await t.person('noor'), key)
  const told = page?.events.filter((one) => one.kind === 'moved') ?? []
  expect(told).toHaveLength(1)
  expect(told[0]).toMatchObject({ data: { from: { fa: 'کار' }, to: { fa: 'بررسی' } } })
  expect(JSON.stringify(page)).not.toContain('دستی انجام شد')
  expect(await lines(key)).toEqual([
    expect.objectContaining({
      kind: 'token-moved',
      data: { key, reason: 'دستی انجام شد', from: 'job', to: 'check' },
    }),
  ])
})

test('a request that is closed is refused with the reason its requester reads; its tasks are gone; it is done once', async () => {
  const key = await t.open('choice')
  const close = async (once: string) =>
    cancelRequest(t.desk, await admin(), { key, reason: 'این خدمت دیگر نیست؛ حضوری بیایید.', once })
  granted(await close('c1'))
  granted(await close('c1'))
  expect(await close('c2')).toMatchObject({ ok: false, code: 'already-done' })
  expect(await t.at(key)).toMatchObject({ status: 'refused', tokens: [] })
  const page = await pageOf(t, await t.person('noor'), key)
  expect(page?.refusal).toBe('این خدمت دیگر نیست؛ حضوری بیایید.')
  expect(page?.events.map((one) => one.kind)).toEqual(expect.arrayContaining(['cancelled']))
  expect(page?.events.map((one) => one.kind)).not.toContain('refused')
  const { id } = await t.at(key)
  const tasks = await t.desk.db.selectFrom('task').select('state').where('request_id', '=', id).execute()
  expect(tasks.map((one) => one.state)).toEqual(['cancelled'])
  expect((await lines(key)).map((one) => one.kind)).toEqual(['request-cancelled'])
})

test('the command line acts as nobody, and the log says from where', async () => {
  const key = await t.open('choice')
  const token = await tokenOf(key)
  granted(await moveToken(t.desk, null, { key: key.toLowerCase(), token, to: 'no', reason: 'آزمون', once: '' }))
  expect(await moveToken(t.desk, null, { key, token: 999, to: 'no', reason: 'آزمون', once: '' })).toMatchObject({
    ok: false,
  })
  expect(await t.at(key)).toMatchObject({ tokens: ['no:task'] })
  expect(await lines(key)).toEqual([
    {
      kind: 'token-moved',
      by: null,
      data: { key, reason: 'آزمون', from: 'look', to: 'no', by: 'command line' },
    },
  ])
})

test('what runs is counted by version: under way, waiting for the requester, with an incident', async () => {
  await stuck()
  const count = async () =>
    (await processCounts(t.desk.db)).map(({ service, running, stuck: still }) => [service, running, still])
  expect(await count()).toEqual([
    ['choice', 3, 1],
    ['fail', 1, 0],
  ])
})
