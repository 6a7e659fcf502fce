import { z } from 'zod'
import type { WorkingCalendar } from './working-time/calendar.js'
import { addWorkingDays } from './working-time/count.js'
import { shareOf, type Clock } from './working-time/due.js'

const schema = z.strictObject({
  tasks: z.array(z.strictObject({ at: z.number().min(0.05).max(20), to: z.enum(['expert', 'head', 'above']) })),
  asks: z.array(z.strictObject({ after_days: z.number().int().min(1).max(365) })),
  expiry: z.strictObject({ warn_days: z.number().int().min(1).max(30) }),
})

/** `university/reminders.yaml`, read. */
export type ReminderRules = Readonly<z.infer<typeof schema>>

/** Where there is no file nobody is reminded. */
const NONE = { tasks: [], asks: [], expiry: { warn_days: 2 } }

/** Reads the parsed file; throws one sentence per mistake, for whoever edits it. */
export function readReminderRules(data: unknown = NONE): ReminderRules {
  const read = schema.safeParse(data)
  if (!read.success) throw new Error(`university/reminders.yaml: ${z.prettifyError(read.error)}`)
  return read.data
}

export type RemindedRole = ReminderRules['tasks'][number]['to']

/** A reminder with its time. `rule` names it for ever: a rule acts once per task and target. */
export interface PlannedReminder {
  readonly rule: string
  readonly at: number
  readonly to: RemindedRole
  readonly late: boolean
}

/** All reminders of a task, the earliest first. */
export const planOfTask = (rules: ReminderRules, calendar: WorkingCalendar, clock: Clock): readonly PlannedReminder[] =>
  rules.tasks
    .map(({ at, to }) => ({ rule: `${to}-${at}`, at: shareOf(calendar, clock, at), to, late: at >= 1 }))
    .sort((a, b) => a.at - b.at)

/** What of a plan is due now, and when to look again. `done` are rules that have acted. */
export function dueOfPlan<T extends { readonly rule: string; readonly at: number }>(
  plan: readonly T[],
  done: ReadonlySet<string>,
  now: number,
): { readonly due: readonly T[]; readonly next: number | null } {
  const left = plan.filter((one) => !done.has(one.rule))
  return { due: left.filter((one) => one.at <= now), next: left.find((one) => one.at > now)?.at ?? null }
}

/** Who is told: of several reminders that come late to the same role, the last alone. */
export const loudest = (due: readonly PlannedReminder[]): readonly PlannedReminder[] =>
  due.filter((one, index) => !due.slice(index + 1).some((later) => later.to === one.to))

/** A step of an ask that is not answered. */
export interface PlannedAsk {
  readonly rule: string
  readonly at: number
  readonly kind: 'remind' | 'warn' | 'expire'
}

/**
 * Reminders of an ask, the warning and the end. The request is withdrawn only after the warning has come and has stood
 * for its days.
 * @param expires working days after which the service takes the request back; null: never
 * @param warnedAt when the warning was given; null: not yet
 */
export function planOfAsk(
  rules: ReminderRules,
  calendar: WorkingCalendar,
  ask: { readonly askedAt: number; readonly expires: number | null; readonly warnedAt: number | null },
): readonly PlannedAsk[] {
  const after = (days: number) => addWorkingDays(calendar, ask.askedAt, days)
  const { warn_days: warning } = rules.expiry
  const reminders = rules.asks
    .filter((one) => ask.expires === null || one.after_days < ask.expires - warning)
    .map((one) => ({ rule: `ask-${one.after_days}`, at: after(one.after_days), kind: 'remind' as const }))
  if (ask.expires === null) return reminders
  if (ask.warnedAt === null)
    return [...reminders, { rule: 'ask-warning', at: after(Math.max(ask.expires - warning, 1)), kind: 'warn' }]
  const end = Math.max(after(ask.expires), addWorkingDays(calendar, ask.warnedAt, warning))
  return [...reminders, { rule: 'ask-expiry', at: end, kind: 'expire' }]
}
