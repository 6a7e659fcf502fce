import type { Desk } from '../commands/desk.js'
import { recountDue } from '../commands/recount-due.js'
import { remindAsk } from '../commands/remind-ask.js'
import { remindTask } from '../commands/remind-task.js'
import { dueReminders, nextReminder } from '../store/reminders.js'

const BATCH = 100

/**
 * Gives every reminder whose time has come, after due times are right by the calendars as they are now. Times are rows,
 * so a restart forgets none; one that fails does not keep the others.
 * @returns how many acted
 */
export async function sendDueReminders(desk: Desk, report: (message: string) => void): Promise<number> {
  while ((await recountDue(desk)) > 0);
  let acted = 0
  for (const one of await dueReminders(desk.db, desk.now(), BATCH)) {
    try {
      const done = await (one.ask === null ? remindTask(desk, one) : remindAsk(desk, { ...one, ask: one.ask }))
      if (done) acted += 1
    } catch (error) {
      report(`reminder of task ${one.task} failed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return acted
}

/** Gives the reminders of a past that was told afterwards, such as that of the demo, each at its own time. */
export async function remindInPast(desk: Desk, report: (message: string) => void): Promise<void> {
  for (let at = await nextReminder(desk.db); at !== null && at <= desk.now(); at = await nextReminder(desk.db)) {
    const then = at
    if ((await sendDueReminders({ ...desk, now: () => then }, report)) === 0) return
  }
}
