import { stepOf } from '../desk/service.js'
import { movedDue, type Calendars } from '../desk/working-time/index.js'
import { calendarsNow } from '../store/calendars.js'
import { setClocks, staleClocks } from '../store/clocks.js'
import type { Tx } from '../store/visible.js'
import { targetOf, workOut } from './clock.js'
import { transaction, type Desk } from './desk.js'

const BATCH = 500

/** Works out the due times of open tasks that another calendar gave. @returns how many */
export const recountDue = (desk: Desk): Promise<number> =>
  transaction(desk, async (tx) => recountWith(tx, desk, await calendarsNow(tx, desk.university), BATCH))

/** The same with calendars that are not yet for all. */
export async function recountWith(tx: Tx, desk: Desk, calendars: Calendars, limit: number): Promise<number> {
  const now = desk.now()
  const stale = await staleClocks(tx, calendars.revision, limit)
  const sets = await Promise.all(
    stale.map(async (one) => {
      const days = one.days ?? targetOf(desk.university, stepOf(await desk.catalog.version(one.versionId), one.element))
      const clock = { from: one.from, days, waited: one.waited }
      const set = workOut(desk.university, calendars, one.office, clock, one.reminded)
      return { ...set, task: one.task, due: one.days === null ? set.due : movedDue(one.dueAt, set.due, now) }
    }),
  )
  await setClocks(tx, sets)
  return sets.length
}
