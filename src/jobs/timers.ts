import type { Desk } from '../commands/desk.js'
import { fireTimer } from '../commands/fire-timer.js'
import { dueTimers } from '../store/instances.js'

const BATCH = 100

/** Fires every timer that is due. Timers are rows, so a restart forgets none. @returns how many fired */
export async function fireDueTimers(desk: Desk): Promise<number> {
  const due = await desk.db.transaction().execute((tx) => dueTimers(tx, desk.now(), BATCH))
  let fired = 0
  for (const one of due) if (await fireTimer(desk, one)) fired += 1
  return fired
}
