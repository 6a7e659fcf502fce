import { withoutStead, type Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import type { Right } from '../desk/task.js'
import { requestOfTask, type SeenRequest } from '../store/requests.js'
import { taskFor, type SeenTask } from '../store/tasks.js'
import type { Tx } from '../store/visible.js'

/** A task, and the revision of it that was looked at; whoever gives none takes it as it is. */
export interface TaskAt {
  readonly task: number
  readonly revision?: number | undefined
}

/**
 * @param may the person with what they may do with this request: nobody decides their own matter, nor does somebody in
 * their stead
 */
type Rule = (
  may: Person,
  task: SeenTask,
  request: SeenRequest,
) => Right | WhyNot | null | Promise<Right | WhyNot | null>

type WhyNot = 'four-eyes' | 'already-taken'

/**
 * Loads an open task of the person's office and locks its request; read after the lock, so nobody was quicker. Who has
 * no right by the rule is not told whether the task has changed.
 */
export async function loadOpenTask(
  tx: Tx,
  person: Person,
  { task: id, revision }: TaskAt,
  rule: Rule,
): Promise<Outcome<{ task: SeenTask; request: SeenRequest; right: Right }>> {
  const request = await requestOfTask(tx, person, id)
  if (request?.standing.as !== 'staff') return refused('not-found')
  const may = withoutStead(person, request.requester)
  const task = await taskFor(tx, may, id)
  if (!task) return refused('not-found')
  if (task.closedAt !== null) return refused('already-done')
  const right = await rule(may, task, request)
  if (right === null || typeof right === 'string') return refused(right ?? 'not-allowed')
  return revision === undefined || revision === task.revision ? { ok: true, task, request, right } : refused('changed')
}
