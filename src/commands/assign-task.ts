import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { mayAssign, mayRelease, mayTake } from '../desk/task.js'
import { officeOf } from '../desk/university.js'
import type { NewEvent } from '../store/history.js'
import { expertsOf } from '../store/people.js'
import { recordEvents } from '../store/requests.js'
import { assignTask as saveAssignee } from '../store/tasks.js'
import { restartClock } from './clock.js'
import { acting, type Desk } from './desk.js'
import { loadOpenTask } from './load-task.js'

export interface Assignment {
  readonly task: number
  readonly once: string
  /** A person of the office, `me` to take it, or null to give it back to the office. */
  readonly to: number | 'me' | null
}

/** Hands a task to somebody of its office, takes it, or releases it. */
export function assignTask(
  desk: Desk,
  person: Person,
  input: Assignment,
): Promise<Outcome<{ key: string; office: string }>> {
  return acting(desk, person, `assign:${input.task}:${input.once}`, async (tx) => {
    const loaded = await loadOpenTask(tx, person, input.task)
    if (!loaded.ok) return loaded
    const { task, request } = loaded
    const to = input.to === 'me' ? person.id : input.to
    const allowed =
      to === null
        ? mayRelease(person, task)
        : mayAssign(person, task) || (to === person.id && mayTake(person, task, officeOf(desk.university, task.office)))
    if (!allowed) return refused('not-allowed')
    const experts = await expertsOf(tx, task.office)
    const chosen = experts.find((one) => one.person === to)
    if (to !== null && !chosen) return refused('no-expert')

    const at = desk.now()
    await saveAssignee(tx, task.id, to)
    // Handed from one expert to another: the new one has the whole target.
    if (to !== null && task.assignee !== null && to !== task.assignee) await restartClock(tx, desk, task, at)
    await recordEvents(tx, request, at, [told(person, task.office, to, chosen?.name ?? null)])
    return { ok: true, key: request.key, office: task.office }
  })
}

function told(person: Person, office: string, to: number | null, name: { fa: string; en: string } | null): NewEvent {
  if (to === null || !name) return { kind: 'released', by: person.id, office }
  if (to === person.id) return { kind: 'taken', by: person.id, office }
  return { kind: 'assigned', by: person.id, office, data: { assignee: { ...name } } }
}
