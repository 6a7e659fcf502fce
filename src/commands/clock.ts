import { planOfTask } from '../desk/reminders.js'
import type { Step } from '../desk/service.js'
import type { University } from '../desk/university.js'
import { dueOf, openTime, type Calendars, type Clock } from '../desk/working-time/index.js'
import { calendarsAt, calendarsNow } from '../store/calendars.js'
import { clockOf, setClock, setStandingClock, termsOf, type ClockSet } from '../store/clocks.js'
import type { Tx } from '../store/visible.js'
import type { Desk } from './desk.js'

/** The clock of a task that opens: the target an administrator set, else that of the drawing, else the usual one. */
export async function startClock(
  tx: Tx,
  desk: Desk,
  task: { readonly service: string; readonly element: string; readonly office: string },
  drawn: Step | undefined,
  at: number,
): Promise<ClockSet> {
  const terms = await termsOf(tx, task.service, task.element)
  const calendars = await calendarsAt(tx, desk.university, terms.revision)
  const days = terms.days ?? targetOf(desk.university, drawn)
  return workOut(desk.university, calendars, task.office, { from: at, days, waited: 0 })
}

/** The target of a step where no administrator has set one. */
export const targetOf = (university: University, drawn: Pick<Step, 'targetDays'> | undefined): number =>
  drawn?.targetDays ?? university.calendar.defaultDays

/** The requester has answered: the clock goes on, later by the open time it stood still. */
export async function resumeClock(tx: Tx, desk: Desk, task: number, askedAt: number, at: number): Promise<void> {
  const was = await clockOf(tx, task)
  if (!was) return
  const calendars = await calendarsNow(tx, desk.university)
  const stood = openTime(calendars.of(was.office), Math.max(askedAt, was.from), at)
  const days = was.days ?? desk.university.calendar.defaultDays
  const clock = { from: was.from, days, waited: was.waited + Math.max(stood, 0) }
  await setClock(tx, task, workOut(desk.university, calendars, was.office, clock))
}

/** Another expert gets the task: they have the whole target. */
export async function restartClock(
  tx: Tx,
  desk: Desk,
  task: { readonly id: number; readonly state: string },
  at: number,
): Promise<void> {
  if (task.state === 'asked') return setStandingClock(tx, task.id, at)
  const was = await clockOf(tx, task.id)
  if (!was) return
  const calendars = await calendarsNow(tx, desk.university)
  const clock = { from: at, days: was.days ?? desk.university.calendar.defaultDays, waited: 0 }
  await setClock(tx, task.id, workOut(desk.university, calendars, was.office, clock))
}

/** Due time and next reminder of a clock. @param done rules that have reminded already */
export function workOut(
  university: University,
  calendars: Calendars,
  office: string,
  clock: Clock,
  done: readonly string[] = [],
): ClockSet {
  const calendar = calendars.of(office)
  const next = planOfTask(university.reminders, calendar, clock).find((one) => !done.includes(one.rule))
  return { clock, due: dueOf(calendar, clock), remindAt: next?.at ?? null, revision: calendars.revision }
}
