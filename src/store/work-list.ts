import { sql, type Kysely } from 'kysely'
import { officesOf, type Person } from '../desk/person.js'
import type { Returned } from '../desk/task.js'
import type { Text } from '../desk/text.js'
import type { WorkState } from '../desk/views.js'
import { searchForms } from '../persian/index.js'
import type { Database } from './database.js'
import { isMine, toMs, toMsOrNull, worksOn } from './visible.js'

export interface WorkQuery {
  /** One office of the person, or null for all of theirs. */
  readonly office: string | null
  readonly view: 'unassigned' | 'mine' | 'all'
  readonly query: string
  readonly state: WorkState | ''
  readonly after: string | null
  readonly limit: number
}

export interface WorkItem {
  readonly task: number
  readonly key: string
  readonly service: string
  readonly requester: Text
  readonly studentNo: string | null
  readonly faculty: string | null
  readonly step: Text
  readonly office: string
  readonly state: WorkState
  readonly openedAt: number
  readonly dueAt: number | null
  readonly assignee: { readonly id: number; readonly name: Text; readonly honorific: Text | null } | null
  /** It is for the person to do: theirs, or that of a colleague for whom they stand in. */
  readonly mine: boolean
}

/** What a clerk calls the state of a task. */
export function workState(task: {
  readonly state: string
  readonly answered: boolean
  readonly assignee: number | null
  readonly returned: Returned | null
}): WorkState {
  if (task.state === 'asked') return 'asked'
  if (task.answered) return 'answered'
  if (task.returned) return 'returned'
  return task.assignee === null ? 'new' : 'taken'
}

/** A page of open tasks of the person's offices, the earliest due first. The cost is that of open tasks only. */
export async function workList(
  db: Kysely<Database>,
  person: Person,
  input: WorkQuery,
): Promise<{ readonly items: readonly WorkItem[]; readonly next: string | null }> {
  const due = sql<Date>`coalesce(task.due_at, 'infinity')`
  let query = openTasks(db, person, input.office)
    .innerJoin('person as requester', 'requester.id', 'request.requester_id')
    .leftJoin('person as assignee', 'assignee.id', 'task.assignee_id')
    .select([
      'task.id',
      'task.name as step',
      'task.office',
      'task.state',
      'task.answered',
      'task.returned',
      'task.assignee_id',
      'task.opened_at',
      'task.due_at',
      'request.key',
      'request.service',
      'request.faculty',
      'requester.name as requester',
      'assignee.name as assignee_name',
      'assignee.honorific as assignee_honorific',
    ])
    .select([
      // In every list because every office sees this field: a service that hides it is not published.
      sql<string | null>`request.answers ->> 'student_no'`.as('student_no'),
      sql<string>`${due}::text`.as('position'),
      isMine(person).as('mine'),
    ])
    .orderBy(due)
    .orderBy('task.id')
    .limit(input.limit + 1)
  if (input.view === 'unassigned') query = query.where('task.assignee_id', 'is', null)
  if (input.view === 'mine') query = query.where(isMine(person))
  if (input.state !== '') query = query.where(stateIs(input.state))
  if (input.query !== '') {
    const { words, loose } = searchForms(input.query)
    query = query.where((eb) =>
      eb.or([
        eb('request.words', 'like', `%${escapeLike(words)}%`),
        eb('request.loose', 'like', `%${escapeLike(loose)}%`),
      ]),
    )
  }
  if (input.after !== null) {
    const [position = '', id = ''] = input.after.split('~', 2)
    query = query.where(sql<boolean>`(${due}, task.id) > (${position}::timestamptz, ${Number(id)})`)
  }
  const rows = await query.execute()
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined
  return { items: rows.slice(0, input.limit).map(item), next: last ? `${last.position}~${last.id}` : null }
}

/** The task of an office that this person would do next: the earliest due of theirs and of nobody's, not one that waits. */
export async function nextTask(db: Kysely<Database>, person: Person, office: string): Promise<number | null> {
  const row = await openTasks(db, person, office)
    .select('task.id')
    .where('task.state', '=', 'open')
    .where((eb) => eb.or([eb('task.assignee_id', 'is', null), isMine(person)]))
    .orderBy(sql`coalesce(task.due_at, 'infinity')`)
    .orderBy('task.id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** How many open tasks each office of the person has, and how many of them are nobody's or theirs; one query. */
export async function workCounts(
  db: Kysely<Database>,
  person: Person,
): Promise<
  readonly { readonly office: string; readonly all: number; readonly unassigned: number; readonly mine: number }[]
> {
  return openTasks(db, person, null)
    .select((eb) => [
      'task.office',
      eb.fn.countAll<number>().as('all'),
      eb.fn.countAll<number>().filterWhere('task.assignee_id', 'is', null).as('unassigned'),
      eb.fn.countAll<number>().filterWhere(isMine(person)).as('mine'),
    ])
    .groupBy('task.office')
    .execute()
}

export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

const openTasks = (db: Kysely<Database>, person: Person, office: string | null) => {
  const offices = officesOf(person).filter((one) => office === null || one === office)
  return (
    db
      .selectFrom('task')
      .innerJoin('request', 'request.id', 'task.request_id')
      .where('task.closed_at', 'is', null)
      .where('task.office', '=', sql<string>`any(${offices}::text[])`)
      .where(worksOn(person))
      // Their own requests are not theirs to work on; a list shows nothing that its record would refuse.
      .where('request.requester_id', '<>', person.id)
  )
}

function stateIs(state: WorkState) {
  const calm = sql`task.state = 'open' and not task.answered`
  const conditions = {
    asked: sql<boolean>`task.state = 'asked'`,
    answered: sql<boolean>`task.state = 'open' and task.answered`,
    returned: sql<boolean>`${calm} and task.returned is not null`,
    new: sql<boolean>`${calm} and task.returned is null and task.assignee_id is null`,
    taken: sql<boolean>`${calm} and task.returned is null and task.assignee_id is not null`,
  }
  return conditions[state]
}

const item = (row: {
  id: number
  step: Text
  office: string
  state: string
  answered: boolean
  returned: Returned | null
  assignee_id: number | null
  opened_at: Date
  due_at: Date | null
  key: string
  service: string
  faculty: string | null
  requester: Text
  student_no: string | null
  assignee_name: Text | null
  assignee_honorific: Text | null
  mine: boolean | null
}): WorkItem => ({
  task: row.id,
  key: row.key,
  service: row.service,
  requester: row.requester,
  studentNo: row.student_no,
  faculty: row.faculty,
  step: row.step,
  office: row.office,
  state: workState({ state: row.state, answered: row.answered, assignee: row.assignee_id, returned: row.returned }),
  openedAt: toMs(row.opened_at),
  dueAt: toMsOrNull(row.due_at),
  assignee:
    row.assignee_id !== null && row.assignee_name
      ? { id: row.assignee_id, name: row.assignee_name, honorific: row.assignee_honorific }
      : null,
  mine: row.mine === true,
})
