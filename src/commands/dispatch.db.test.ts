import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { granted, openClearance, openTask, walk } from '../../test/support/clearance.js'
import { rawForm } from '../desk/form/raw.js'
import { assignTask } from './assign-task.js'
import { openRequest } from './open-request.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

test('by hand: nobody has it until the head hands it out', async () => {
  const key = await openClearance(t, 'sara')
  expect((await openTask(t, await t.person('sara'), key)).assignee).toBeNull()
})

test('in turn: the dormitory gives each task to the expert who has waited longest', async () => {
  for (const student of ['sara', 'alireza', 'peyman', 'niloofar']) {
    if (student !== 'sara') await openClearance(t, student)
    const { key } = await t.desk.db
      .selectFrom('request')
      .select('key')
      .where('requester_id', '=', (await t.person(student)).id)
      .executeTakeFirstOrThrow()
    await walk(t, student, key, 'dormitory')
  }
  const [jalali, samadi] = [(await t.person('jalali')).id, (await t.person('samadi')).id]
  const tasks = await t.desk.db
    .selectFrom('task')
    .select('assignee_id')
    .where('office', '=', 'dormitory')
    .orderBy('id')
    .execute()
  expect(tasks.map((task) => task.assignee_id)).toEqual([jalali, samadi, jalali, samadi])
})

test('by load: IT gives a question to whoever has least open', async () => {
  const noor = await t.person('noor')
  const ask = async (once: string) =>
    granted(
      await openRequest(t.desk, noor, {
        service: 'it-question',
        once,
        raw: rawForm({ subject: [once], question: ['چه کنم؟'] }),
        correction: null,
      }),
    ).key
  const first = await openTask(t, noor, await ask('یک'))
  const second = await openTask(t, noor, await ask('دو'))
  expect(new Set([first.assignee, second.assignee]).size).toBe(2)
  expect([first.assignee, second.assignee]).not.toContain(null)
})

test('whoever is free: somebody of nutrition takes it, once, and may give it back', async () => {
  const fresh = await openClearance(t, 'noor', { 'issue_place.other': ['نجف'] })
  await walk(t, 'noor', fresh, 'nutrition')
  const task = await openTask(t, await t.person('noor'), fresh)
  const [fallahi, rezaei] = [await t.person('fallahi'), await t.person('rezaei')]
  expect(task.assignee).toBeNull()
  granted(await assignTask(t.desk, fallahi, { task: task.id, once: 'a', to: 'me' }))
  expect(await assignTask(t.desk, rezaei, { task: task.id, once: 'b', to: 'me' })).toMatchObject({
    ok: false,
    code: 'already-taken',
  })
  granted(await assignTask(t.desk, fallahi, { task: task.id, once: 'c', to: null }))
  granted(await assignTask(t.desk, rezaei, { task: task.id, once: 'd', to: 'me' }))
  expect((await openTask(t, await t.person('noor'), fresh)).assignee).toBe(rezaei.id)
})
