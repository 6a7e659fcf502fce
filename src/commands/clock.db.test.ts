import { afterAll, beforeAll, expect, test } from 'vitest'
import { complete, granted, openClearance, openTask, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { rawForm } from '../desk/form/raw.js'
import { jalaliToIso } from '../persian/index.js'
import { answerAsk } from './answer-ask.js'
import { askRequester } from './ask-requester.js'
import { assignTask } from './assign-task.js'
import { sendBack } from './send-back.js'
import { setTarget } from './set-target.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

/** `1405/09/03 10:30` in Tehran. */
const at = (text: string) => {
  const [date = '', time = '00:00'] = text.split(' ')
  const [year = 0, month = 0, day = 0] = date.split('/').map(Number)
  return Date.parse(`${jalaliToIso({ year, month, day })}T${time}:00+03:30`)
}
const said = (instant: number | null) =>
  instant === null
    ? null
    : new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tehran', dateStyle: 'short', timeStyle: 'short' }).format(
        instant,
      )
/** Moves the clock to a time of Tehran; never back. */
const until = (text: string) => t.pass(Math.max(at(text) - t.desk.now(), 0))
const due = async (username: string, key: string) => said((await openTask(t, await t.person(username), key)).dueAt)

test('a task is due so many working days of its office later, over days on which it is closed', async () => {
  // Tuesday, the 3rd, 09:00; the referral has one working day, the review after it two.
  const key = await openClearance(t, 'sara')
  expect(await due('sara', key)).toBe(said(at('1405/09/04 09:00')))
  until('1405/09/03 18:00')
  await walk(t, 'sara', key, 'education_review')
  // Handed on in the evening: it counts from Wednesday's opening, and Thursday and Friday do not count.
  expect(await due('sara', key)).toBe(said(at('1405/09/08 08:00')))
})

test('the clock stands while an ask waits, and goes on later by the open time it stood', async () => {
  until('1405/09/04 10:00')
  const key = await openClearance(t, 'alireza')
  await walk(t, 'alireza', key, 'nutrition')
  const owner = await t.person('alireza')
  const task = await openTask(t, owner, key)
  const before = task.dueAt ?? 0
  const asked = t.desk.now()
  granted(
    await askRequester(t.desk, await t.person('khosravi'), {
      task: task.id,
      once: 'clock-ask',
      message: 'رسید را بفرستید.',
      fields: [],
      wantsFiles: false,
      amount: null,
      paymentId: null,
    }),
  )
  expect((await openTask(t, owner, key)).dueAt).toBeNull()
  // Over the weekend to Sunday noon.
  until('1405/09/08 12:00')
  const { id } = await t.desk.db.selectFrom('ask').select('id').where('task_id', '=', task.id).executeTakeFirstOrThrow()
  granted(
    await answerAsk(t.desk, owner, { ask: id, once: 'clock-answer', message: 'پرداختم.', raw: rawForm({}), files: [] }),
  )
  const { calendarsNow } = await import('../store/calendars.js')
  const { openTime } = await import('../desk/working-time/index.js')
  const calendar = (await calendarsNow(t.desk.db, t.desk.university)).of('nutrition')
  const after = (await openTask(t, owner, key)).dueAt ?? 0
  const stood = openTime(calendar, asked, t.desk.now())
  expect(stood).toBeGreaterThan(8 * 3_600_000)
  expect(openTime(calendar, before, after)).toBe(stood)
})

test('handed to another expert, or sent back, the target begins anew; taken or released it does not', async () => {
  until('1405/09/09 10:00')
  const key = await openClearance(t, 'peyman')
  const owner = await t.person('peyman')
  await walk(t, 'peyman', key, 'education_review')
  const task = await openTask(t, owner, key)
  const head = await t.person('naderi')
  const other = await t.desk.db
    .selectFrom('membership')
    .select('person_id')
    .where('office', '=', task.office)
    .where('role', '=', 'expert')
    .where('person_id', '<>', task.assignee ?? 0)
    .executeTakeFirstOrThrow()
  const first = await due('peyman', key)
  until('1405/09/10 12:30')
  granted(await assignTask(t.desk, head, { task: task.id, once: 'r1', to: null }))
  granted(await assignTask(t.desk, head, { task: task.id, once: 'r2', to: task.assignee }))
  expect(await due('peyman', key)).toBe(first)
  granted(await assignTask(t.desk, head, { task: task.id, once: 'r3', to: other.person_id }))
  expect(await due('peyman', key)).toBe(said(at('1405/09/14 12:30')))
  await complete(t, 'naderi', await openTask(t, owner, key), 'complete', { card_confirmed: ['returned'] })
  await walk(t, 'peyman', key, 'disciplinary')
  until('1405/09/15 09:15')
  const council = await openTask(t, owner, key)
  granted(
    await sendBack(t.desk, await t.person('shakeri'), {
      task: council.id,
      once: 'back',
      to: 'affairs_review',
      reason: 'برگ پیوست نیست.',
      keep: true,
    }),
  )
  expect(await due('peyman', key)).toBe(said(at('1405/09/17 09:15')))
})

test('an administrator sets the target of a step for tasks that open later, and the log says so', async () => {
  const [admin, clerk] = [await t.person('admin'), await t.person('naderi')]
  const target = { service: 'student-clearance', element: 'education_referral', once: 't1' }
  const open = await openClearance(t, 'niloofar')
  const before = await due('niloofar', open)
  expect((await setTarget(t.desk, clerk, { ...target, days: '3' })).ok).toBe(false)
  for (const days of ['0', '91', 'سه', '-1']) {
    const refusal = await setTarget(t.desk, admin, { ...target, once: `t-${days}`, days })
    expect(refusal).toMatchObject({ ok: false, code: 'incomplete', problems: [{ key: 'days' }] })
  }
  granted(await setTarget(t.desk, admin, { ...target, days: '۳' }))
  granted(await setTarget(t.desk, admin, { ...target, days: '۳' }))
  expect(await due('niloofar', open)).toBe(before)
  until('1405/09/16 10:00')
  expect(await due('jila', await openClearance(t, 'jila'))).toBe(said(at('1405/09/21 10:00')))
  granted(await setTarget(t.desk, admin, { ...target, once: 't2', days: '' }))
  expect(await due('mina', await openClearance(t, 'mina'))).toBe(said(at('1405/09/17 10:00')))
  const lines = await t.desk.db
    .selectFrom('audit')
    .select(['kind', 'by_id', 'data'])
    .where('kind', 'like', 'target-%')
    .orderBy('id')
    .execute()
  expect(lines).toEqual([
    { kind: 'target-set', by_id: admin.id, data: { service: target.service, element: target.element, days: 3 } },
    { kind: 'target-removed', by_id: admin.id, data: { service: target.service, element: target.element, days: null } },
  ])
})
