import { resultsFor } from '../desk/request-view.js'
import type { Person } from '../desk/person.js'
import { stepOf, type Service } from '../desk/service.js'
import { fieldsOf } from '../desk/task-form.js'
import type { TaskForm } from '../desk/task-form.js'
import { mayAct, mayAssign, mayRelease, mayTake } from '../desk/task.js'
import type { Lang } from '../desk/text.js'
import { officeName, officeOf } from '../desk/university.js'
import { visibleFields } from '../desk/visibility.js'
import type { TaskView } from '../desk/views.js'
import { lengthOf, timeLeft } from '../desk/working-time/index.js'
import { moveTargets } from '../engine/index.js'
import { calendarsNow } from './calendars.js'
import { expertsOf, namesOf } from './people.js'
import { nextNumber } from './registers.js'
import { requestPage, type PageSources } from './request-page.js'
import { requestById } from './requests.js'
import { taskFor, tasksOf, type SeenTask, type TaskRecord } from './tasks.js'
import type { Db } from './visible.js'
import { workState } from './work-list.js'

export interface TaskPageData {
  readonly view: TaskView
  readonly taskForm: TaskForm | null
  readonly service: Service
}

/** The page of a task for somebody of its office, or null when there is none for them. */
export async function taskPage(
  db: Db,
  sources: PageSources,
  person: Person,
  id: number,
  reader: { readonly lang: Lang; readonly now: number },
): Promise<TaskPageData | null> {
  const task = await taskFor(db, person, id)
  const request = task && (await requestById(db, person, task.request, { lock: false }))
  if (!task || !request || request.standing.as !== 'staff') return null
  const { university } = sources
  const [service, page, tasks, experts, calendars] = await Promise.all([
    sources.version(request.versionId),
    requestPage(db, sources, request, { person: person.id, lang: reader.lang, now: reader.now }),
    tasksOf(db, request),
    expertsOf(db, task.office),
    calendarsNow(db, university),
  ])
  const names = await namesOf(
    db,
    [task.assignee, task.returned?.by ?? null].filter((one) => one !== null),
  )
  const assigned = task.assignee === null ? undefined : names.get(task.assignee)
  const taskForm = service.taskForms.get(task.form ?? '') ?? null
  const open = task.closedAt === null
  const allowed = visibleFields(service.requestForm, { as: 'staff', offices: [task.office] })
  const register = university.registers.find((one) => one.id === stepOf(service, task.element)?.register)
  const view: TaskView = {
    id: task.id,
    revision: task.revision,
    element: task.element,
    kind: task.kind,
    name: task.name,
    office: task.office,
    officeName: officeName(university, task.office),
    state: open ? workState(task) : 'done',
    openedAt: task.openedAt,
    time: open && task.dueAt !== null ? timeLeft(calendars.of(task.office), task.dueAt, reader.now) : null,
    waits: lengthOf(calendars.of(task.office), task.openedAt, task.closedAt ?? reader.now),
    assignee: assigned && task.assignee !== null ? { ...assigned, id: task.assignee } : null,
    mine: task.assignee === person.id,
    mayAct: open && mayAct(person, task),
    mayTake: open && mayTake(person, task, officeOf(university, task.office)),
    mayRelease: open && mayRelease(person, task),
    mayAssign: open && mayAssign(person, task),
    experts: experts.map(({ person: expert, name, open: load }) => ({ id: expert, name, open: load })),
    outcomes: (taskForm?.outcomes ?? []).map((one) => ({ ...one, hint: one.hint ?? null })),
    mayAsk:
      open && request.closedAt === null && task.state !== 'asked' && (taskForm?.ask ?? false) && mayAct(person, task),
    askableFields: fieldsOf(service.requestForm)
      .filter((field) => allowed.has(field.key) && field.kind !== 'note')
      .map(({ key, label }) => ({ key, label })),
    sendBackTo:
      open && taskForm?.sendBack
        ? targets(service, task, tasks).map((one) => ({
            element: one.element,
            name: one.name,
            office: officeName(university, one.office),
          }))
        : [],
    returned: task.returned
      ? {
          from: officeName(university, task.returned.from),
          by: names.get(task.returned.by) ?? null,
          reason: task.returned.reason,
        }
      : null,
    register: register && open ? { next: await nextNumber(db, register, task.office, reader.now) } : null,
    requester: request.requesterName,
    hidden: fieldsOf(service.requestForm).some((field) => !allowed.has(field.key)),
    request: page,
    earlier: resultsFor(service, university, tasks, reader.lang, (field) => !field.confidential),
  }
  return { view, taskForm, service }
}

/** Earlier steps this task may be sent back to: completed by somebody, and the engine can move the token there. */
function targets(service: Service, task: SeenTask, tasks: readonly TaskRecord[]): readonly TaskRecord[] {
  const reachable = new Set(moveTargets(service.definition, task.element))
  const done = tasks.filter(
    (one) =>
      one.state === 'completed' &&
      one.automatic?.reason !== 'handed-out' &&
      one.element !== task.element &&
      reachable.has(one.element),
  )
  return [...new Map(done.map((one) => [one.element, one])).values()]
}
