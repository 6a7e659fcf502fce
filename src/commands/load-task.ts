import { withoutStead, type Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { requestOfTask, type SeenRequest } from '../store/requests.js'
import { taskFor, type SeenTask } from '../store/tasks.js'
import type { Tx } from '../store/visible.js'

/** A task, and the revision of it that was looked at; whoever gives none takes it as it is. */
export interface TaskAt {
  readonly task: number
  readonly revision?: number | undefined
}

/**
 * Loads an open task of the person's office and locks its request; read after the lock, so nobody was quicker.
 * @returns `may`, the person with what they may do with this request: nobody decides their own matter, nor does
 * somebody in their stead
 */
export async function loadOpenTask(
  tx: Tx,
  person: Person,
  { task: id, revision }: TaskAt,
): Promise<Outcome<{ task: SeenTask; request: SeenRequest; may: Person }>> {
  const request = await requestOfTask(tx, person, id)
  if (request?.standing.as !== 'staff') return refused('not-found')
  const may = withoutStead(person, request.requester)
  const task = await taskFor(tx, may, id)
  if (!task) return refused('not-found')
  if (task.closedAt !== null) return refused('already-done')
  return revision === undefined || revision === task.revision ? { ok: true, task, request, may } : refused('changed')
}
