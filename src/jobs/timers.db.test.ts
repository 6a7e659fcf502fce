import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClearance, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import type { Desk } from '../commands/desk.js'
import { fireDueTimers } from './timers.js'

const DAY = 86_400_000

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

/** A desk that started again, by a clock that shows another time. */
const later = (ms: number): Desk => ({ ...t.desk, now: () => t.desk.now() + ms })

test('a timer that came due long ago fires once, whatever number of processes wakes up; a clock set back fires none', async () => {
  const key = await openClearance(t, 'sara')
  await walk(t, 'sara', key, 'faculty_notice')
  const events = async () => {
    const { id } = await t.desk.db.selectFrom('request').select('id').where('key', '=', key).executeTakeFirstOrThrow()
    const rows = await t.desk.db
      .selectFrom('event')
      .select('kind')
      .where('request_id', '=', id)
      .orderBy('seq')
      .execute()
    return rows.map((one) => one.kind)
  }
  const before = await events()
  expect(await fireDueTimers(later(13 * DAY))).toBe(0)
  expect(await events()).toEqual(before)
  const fired = await Promise.all([1, 2, 3].map(() => fireDueTimers(later(400 * DAY))))
  expect(fired.toSorted()).toEqual([0, 0, 1])
  for (const days of [-30, 0, 14, 800]) expect(await fireDueTimers(later(days * DAY))).toBe(0)
  expect((await events()).slice(before.length)).toEqual(['ended-early'])
})
