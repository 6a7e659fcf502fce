import { actorOf } from '../desk/actor.js'
import { resultsFor } from '../desk/request-view.js'
import { withoutStead, type Person } from '../desk/person.js'
import { stepOf, type Service } from '../desk/service.js'
import { fieldsOf } from '../desk/task-form.js'
import type { TaskForm } from '../desk/task-form.js'
import { doersOf, mayAct, mayAssign, mayComplete, mayRelease, mayTake } from '../desk/task.js'
import type { Lang, Text } from '../desk/text.js'
import { officeName, officeOf } from '../desk/university.js'
import { visibleFields } from '../desk/visibility.js'
import type { TaskView } from '../desk/views.js'
import { lengthOf, timeLeft } from '../desk/working-time/index.js'
import { moveTargets } from '../engine/index.js'
import { calendarsNow } from './calendars.js'
import { expertsOf, expertView, namesOf } from './people.js'
import { nextNumber } from './registers.js'
import { requestPage, type PageSources } from './request-page.js'
import { requestById } from './requests.js'
import { seenTaskAnswers, taskFor, tasksOf, type SeenTask, type TaskRecord } from './tasks.js'
import type { Db } from './visible.js'
import { workState } from './work-list.js'

export interface TaskPageData {
  readonly view: TaskView
  readonly taskForm: TaskForm | null
  readonly versionId: number
  readonly request: number
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
  const { standing } = request
  const may = withoutStead(person, request.requester)
  // Who could come here only in the stead of the requester is nobody here.
  if (!standing.offices.includes(task.office)) return null
  const { university } = sources
  const [service, page, tasks, experts, calendars] = await Promise.all([
    sources.version(request.versionId),
    requestPage(db, sources, request, { person, lang: reader.lang, now: reader.now }),
    tasksOf(db, request),
    expertsOf(db, task.office, reader.now),
    calendarsNow(db, university),
  ])
  const right = mayAct(may, task)
  const names = await namesOf(
    db,
    [
      task.closedBy,
      task.closedFor,
      task.assignee,
      task.returned?.by ?? null,
      task.returned?.for ?? null,
      right?.for ?? null,
    ].filter((one) => one !== null),
  )
  const assigned = task.assignee === null ? undefined : names.get(task.assignee)
  const taskForm = service.taskForms.get(task.form ?? '') ?? null
  const open = task.closedAt === null
  const allowed = visibleFields(service.requestForm, { as: 'staff', offices: [task.office] })
  const eyes = stepOf(service, task.element)?.fourEyes ?? []
  const bars = (elements: readonly string[]) => open && mayComplete(may, task, doersOf(tasks, elements)) === 'four-eyes'
  // The steps that bar this reader, each by itself where one alone does.
  const barring = bars(eyes) ? eyes.filter((element) => bars([element])) : null
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
    ended:
      task.closedAt === null
        ? null
        : {
            by: actorOf(names, task.closedBy, task.closedFor),
            at: task.closedAt,
            outcome: taskForm?.outcomes.find((one) => one.id === task.outcome)?.label ?? null,
          },
    time: open && task.dueAt !== null ? timeLeft(calendars.of(task.office), task.dueAt, reader.now) : null,
    waits: lengthOf(calendars.of(task.office), task.openedAt, task.closedAt ?? reader.now),
    assignee: assigned && task.assignee !== null ? { ...assigned, id: task.assignee } : null,
    mine: task.assignee === person.id,
    stead: right?.for ? (names.get(right.for) ?? null) : null,
    fourEyes: barring ? stepNames(service, barring.length > 0 ? barring : eyes) : [],
    mayAct: open && right !== null,
    mayTake: open && mayTake(may, task, officeOf(university, task.office)) !== null,
    mayRelease: open && mayRelease(may, task) !== null,
    mayAssign: open && mayAssign(may, task) !== null,
    experts: experts.map(expertView),
    outcomes: (taskForm?.outcomes ?? []).map((one) => ({ ...one, hint: one.hint ?? null })),
    mayAsk: open && request.closedAt === null && task.state !== 'asked' && (taskForm?.ask ?? false) && right !== null,
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
          by: actorOf(names, task.returned.by, task.returned.for ?? null),
          reason: task.returned.reason,
        }
      : null,
    register: register && open ? { next: await nextNumber(db, register, task.office, reader.now) } : null,
    requester: request.requesterName,
    hidden: fieldsOf(service.requestForm).some((field) => !allowed.has(field.key)),
    request: page,
    earlier: resultsFor(
      service,
      university,
      tasks.map((one) => ({
        ...one,
        answers: seenTaskAnswers(one, service.taskForms.get(one.form ?? '') ?? null, standing),
      })),
      reader.lang,
    ),
  }
  return { view, taskForm, versionId: request.versionId, request: request.id }
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

const stepNames = (service: Service, elements: readonly string[]): readonly Text[] =>
  elements.flatMap((element) => stepOf(service, element)?.name ?? [])
