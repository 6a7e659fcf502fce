import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Text } from '../../desk/text.js'
import { isOpen, openTime, type WorkingCalendar } from '../../desk/working-time/index.js'
import type { TaskRecord } from '../../store/tasks.js'
import type { ApiEnv } from '../token.js'
import { dateOf, dateShape, durationOf, durationShape } from './date.js'
import { langOf } from './errors.js'
import { linksOf } from './links.js'

const times = { goalDuration: durationShape, elapsedTime: durationShape, remainingTime: durationShape }

export const slaShape = z
  .object({
    id: z.string(),
    name: z.string(),
    completedCycles: z.array(
      z.object({
        startTime: dateShape,
        stopTime: dateShape,
        breachTime: dateShape.optional(),
        breached: z.boolean(),
        ...times,
      }),
    ),
    ongoingCycle: z
      .object({
        startTime: dateShape,
        breachTime: dateShape.optional(),
        breached: z.boolean(),
        paused: z.boolean(),
        withinCalendarHours: z.boolean(),
        ...times,
      })
      .optional(),
    slaDisplayFormat: z.string(),
    _links: z.object({ self: z.url() }),
  })
  .openapi('JsmSla')

type Sla = z.infer<typeof slaShape>

/**
 * The due time of a step as a measure, counted in open hours of its office. A task that waits for the requester is
 * paused and has no due time; a step that was never given one has no measure.
 */
export function slaOf(
  c: Context<ApiEnv>,
  key: string,
  task: TaskRecord & { readonly name: Text },
  calendar: WorkingCalendar,
  now: number,
): Sla | null {
  const lang = langOf(c)
  const date = (at: number) => dateOf(at, lang)
  const paused = task.state === 'asked'
  if (task.dueAt === null && !paused) return null
  const until = task.closedAt ?? now
  const elapsed = openTime(calendar, task.openedAt, until)
  const goal = task.dueAt === null ? null : openTime(calendar, task.openedAt, task.dueAt)
  const breached = task.dueAt !== null && until > task.dueAt
  const measured = {
    startTime: date(task.openedAt),
    ...(task.dueAt === null ? {} : { breachTime: date(task.dueAt) }),
    breached,
    goalDuration: durationOf(goal ?? 0, lang),
    elapsedTime: durationOf(elapsed, lang),
    remainingTime: durationOf(goal === null ? 0 : goal - elapsed, lang),
  }
  return {
    id: String(task.id),
    name: task.name[lang],
    completedCycles: task.closedAt === null ? [] : [{ ...measured, stopTime: date(task.closedAt) }],
    ...(task.closedAt === null
      ? { ongoingCycle: { ...measured, paused, withinCalendarHours: isOpen(calendar, now) } }
      : {}),
    slaDisplayFormat: 'NEW_SLA_FORMAT',
    _links: { self: `${linksOf(c).base}/rest/servicedeskapi/request/${key}/sla/${task.id}` },
  }
}
