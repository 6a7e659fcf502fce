import { expectedEnd, type ExpectedEnd, type Journey } from './expected-end.js'
import { spentOn, type Pace } from './pace.js'
import type { RequestParts } from './request-view.js'
import type { Service } from './service.js'
import { instanceFor, type University } from './university.js'
import { elementsInOrder } from '../engine/index.js'
import { addWorkingDays } from './working-time/index.js'

/** When a request that is under way usually ends, as seen now; null when it has ended or history is too short. */
export function expectedOf(
  university: University,
  service: Service,
  parts: RequestParts,
  now: number,
): (ExpectedEnd & { readonly until: number }) | null {
  const { request, tasks, asks, calendars, pace } = parts
  if (request.closedAt !== null) return null
  const spent = (element: string): number => {
    const task = tasks.find((one) => one.element === element && one.closedAt === null)
    if (!task) return 0
    const waits = asks.filter((ask) => ask.task === task.id).map((ask) => [ask.askedAt, ask.answeredAt ?? now] as const)
    return spentOn(calendars.of(task.office), { from: task.openedAt, until: now }, waits)
  }
  const expected = expectedEnd({
    ...journeyOf(university, service, request.faculty, pace),
    at: parts.tokens.map((token) => token.element),
    spent,
    stands: new Set(tasks.filter((task) => task.keep).map((task) => task.element)),
  })
  return expected && { ...expected, until: addWorkingDays(calendars.usual, now, expected.high) }
}

/** How long a request that is opened now usually takes. @param faculty whose offices it would come to */
export const expectedFromStart = (
  university: University,
  service: Service,
  faculty: string | null,
  pace: readonly Pace[],
): ExpectedEnd | null =>
  expectedEnd({
    ...journeyOf(university, service, faculty, pace),
    at: elementsInOrder(service.definition)
      .slice(0, 1)
      .map((one) => one.id),
    spent: () => 0,
    stands: new Set(),
  })

const journeyOf = (
  university: University,
  service: Service,
  faculty: string | null,
  pace: readonly Pace[],
): Pick<Journey, 'university' | 'service' | 'pace' | 'officeOfStep'> => ({
  university,
  service,
  pace,
  officeOfStep: (step) => (step.office === null ? null : instanceFor(step.office, faculty)),
})
