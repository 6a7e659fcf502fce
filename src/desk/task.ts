import type { Person } from './person.js'
import { isHeadOf, worksIn } from './person.js'
import type { StepKind } from './service.js'
import type { Office } from './university.js'
import type { Answers } from './form/form.js'

/** Why a task came back to an office: another office sent the request back. */
export interface Returned {
  readonly from: string
  readonly by: number
  readonly reason: string
}

/** Why the desk completed a task by itself. */
export interface Automatic {
  readonly reason: 'kept' | 'handed-out'
}

/** A correction of the requester; both versions are kept. */
export interface Change {
  readonly field: string
  readonly before: string
  readonly after: string
}

export interface OpenTask {
  readonly office: string
  readonly assignee: number | null
  readonly state: string
}

/** Somebody of the office may act on a task that is theirs or nobody's; its head may act on all. */
export const mayAct = (person: Person, task: OpenTask): boolean =>
  isHeadOf(person, task.office) ||
  (worksIn(person, task.office) && (task.assignee === null || task.assignee === person.id))

export const mayAssign = (person: Person, task: OpenTask): boolean => isHeadOf(person, task.office)

/** Where the head hands work out by hand, experts wait for it; elsewhere who is free takes it. */
export const mayTake = (person: Person, task: OpenTask, office: Office | undefined): boolean =>
  task.assignee === null &&
  worksIn(person, task.office) &&
  (office?.dispatch !== 'manual' || isHeadOf(person, task.office))

export const mayRelease = (person: Person, task: OpenTask): boolean =>
  task.assignee !== null && (task.assignee === person.id || isHeadOf(person, task.office))

/** An expert of an office with how many open tasks they have and when they last got one. */
export interface Load {
  readonly person: number
  readonly open: number
  readonly lastGiven: number
}

/** Who gets a new task: nobody where it is handed out by hand or taken, else by turn or by load; ties by id. */
export function chooseAssignee(office: Office | undefined, experts: readonly Load[]): number | null {
  const order = {
    'round-robin': (a: Load, b: Load) => a.lastGiven - b.lastGiven || a.person - b.person,
    'least-loaded': (a: Load, b: Load) => a.open - b.open || a.lastGiven - b.lastGiven || a.person - b.person,
  }
  const dispatch = office?.dispatch ?? 'manual'
  if (dispatch === 'manual' || dispatch === 'self') return null
  return experts.toSorted(order[dispatch])[0]?.person ?? null
}

/** A task of the same step that was completed before and whose outcome still stands. */
export interface Kept {
  readonly outcome: string
  readonly answers: Answers
}

/**
 * What the desk completes by itself: a step whose earlier outcome still stands after a sending back, and a
 * referral in an office that needs nobody to hand work out.
 */
export function automaticCompletion(
  kind: StepKind,
  office: Office | undefined,
  kept: Kept | null,
): { readonly outcome: string; readonly answers: Answers; readonly automatic: Automatic } | null {
  if (kept) return { ...kept, automatic: { reason: 'kept' } }
  if (kind === 'referral' && office && office.dispatch !== 'manual')
    return { outcome: 'automatic', answers: {}, automatic: { reason: 'handed-out' } }
  return null
}
