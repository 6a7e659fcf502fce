import type { Person } from '../desk/person.js'
import type { Text } from '../desk/text.js'
import type { SeenTask } from './tasks.js'
import type { Db } from './visible.js'

/** Notes that somebody is at a task, and forgets who has not said so in time. */
export async function keepPresence(
  db: Db,
  task: SeenTask,
  person: Person,
  { writing, at, until }: { readonly writing: boolean; readonly at: number; readonly until: number },
): Promise<void> {
  await db
    .deleteFrom('presence')
    .where('task_id', '=', task.id)
    .where('person_id', '<>', person.id)
    .where('until_at', '<=', new Date(at))
    .execute()
  const values = { writing, until_at: new Date(until) }
  await db
    .insertInto('presence')
    .values({ task_id: task.id, person_id: person.id, ...values })
    .onConflict((conflict) => conflict.columns(['task_id', 'person_id']).doUpdateSet(values))
    .execute()
}

export async function leavePresence(db: Db, task: SeenTask, person: Person): Promise<void> {
  await db.deleteFrom('presence').where('task_id', '=', task.id).where('person_id', '=', person.id).execute()
}

/** Who else is at a task that the reader may see. */
export async function presentAt(
  db: Db,
  task: SeenTask,
  reader: Person,
  at: number,
): Promise<readonly { readonly name: Text; readonly writing: boolean }[]> {
  return db
    .selectFrom('presence')
    .innerJoin('person', 'person.id', 'presence.person_id')
    .select(['person.name', 'presence.writing'])
    .where('task_id', '=', task.id)
    .where('person_id', '<>', reader.id)
    .where('until_at', '>', new Date(at))
    .orderBy('person_id')
    .execute()
}

export async function removeOldPresence(db: Db, at: number): Promise<void> {
  await db.deleteFrom('presence').where('until_at', '<=', new Date(at)).execute()
}
