import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { granted, openClearance, openTask, pageOf, walk } from '../../test/support/clearance.js'
import { openTestDesk, START, type TestDesk } from '../../test/support/desk.js'
import { answerAsk } from '../commands/answer-ask.js'
import { askRequester } from '../commands/ask-requester.js'
import type { Desk } from '../commands/desk.js'
import { rawForm } from '../desk/form/raw.js'
import { sendDueReminders } from './reminders.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())
beforeEach(async () => {
  await t.desk.db.deleteFrom('notice').execute()
})

const fail = (message: string) => {
  throw new Error(message)
}
const remind = (desk: Desk = t.desk) => sendDueReminders(desk, fail)
const notices = async (key: string) => {
  const rows = await t.desk.db
    .selectFrom('notice')
    .innerJoin('person', 'person.id', 'person_id')
    .innerJoin('request', 'request.id', 'request_id')
    .select(['username', 'kind'])
    .where('request.key', '=', key)
    .orderBy('notice.id')
    .execute()
  return rows.map((row) => `${row.username} ${row.kind}`)
}
const ask = async (key: string, username: string, who: string) => {
  const task = await openTask(t, await t.person(username), key)
  granted(
    await askRequester(t.desk, await t.person(who), {
      task: task.id,
      once: `ask-${key}`,
      message: 'رسید را بفرستید.',
      fields: [],
      wantsFiles: false,
      amount: null,
      paymentId: null,
    }),
  )
  const row = await t.desk.db.selectFrom('ask').select('id').where('task_id', '=', task.id).executeTakeFirstOrThrow()
  return row.id
}

test('the expert is reminded, then told it is overdue, then the head, then the office above; each once', async () => {
  // Tuesday 09:00; the referral has one working day and waits for the head, who hands work out.
  const key = await openClearance(t, 'sara')
  expect(await remind()).toBe(0)
  t.pass(6 * HOUR)
  expect(await remind()).toBe(1)
  expect(await notices(key)).toEqual(['naderi task-due-soon'])
  // Until Wednesday 09:00, evening and night do not count.
  t.pass(17 * HOUR)
  expect(await remind()).toBe(0)
  t.pass(HOUR)
  expect([await remind(), await remind()]).toEqual([1, 0])
  t.pass(4 * HOUR)
  expect(await remind()).toBe(1)
  // Saturday 09:00, twice the target: over the weekend nothing has come.
  t.pass(2 * DAY)
  expect(await remind()).toBe(0)
  t.pass(DAY - 4 * HOUR)
  expect(await remind()).toBe(1)
  expect(await notices(key)).toEqual([
    'naderi task-due-soon',
    'naderi task-overdue',
    'naderi task-overdue-head',
    'karimpour task-overdue-above',
  ])
  t.pass(30 * DAY)
  expect(await remind()).toBe(0)
})

test('staff read of it in the history, the requester does not', async () => {
  const { key } = await t.desk.db.selectFrom('request').select('key').executeTakeFirstOrThrow()
  const kinds = async (who: string) => (await pageOf(t, await t.person(who), key))?.events.map((one) => one.kind) ?? []
  expect((await kinds('naderi')).filter((kind) => kind.startsWith('task-'))).toHaveLength(4)
  expect(await kinds('sara')).toEqual(['opened'])
})

test('what was missed while the desk was off comes once to each role, whatever number of processes wakes up', async () => {
  const key = await openClearance(t, 'alireza')
  t.pass(40 * DAY)
  // Two processes on one database, each with a memory of its own.
  const other: Desk = { ...t.desk, university: { ...t.desk.university } }
  const acted = await Promise.all([remind(), remind(other), remind(), remind(other)])
  expect(acted.reduce((sum, one) => sum + one, 0)).toBe(1)
  expect(await notices(key)).toEqual([
    'naderi task-overdue',
    'naderi task-overdue-head',
    'karimpour task-overdue-above',
  ])
  // The clock of the machine is set back and goes by again.
  t.pass(-20 * DAY)
  expect(await remind()).toBe(0)
  t.pass(20 * DAY)
  expect(await remind()).toBe(0)
  expect(await notices(key)).toHaveLength(3)
})

test('a requester who owes an answer is reminded twice, visibly, and no more once it came', async () => {
  const key = await openClearance(t, 'peyman')
  await walk(t, 'peyman', key, 'nutrition')
  await t.desk.db.deleteFrom('notice').execute()
  const id = await ask(key, 'peyman', 'khosravi')
  t.pass(5 * DAY)
  await remind()
  t.pass(7 * DAY)
  await remind()
  t.pass(30 * DAY)
  await remind()
  expect(await notices(key)).toEqual(['peyman ask-reminded', 'peyman ask-reminded'])
  const owner = await t.person('peyman')
  const kinds = (await pageOf(t, owner, key))?.events.map((one) => one.kind) ?? []
  expect(kinds.filter((kind) => kind === 'ask-reminded')).toHaveLength(2)
  granted(await answerAsk(t.desk, owner, { ask: id, once: 'p', message: 'فرستادم.', raw: rawForm({}), files: [] }))
  t.pass(HOUR)
  expect((await notices(key)).length).toBe(2)
  expect((await pageOf(t, owner, key))?.status).toBe('open')
})

/** A desk whose services take unanswered requests back after ten working days. */
const expiring = (): Desk => ({
  ...t.desk,
  catalog: {
    ...t.desk.catalog,
    version: async (id) => ({ ...(await t.desk.catalog.version(id)), ask_expires_days: 10 }),
  },
})

test('where the service says so the request is withdrawn, but never without a warning two working days before', async () => {
  const desk = expiring()
  const key = await openClearance(t, 'niloofar')
  await walk(t, 'niloofar', key, 'education_review')
  await t.desk.db.deleteFrom('notice').execute()
  const task = await openTask(t, await t.person('niloofar'), key)
  const expert = await t.person('sadeghi')
  granted(
    await askRequester(desk, expert, {
      task: task.id,
      once: 'expiring-ask',
      message: 'کارت را بفرستید.',
      fields: [],
      wantsFiles: false,
      amount: null,
      paymentId: null,
    }),
  )
  // Three months pass in which the desk is off: the warning comes first, alone.
  t.pass(90 * DAY)
  await remind(desk)
  expect(await remind(desk)).toBe(0)
  expect(await notices(key)).toEqual(['niloofar ask-warned'])
  expect((await pageOf(t, await t.person('niloofar'), key))?.status).toBe('waiting')
  t.pass(DAY)
  await remind(desk)
  expect(await notices(key)).toEqual(['niloofar ask-warned'])
  t.pass(7 * DAY)
  await remind(desk)
  expect(await notices(key)).toEqual(['niloofar ask-warned', 'niloofar ask-expired'])
  const page = await pageOf(t, await t.person('niloofar'), key)
  expect(page?.status).toBe('withdrawn')
  expect(page?.events.map((one) => one.kind)).toContain('ask-expired')
  t.pass(30 * DAY)
  await remind(desk)
  expect(await notices(key)).toHaveLength(2)
})

test('a number is never taken back by time: after it, unanswered asks are only reminded of', async () => {
  const desk = expiring()
  const { key } = await t.desk.db
    .selectFrom('request')
    .select('key')
    .where('requester_id', '=', (await t.person('alireza')).id)
    .executeTakeFirstOrThrow()
  await walk(t, 'alireza', key, 'nutrition')
  await t.desk.db.deleteFrom('notice').execute()
  await ask(key, 'alireza', 'khosravi')
  for (let days = 0; days < 60; days += 3) {
    t.pass(3 * DAY)
    await remind(desk)
  }
  expect(await notices(key)).toEqual(['alireza ask-reminded', 'alireza ask-reminded'])
  expect(t.desk.now()).toBeGreaterThan(START)
})
