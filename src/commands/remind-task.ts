import type { NoticeKind } from '../desk/notice.js'
import { dueOfPlan, loudest, planOfTask, type PlannedReminder } from '../desk/reminders.js'
import { officeAbove, officeName, officeOf, type University } from '../desk/university.js'
import { calendarsNow } from '../store/calendars.js'
import type { NewEvent } from '../store/history.js'
import {
  membersOf,
  recordReminders,
  setTaskReminder,
  standInsFor,
  taskToRemind,
  type Member,
  type RemindedTask,
} from '../store/reminders.js'
import { recordEvents, wholeRequestForJob } from '../store/requests.js'
import { transaction, type Desk } from './desk.js'
import { giveNotices } from './give-notices.js'

/**
 * Reminds of a task by the rules of university/reminders.yaml. Each rule acts once per task and target; what came late,
 * because the desk was off, is told to each role once, as the last of it.
 * @returns false when there was nothing to do: somebody was quicker
 */
export function remindTask(desk: Desk, due: { readonly request: number; readonly task: number }): Promise<boolean> {
  return transaction(desk, async (tx) => {
    const request = await wholeRequestForJob(tx, due.request)
    const at = desk.now()
    const task = request && (await taskToRemind(tx, due.task, at))
    if (!request || !task) return false
    const calendar = (await calendarsNow(tx, desk.university)).of(task.office)
    const plan = dueOfPlan(planOfTask(desk.university.reminders, calendar, task), task.done, at)
    const about = { task: task.id, ask: null, from: task.from, at }
    const reminders = await recordReminders(
      tx,
      about,
      plan.due.map((one) => one.rule),
    )
    const above = officeAbove(desk.university, task.office)
    const members = await membersOf(tx, above === null ? [task.office] : [task.office, above], at)
    const standIns = task.assignee === null ? [] : await standInsFor(tx, task.assignee, task.office, at)
    const events: NewEvent[] = []
    for (const one of loudest(plan.due)) {
      const reminder = reminders.get(one.rule)
      const people = peopleFor(desk.university, one, task, above, members, standIns)
      if (reminder === undefined || people.length === 0) continue
      const kind = kindOf(one)
      await giveNotices(
        tx,
        desk,
        people.map((person) => ({ person, kind, request: request.id, task: task.id, reminder, at })),
      )
      events.push({
        kind,
        by: null,
        office: task.office,
        internal: true,
        data: {
          name: { ...task.name },
          ...(above === null ? {} : { above: { ...officeName(desk.university, above) } }),
        },
      })
    }
    await setTaskReminder(tx, task.id, plan.next)
    await recordEvents(tx, request, at, events)
    return true
  })
}

const kindOf = ({ to, late }: PlannedReminder): NoticeKind =>
  to === 'head' ? 'task-overdue-head' : to === 'above' ? 'task-overdue-above' : late ? 'task-overdue' : 'task-due-soon'

/** The expert is who has the task, else who could take it; an office without a head is told as a whole. */
function peopleFor(
  university: University,
  { to }: PlannedReminder,
  task: RemindedTask,
  above: string | null,
  members: readonly Member[],
  standIns: readonly number[],
): readonly number[] {
  const of = (office: string | null, role: string) => {
    const all = members.filter((one) => one.office === office)
    const wanted = all.filter((one) => one.role === role)
    return [...new Set((wanted.length > 0 ? wanted : all).map((one) => one.person))]
  }
  if (to === 'head') return of(task.office, 'head')
  if (to === 'above') return of(above, 'head')
  if (task.assignee !== null) return [task.assignee, ...standIns]
  // Where the head hands work out, an unassigned task waits for the head.
  return of(task.office, officeOf(university, task.office)?.dispatch === 'manual' ? 'head' : 'expert')
}
