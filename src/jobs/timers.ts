import type { Desk } from '../commands/desk.js'
import { fireTimer } from '../commands/fire-timer.js'
import { oneByOne } from '../commands/one-by-one.js'
import { dueTimers } from '../store/instances.js'

const BATCH = 100

/** Fires every timer that is due. Timers are rows, so a restart forgets none; one that fails holds up no other. @returns how many fired */
export async function fireDueTimers(desk: Desk): Promise<number> {
  const due = await desk.db.transaction().execute((tx) => dueTimers(tx, desk.now(), BATCH))
  return oneByOne(due, (one) => fireTimer(desk, one))
}
