import { transaction, type Desk } from '../commands/desk.js'
import { spentOn } from '../desk/pace.js'
import { calendarsNow } from '../store/calendars.js'
import { refreshPace, saveSpent, unmeasuredTasks } from '../store/pace.js'

const BATCH = 2_000

/** Measures what has been finished since the last time and sums it up, so that pages can say how long things usually take. */
export async function learnPace(desk: Desk): Promise<void> {
  while ((await measure(desk)) === BATCH);
  await transaction(desk, (tx) => refreshPace(tx, desk.now()))
}

const measure = (desk: Desk): Promise<number> =>
  transaction(desk, async (tx) => {
    const calendars = await calendarsNow(tx, desk.university)
    const tasks = await unmeasuredTasks(tx, BATCH)
    await saveSpent(
      tx,
      tasks.map((one) => [one.task, spentOn(calendars.of(one.office), one, one.asks)] as const),
    )
    return tasks.length
  })
