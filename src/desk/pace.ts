import { openTime, workingDays, type WorkingCalendar } from './working-time/index.js'

/** How long a step usually takes an office, in working days. */
export interface Pace {
  readonly element: string
  readonly office: string
  readonly samples: number
  readonly quarter1: number
  readonly middle: number
  readonly quarter3: number
}

/** With fewer finished tasks nothing is said of a step. */
export const MIN_SAMPLES = 8

/**
 * Working days an office took for a task, without what it waited for the requester.
 * @param asks from when until when it waited
 */
export function spentOn(
  calendar: WorkingCalendar,
  task: { readonly from: number; readonly until: number },
  asks: readonly (readonly [from: number, until: number])[],
): number {
  const open = openTime(calendar, task.from, task.until)
  if (open <= 0) return 0
  const waited = asks.reduce((sum, [from, until]) => sum + Math.max(openTime(calendar, from, until), 0), 0)
  return workingDays(calendar, task.from, task.until) * Math.max(1 - waited / open, 0)
}
