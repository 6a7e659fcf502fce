import { sql } from 'kysely'
import type { Answers } from '../desk/form/form.js'
import { officesOf, type Person } from '../desk/person.js'
import { fieldsOf, type TaskForm } from '../desk/task-form.js'
import { maySeeTaskField, type Standing } from '../desk/visibility.js'
import type { Automatic, Kept, Returned } from '../desk/task.js'
import type { Text } from '../desk/text.js'
import type { ClockSet } from './clocks.js'
import { asSeen, toMs, toMsOrNull, type Seen, type Db, type Tx } from './visible.js'

/** A task. What was filled in when it was completed is not part of it: see `seenTaskAnswers`. */
export interface TaskRecord {
  readonly id: number
  readonly request: number
  readonly token: number
  readonly element: string
  /** The activities by whose calls it was come to, the outermost first. */
  readonly calls: readonly string[]
  readonly kind: string
  readonly name: Text
  readonly office: string
  readonly form: string | null
  readonly state: 'open' | 'asked' | 'completed' | 'interrupted' | 'moved' | 'cancelled'
  readonly assignee: number | null
  readonly answered: boolean
  readonly returned: Returned | null
  readonly revision: number
  readonly openedAt: number
  readonly dueAt: number | null
  readonly closedAt: number | null
  readonly closedBy: number | null
  /** In whose stead. */
  readonly closedFor: number | null
  readonly outcome: string | null
  readonly automatic: Automatic | null
  /** Its outcome still stands although the request was sent back past it. */
  readonly keep: boolean
}

export type SeenTask = Seen<TaskRecord>

const filledIn = new WeakMap<TaskRecord, Answers>()

/** What an office filled in when it completed a task, as far as somebody in this standing may see it. */
export function seenTaskAnswers(task: TaskRecord, form: TaskForm | null, view: Standing): Answers {
  const answers = filledIn.get(task) ?? {}
  const seen = form ? fieldsOf(form.form).filter((field) => maySeeTaskField(field, task.office, view)) : []
  return Object.fromEntries(seen.flatMap(({ key }) => (answers[key] === undefined ? [] : [[key, answers[key]]])))
}

/** The task, when the person works in its office. Asking for a task of another office finds nothing. */
export async function taskFor(tx: Db, person: Person, id: number): Promise<SeenTask | null> {
  const offices = officesOf(person)
  if (offices.length === 0) return null
  const row = await tx
    .selectFrom('task')
    .selectAll()
    .where('id', '=', id)
    .where(sql<boolean>`office = any(${offices}::text[])`)
    .executeTakeFirst()
  return row ? asSeen(record(row)) : null
}

/** All tasks of a request that the caller has loaded, oldest first. */
export async function tasksOf(tx: Db, request: { readonly id: number }): Promise<readonly TaskRecord[]> {
  const rows = await tx.selectFrom('task').selectAll().where('request_id', '=', request.id).orderBy('id').execute()
  return rows.map(record)
}

/** The open tasks of a request, oldest first, with as little as its status needs. */
export async function openTasksOf(
  tx: Db,
  request: number,
): Promise<readonly { readonly element: string; readonly asked: boolean }[]> {
  const rows = await tx
    .selectFrom('task')
    .select(['element', 'state'])
    .where('request_id', '=', request)
    .where('closed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ element: row.element, asked: row.state === 'asked' }))
}

export interface NewTask {
  readonly request: number
  readonly token: number
  readonly element: string
  readonly calls: readonly string[]
  readonly kind: string
  readonly name: Text
  readonly office: string
  readonly form: string | null
  readonly assignee: number | null
  readonly returned: Returned | null
  readonly at: number
  /** Null for a task that is completed as it opens. */
  readonly clock: ClockSet | null
  readonly completed: { readonly outcome: string; readonly answers: Answers; readonly automatic: Automatic } | null
}

export async function insertTask(tx: Tx, task: NewTask): Promise<number> {
  const { id } = await tx
    .insertInto('task')
    .values({
      request_id: task.request,
      token: task.token,
      element: task.element,
      calls: [...task.calls],
      kind: task.kind,
      name: JSON.stringify(task.name),
      office: task.office,
      form: task.form,
      state: task.completed ? 'completed' : 'open',
      assignee_id: task.assignee,
      returned: task.returned && JSON.stringify(task.returned),
      opened_at: new Date(task.at),
      ...(task.clock
        ? {
            due_at: new Date(task.clock.due),
            clock_from: new Date(task.clock.clock.from),
            target_days: task.clock.clock.days,
            calendar_revision: task.clock.revision,
            remind_at: task.clock.remindAt === null ? null : new Date(task.clock.remindAt),
          }
        : {}),
      closed_at: task.completed ? new Date(task.at) : null,
      outcome: task.completed?.outcome ?? null,
      answers: task.completed ? JSON.stringify(task.completed.answers) : null,
      automatic: task.completed ? JSON.stringify(task.completed.automatic) : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (!task.completed) await tx.insertInto('untold').values({ request_id: task.request, task_id: id }).execute()
  return id
}

export async function completeTaskRow(
  tx: Tx,
  id: number,
  by: { person: number; stead: number | null; at: number; outcome: string; answers: Answers },
): Promise<void> {
  await tx
    .updateTable('task')
    .set((eb) => ({
      state: 'completed',
      closed_at: new Date(by.at),
      closed_by: by.person,
      closed_for: by.stead,
      outcome: by.outcome,
      answers: JSON.stringify(by.answers),
      assignee_id: eb.fn.coalesce('assignee_id', eb.val(by.stead ?? by.person)),
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** Closes the open task of a token that was interrupted, moved or cancelled. */
export async function closeTaskOfToken(
  tx: Tx,
  request: number,
  token: number,
  state: 'interrupted' | 'moved' | 'cancelled',
  at: number,
): Promise<void> {
  await tx
    .updateTable('task')
    .set({ state, closed_at: new Date(at) })
    .where('request_id', '=', request)
    .where('token', '=', token)
    .where('closed_at', 'is', null)
    .execute()
}

export async function assignTask(tx: Tx, id: number, assignee: number | null): Promise<void> {
  await tx
    .updateTable('task')
    .set((eb) => ({ assignee_id: assignee, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** The task waits for the requester, or goes on because the answer has come. */
export async function setWaiting(tx: Tx, id: number, waiting: 'asked' | 'answered' | 'open'): Promise<void> {
  const change = {
    // The clock stands; src/commands/clock.ts sets it when the answer comes.
    asked: { state: 'asked', due_at: null, remind_at: null },
    answered: { state: 'open', answered: true },
    open: { state: 'open' },
  } as const
  await tx
    .updateTable('task')
    .set((eb) => ({ ...change[waiting], revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Marks the latest completion of each of these steps as still standing, or takes the mark from all. */
export async function keepOutcomes(tx: Tx, request: number, tasks: readonly number[]): Promise<void> {
  await tx
    .updateTable('task')
    .set({ keep: sql<boolean>`id = any(${[...tasks]}::bigint[])` })
    .where('request_id', '=', request)
    .where('state', '=', 'completed')
    .execute()
}

/** Takes the standing outcome of a step, once. */
export async function takeKept(tx: Tx, request: number, element: string): Promise<Kept | null> {
  const row = await tx
    .updateTable('task')
    .set({ keep: false })
    .where('request_id', '=', request)
    .where('element', '=', element)
    .where('keep', '=', true)
    .returning(['outcome', 'answers'])
    .executeTakeFirst()
  return row?.outcome ? { outcome: row.outcome, answers: row.answers ?? {} } : null
}

function record(row: {
  id: number
  request_id: number
  token: number
  element: string
  calls: readonly string[]
  kind: string
  name: Text
  office: string
  form: string | null
  state: string
  assignee_id: number | null
  answered: boolean
  returned: Returned | null
  revision: number
  opened_at: Date
  due_at: Date | null
  closed_at: Date | null
  closed_by: number | null
  closed_for: number | null
  outcome: string | null
  answers: Answers | null
  automatic: Automatic | null
  keep: boolean
}): TaskRecord {
  const task: TaskRecord = {
    id: row.id,
    request: row.request_id,
    token: row.token,
    element: row.element,
    calls: row.calls,
    kind: row.kind,
    name: row.name,
    office: row.office,
    form: row.form,
    state: row.state as TaskRecord['state'],
    assignee: row.assignee_id,
    answered: row.answered,
    returned: row.returned,
    revision: row.revision,
    openedAt: toMs(row.opened_at),
    dueAt: toMsOrNull(row.due_at),
    closedAt: toMsOrNull(row.closed_at),
    closedBy: row.closed_by,
    closedFor: row.closed_for,
    outcome: row.outcome,
    automatic: row.automatic,
    keep: row.keep,
  }
  if (row.answers) filledIn.set(task, row.answers)
  return task
}
