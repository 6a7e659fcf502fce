import { conditionedBy, reachableFrom } from '../engine/index.js'
import { stepOf, type Service, type Step } from './service.js'
import type { Text } from './text.js'
import type { TrackerStep } from './views.js'

/** A task of a request as the tracker needs it; `by` is already what the reader may know. */
export interface TrackedTask {
  readonly id: number
  readonly element: string
  readonly office: Text
  readonly state: string
  readonly openedAt: number
  readonly closedAt: number | null
  readonly by: TrackerStep['by']
  readonly outcome: string | null
  readonly automatic: { readonly reason: 'kept' | 'handed-out' } | null
  readonly keep: boolean
}

const REASONS = {
  'handed-out': {
    fa: 'لازم نبود: ارجاع در این واحد خودکار است.',
    en: 'Not needed: this office hands work out by itself.',
  },
  never: { fa: 'لازم نبود.', en: 'Not needed.' },
} as const

/**
 * All steps of a service for one request, in the order of the drawing: done by whom and when, now, next, later with
 * what it depends on, or skipped with the reason.
 * @param at elements where tokens are now, tasks or not; empty when the process has ended
 */
export function trackSteps(
  service: Service,
  tasks: readonly TrackedTask[],
  at: readonly string[],
  officeOfStep: (step: Step) => Text | null,
): readonly TrackerStep[] {
  const { definition, steps } = service
  const ahead = new Set(at.flatMap((element) => [...reachableFrom(definition, element)]))
  const here = new Set(tasks.filter((task) => task.closedAt === null).map((task) => task.element))
  const firstNow = steps.findIndex((step) => here.has(step.element))
  let nextGiven = false
  return steps.map((step, index) => {
    const own = tasks.filter((task) => task.element === step.element)
    const last = own.findLast((task) => task.closedAt === null || task.state === 'completed')
    const base = {
      element: step.element,
      name: step.name,
      office: last?.office ?? officeOfStep(step),
      by: null,
      at: null,
      outcome: null,
      reason: null,
      rounds: own.length,
    }
    if (last && last.closedAt === null) return { ...base, state: 'now' as const, by: last.by, at: last.openedAt }
    const again = firstNow >= 0 && index > firstNow && ahead.has(step.element) && !last?.keep
    if (last && !again) {
      if (last.automatic?.reason === 'handed-out')
        return { ...base, state: 'skipped' as const, reason: REASONS['handed-out'] }
      return {
        ...base,
        state: 'done' as const,
        by: last.by,
        at: last.closedAt,
        outcome: outcomeLabel(service, step, last.outcome),
      }
    }
    if (!ahead.has(step.element)) return { ...base, state: 'skipped' as const, reason: whyNot(service, step) }
    const depends = dependsOn(service, step)
    if (!nextGiven && !depends) {
      nextGiven = true
      return { ...base, state: 'next' as const }
    }
    return { ...base, state: 'later' as const, reason: depends }
  })
}

function outcomeLabel(service: Service, step: Step, outcome: string | null): Text | null {
  const form = service.taskForms.get(stepOf(service, step.element)?.form ?? '')
  return form?.outcomes.find((one) => one.id === outcome)?.label ?? null
}

function dependsOn(service: Service, step: Step): Text | null {
  const names = branchNames(service, step)
  return names ? { fa: `فقط اگر «${names.fa}» باشد.`, en: `Only if “${names.en}”.` } : null
}

function whyNot(service: Service, step: Step): Text {
  const names = branchNames(service, step)
  return names
    ? { fa: `لازم نبود: فقط برای «${names.fa}» است.`, en: `Not needed: only for “${names.en}”.` }
    : REASONS.never
}

function branchNames(service: Service, step: Step): Text | null {
  const flow = conditionedBy(service.definition, step.element).find((one) => one.name !== null)
  return flow?.name ? { fa: flow.name, en: flow.properties['name.en'] ?? flow.name } : null
}
