import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { granted } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { answerAsk } from '../commands/answer-ask.js'
import { askRequester } from '../commands/ask-requester.js'
import { completeTask } from '../commands/complete-task.js'
import { openRequest } from '../commands/open-request.js'
import { rawForm } from '../desk/form/raw.js'
import { learnPace } from './pace.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

async function question(): Promise<string> {
  return granted(
    await openRequest(t.desk, await t.person('noor'), {
      service: 'it-question',
      once: t.desk.newId(),
      raw: rawForm({ subject: ['اینترنت'], question: ['وصل نمی‌شود.'] }),
      correction: null,
    }),
  ).key
}
const openTaskOf = (key: string) =>
  t.desk.db
    .selectFrom('task')
    .innerJoin('request', 'request.id', 'request_id')
    .select('task.id')
    .where('request.key', '=', key)
    .where('task.closed_at', 'is', null)
    .executeTakeFirstOrThrow()
async function answer(key: string): Promise<void> {
  granted(
    await completeTask(t.desk, await t.person('darvishi'), {
      task: (await openTaskOf(key)).id,
      once: t.desk.newId(),
      outcome: 'answered',
      raw: rawForm({ answer: ['درست شد.'] }),
    }),
  )
}
/** Asks, and lets the requester take that long. */
async function wait(key: string, ms: number): Promise<void> {
  const { id } = await openTaskOf(key)
  granted(
    await askRequester(t.desk, await t.person('darvishi'), {
      task: id,
      once: t.desk.newId(),
      message: 'کدام خوابگاه؟',
      fields: [],
      wantsFiles: false,
      amount: null,
      paymentId: null,
    }),
  )
  t.pass(ms)
  const ask = await t.desk.db.selectFrom('ask').select('id').where('task_id', '=', id).executeTakeFirstOrThrow()
  granted(
    await answerAsk(t.desk, await t.person('noor'), {
      ask: ask.id,
      once: t.desk.newId(),
      message: 'شمارهٔ دو',
      raw: rawForm({}),
      files: [],
    }),
  )
}
const pageOf = async (key: string) => (await (await clientOf(t, 'noor')).get(`/requests/${key}`)).html
const servicePage = async () => (await (await clientOf(t, 'noor')).get('/services/it-question')).html

test('with little history nothing is said, neither before nor after opening', async () => {
  for (let one = 0; one < 7; one += 1) {
    const key = await question()
    t.pass(7 * DAY)
    await answer(key)
  }
  await learnPace(t.desk)
  const key = await question()
  for (const html of [await servicePage(), await pageOf(key)]) expect(html).not.toContain('معمولاً')
  // The eighth: a week as the others, five working days, and a month more in which the requester did not answer.
  t.pass(DAY)
  await wait(key, 28 * DAY)
  t.pass(6 * DAY)
  await answer(key)
  await learnPace(t.desk)
  expect(await t.desk.db.selectFrom('step_pace').select(['office', 'samples', 'middle']).execute()).toEqual([
    { office: 'it', samples: 8, middle: expect.any(Number) },
  ])
})

test('with eight finished ones the service says how long it usually takes, and a request what is left', async () => {
  expect(await servicePage()).toContain('رسیدگی معمولاً ۴ تا ۵ روز کاری طول می‌کشد.')
  const key = await question()
  expect(await pageOf(key)).toContain('تا پایان معمولاً ۴ تا ۵ روز کاری دیگر')
  t.pass(2 * DAY)
  expect(await pageOf(key)).toMatch(/تا پایان معمولاً [۲۳]( تا [۳۴])? روز کاری دیگر/)
  t.pass(60 * DAY)
  // Long past the usual, nothing is said.
  expect(await pageOf(key)).not.toContain('معمولاً')
  await answer(key)
  expect(
    (await t.desk.db.selectFrom('request').select('status').where('key', '=', key).executeTakeFirst())?.status,
  ).toBe('done')
  expect(await pageOf(key)).not.toContain('معمولاً')
})

test('what the requester took is not the time of the office', async () => {
  const spent = await t.desk.db.selectFrom('task').select('spent').orderBy('id').limit(8).execute()
  const days = spent.map((one) => (one.spent ?? 0) / 1000)
  expect(days.slice(0, 7).every((one) => one >= 4 && one < 5.5)).toBe(true)
  expect(days[7]).toBeLessThan(6.5)
})

test('pages read one row per step and office, however much was finished', async () => {
  await learnPace(t.desk)
  expect(await t.desk.db.selectFrom('step_pace').selectAll().execute()).toHaveLength(1)
  // What is more than four hundred days old is forgotten.
  t.pass(500 * DAY)
  await learnPace(t.desk)
  expect(await t.desk.db.selectFrom('step_pace').selectAll().execute()).toEqual([])
})
