import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { mayAssign, mayRelease, mayTake } from '../desk/task.js'
import type { Text } from '../desk/text.js'
import { officeOf } from '../desk/university.js'
import type { NewEvent } from '../store/history.js'
import { expertsOf } from '../store/people.js'
import { recordEvents } from '../store/requests.js'
import { assignTask as saveAssignee } from '../store/tasks.js'
import { restartClock } from './clock.js'
import { acting, type Desk } from './desk.js'
import { loadOpenTask, type TaskAt } from './load-task.js'

export interface Assignment extends TaskAt {
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
    const takes = input.to === 'me' || input.to === person.id
    const loaded = await loadOpenTask(tx, person, input, (may, task) => {
      if (input.to === null) return mayRelease(may, task)
      const office = officeOf(desk.university, task.office)
      const right = (takes ? mayTake(may, task, office) : null) ?? mayAssign(may, task)
      // Who may take what is free is told that a colleague was quicker.
      const late = takes && task.assignee !== person.id && mayTake(may, { ...task, assignee: null }, office)
      return right ?? (late ? 'already-taken' : null)
    })
    if (!loaded.ok) return loaded
    const { task, request, right } = loaded
    const at = desk.now()
    // What a substitute takes is the absent colleague's: it stays with the office when the substitution ends.
    const to = input.to === 'me' ? (right.for ?? person.id) : input.to
    const experts = await expertsOf(tx, task.office, at)
    const chosen = experts.find((one) => one.person === to)
    if (to !== null && !chosen) return refused('no-expert')
    // Nothing happened, so nothing is told.
    if (to === task.assignee) return { ok: true, key: request.key, office: task.office }

    const who = { by: person.id, for: right.for, office: task.office }
    await saveAssignee(tx, task.id, to)
    // Handed from one expert to another: the new one has the whole target.
    if (to !== null && task.assignee !== null && to !== task.assignee) await restartClock(tx, desk, task, at)
    await recordEvents(tx, request, at, [told(who, takes, chosen?.name ?? null)])
    return { ok: true, key: request.key, office: task.office }
  })
}

function told(who: Omit<NewEvent, 'kind'>, takes: boolean, name: Text | null): NewEvent {
  if (!name) return { kind: 'released', ...who }
  return takes ? { kind: 'taken', ...who } : { kind: 'assigned', ...who, data: { assignee: { ...name } } }
}
