import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { requestOfTask, type SeenRequest } from '../store/requests.js'
import { taskFor, type SeenTask } from '../store/tasks.js'
import type { Tx } from '../store/visible.js'

/** Loads an open task of the person's office and locks its request; read after the lock, so nobody was quicker. */
export async function loadOpenTask(
  tx: Tx,
  person: Person,
  id: number,
): Promise<Outcome<{ task: SeenTask; request: SeenRequest }>> {
  const request = await requestOfTask(tx, person, id)
  const task = request && (await taskFor(tx, person, id))
  if (!task || !request) return refused('not-found')
  return task.closedAt === null ? { ok: true, task, request } : refused('already-done')
}
