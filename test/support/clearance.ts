import { completeTask } from '../../src/commands/complete-task.js'
import { openRequest } from '../../src/commands/open-request.js'
import { rawForm, type RawFields } from '../../src/desk/form/raw.js'
import type { Person } from '../../src/desk/person.js'
import type { Outcome } from '../../src/desk/refusal.js'
import type { RequestView } from '../../src/desk/views.js'
import { requestPage } from '../../src/store/request-page.js'
import { requestFor } from '../../src/store/requests.js'
import { tasksOf, type TaskRecord } from '../../src/store/tasks.js'
import type { TestDesk } from './desk.js'

/** What a student of the demo university fills in besides what the directory knows. */
export const FILLED: RawFields = {
  reason: ['graduation'],
  mobile: ['09990000077'],
  address: ['شهر نمونه، خیابان آزمون'],
  card: ['returned'],
}

export function granted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome
  throw new Error(`refused: ${outcome.code} ${outcome.problems.map((one) => `${one.key} ${one.code}`).join(', ')}`)
}

/** Opens a clearance as somebody. @returns its key */
export async function openClearance(
  { desk, person }: TestDesk,
  username: string,
  fields: RawFields = {},
): Promise<string> {
  const owner = await person(username)
  return granted(
    await openRequest(desk, owner, {
      service: 'student-clearance',
      once: desk.newId(),
      raw: rawForm({ ...FILLED, ...fields }),
      correction: null,
    }),
  ).key
}

/** The page of a request as somebody sees it, or null when they may not. */
export async function pageOf({ desk }: TestDesk, reader: Person, key: string): Promise<RequestView | null> {
  const request = await requestFor(desk.db, reader, key, { lock: false })
  return (
    request &&
    requestPage(desk.db, { university: desk.university, version: desk.catalog.version }, request, {
      person: reader,
      lang: 'fa',
      now: desk.now(),
    })
  )
}

/** All tasks of a request, as its requester's offices know them. */
export async function tasksOfRequest({ desk }: TestDesk, owner: Person, key: string): Promise<readonly TaskRecord[]> {
  const request = await requestFor(desk.db, owner, key, { lock: false })
  return request ? tasksOf(desk.db, request) : []
}

export async function openTask(test: TestDesk, owner: Person, key: string, element?: string): Promise<TaskRecord> {
  const task = (await tasksOfRequest(test, owner, key)).find(
    (one) => one.closedAt === null && (element === undefined || one.element === element),
  )
  if (!task) throw new Error(`${key} has no open task ${element ?? ''}`)
  return task
}

/** Who does each step for the students of nursing, how it ends, and with what. */
export const NURSING: readonly (readonly [element: string, who: string, outcome: string, fields: RawFields])[] = [
  ['education_referral', 'naderi', 'referred', {}],
  ['education_review', 'sadeghi', 'complete', { card_confirmed: ['returned'] }],
  ['affairs_referral', 'moradi', 'referred', {}],
  ['affairs_review', 'kazemi', 'clear', {}],
  ['vice_dean', 'pourahmadi', 'approved', {}],
  ['numbering', 'zafari', 'numbered', { number_mode: ['issue'] }],
  ['disciplinary', 'shakeri', 'clear', {}],
  ['nutrition', 'khosravi', 'clear', { balance: ['0'] }],
  ['dormitory', 'tehrani', 'clear', { has_dormitory: ['no'] }],
  ['it', 'darvishi', 'clear', {}],
  ['loan_fund', 'mohammadi', 'clear', { balance: ['0'] }],
  ['welfare', 'rafat', 'issued', { fund: ['no-debt'] }],
  ['faculty_notice', 'karimpour', 'acknowledged', {}],
]

export async function complete(
  test: TestDesk,
  who: string,
  task: TaskRecord,
  outcome: string,
  fields: RawFields = {},
): Promise<void> {
  const { desk } = test
  const expert =
    task.element === 'education_referral'
      ? { education_expert: [String((await test.person('sadeghi')).id)] }
      : task.element === 'affairs_referral'
        ? { affairs_expert: [String((await test.person('kazemi')).id)] }
        : {}
  granted(
    await completeTask(desk, await test.person(who), {
      task: task.id,
      once: desk.newId(),
      outcome,
      raw: rawForm({ ...expert, ...fields }),
    }),
  )
  await test.settle()
}

/** Completes the steps of a clearance of the nursing faculty until `until` is open, or to the end. An hour passes at each. */
export async function walk(
  test: TestDesk,
  username: string,
  key: string,
  until: string | null,
  changed: Readonly<Record<string, RawFields>> = {},
): Promise<void> {
  const owner = await test.person(username)
  for (const [element, who, outcome, fields] of NURSING) {
    const task = (await tasksOfRequest(test, owner, key)).find((one) => one.closedAt === null)
    if (!task || task.element === until) return
    if (task.element !== element) continue
    test.pass(3_600_000)
    await complete(test, who, task, outcome, { ...fields, ...changed[element] })
  }
}
