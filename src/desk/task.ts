import type { Held, Person } from './person.js'
import type { StepKind } from './service.js'
import type { Office } from './university.js'
import type { Answers } from './form/form.js'

/** Why a task came back to an office: another office sent the request back. */
export interface Returned {
  readonly from: string
  readonly by: number
  /** In whose stead. */
  readonly for?: number | null
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

/** That somebody may, and in whose stead: null when it is their own right. */
export interface Right {
  readonly for: number | null
}

/** @param holder whose membership it is: the person, or the colleague they stand in for */
type Rule = (held: Held, holder: number) => boolean

/** Whether somebody may by a rule, and in whose stead. Their own right counts first, then those of absent colleagues. */
export const inWhoseStead = (person: Person, task: Pick<OpenTask, 'office'>, rule: Rule): Right | null =>
  rightsTo(person, task, rule)[0] ?? null

const rightsTo = (person: Person, task: Pick<OpenTask, 'office'>, rule: Rule): readonly Right[] =>
  person.memberships
    .filter((held) => held.office === task.office && rule(held, held.for ?? person.id))
    .map((held) => ({ for: held.for }))

const acts =
  (person: Person, task: OpenTask): Rule =>
  ({ role }, holder) =>
    role === 'head' || task.assignee === null || task.assignee === holder || task.assignee === person.id

/** Somebody of the office may act on a task that is theirs or nobody's; its head may act on all. */
export const mayAct = (person: Person, task: OpenTask): Right | null => inWhoseStead(person, task, acts(person, task))

export const mayAssign = (person: Person, task: OpenTask): Right | null =>
  inWhoseStead(person, task, ({ role }) => role === 'head')

/** Where the head hands work out by hand, experts wait for it; elsewhere who is free takes it. */
export const mayTake = (person: Person, task: OpenTask, office: Office | undefined): Right | null =>
  task.assignee === null
    ? inWhoseStead(person, task, ({ role }) => office?.dispatch !== 'manual' || role === 'head')
    : null

export const mayRelease = (person: Person, task: OpenTask): Right | null =>
  inWhoseStead(
    person,
    task,
    ({ role }, holder) => task.assignee !== null && (role === 'head' || [holder, person.id].includes(task.assignee)),
  )

/** Who did a step; who did it in somebody's stead counts as both. */
export interface Doer {
  readonly by: number
  readonly for: number | null
}

/** Who did these steps last, of those that were done by somebody. */
export function doersOf(
  tasks: readonly {
    readonly element: string
    readonly state: string
    readonly closedBy: number | null
    readonly closedFor: number | null
  }[],
  elements: readonly string[],
): readonly Doer[] {
  return elements.flatMap((element) => {
    const last = tasks.findLast(
      (task) => task.element === element && task.state === 'completed' && task.closedBy !== null,
    )
    return last && last.closedBy !== null ? [{ by: last.closedBy, for: last.closedFor }] : []
  })
}

/**
 * Four eyes: whether somebody may complete a task whose step must be done by others than these. Of several rights the
 * first counts that shares nobody with them.
 */
export function mayComplete(person: Person, task: OpenTask, doers: readonly Doer[]): Right | 'four-eyes' | null {
  const rights = rightsTo(person, task, acts(person, task))
  const taken = new Set(doers.flatMap((one) => [one.by, one.for]).filter((id) => id !== null))
  const free = rights.find((right) => !taken.has(person.id) && (right.for === null || !taken.has(right.for)))
  return free ?? (rights.length > 0 ? 'four-eyes' : null)
}

/** An expert of an office with how many open tasks they have and when they last got one. */
export interface Load {
  readonly person: number
  readonly open: number
  readonly lastGiven: number
  /** Until when a colleague stands in for them; null when they are there. */
  readonly absentUntil: number | null
}

/**
 * Who gets a new task: nobody where it is handed out by hand or taken, else by turn or by load; ties by id. Whoever is
 * away is passed over unless all are; whoever must not do it, for four eyes, is passed over always.
 */
export function chooseAssignee(
  office: Office | undefined,
  experts: readonly Load[],
  barred: readonly number[] = [],
): number | null {
  const order = {
    'round-robin': (a: Load, b: Load) => a.lastGiven - b.lastGiven || a.person - b.person,
    'least-loaded': (a: Load, b: Load) => a.open - b.open || a.lastGiven - b.lastGiven || a.person - b.person,
  }
  const dispatch = office?.dispatch ?? 'manual'
  if (dispatch === 'manual' || dispatch === 'self') return null
  const able = experts.filter((one) => !barred.includes(one.person))
  const here = able.filter((one) => one.absentUntil === null)
  return (here.length > 0 ? here : able).toSorted(order[dispatch])[0]?.person ?? null
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
