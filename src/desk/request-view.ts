import { fieldsOf, formOfOutcome } from './task-form.js'
import type { Answers, Field } from './form/form.js'
import { showAnswer, type ShowContext } from './form/show.js'
import { officeKind } from './person.js'
import type { Pace } from './pace.js'
import { expectedOf } from './request-time.js'
import { stepOf, type Service } from './service.js'
import type { Lang, Text } from './text.js'
import { trackSteps } from './tracker.js'
import { instanceFor, officeName, type University } from './university.js'
import { mayReadNote, showsStaff, visibleFields, type Standing } from './visibility.js'
import type {
  AskView,
  CommentView,
  DocumentView,
  EventView,
  FactView,
  FileView,
  PersonName,
  RequestStatus,
  RequestView,
} from './views.js'
import { expiryOf, mayWithdraw } from './withdrawal.js'
import { lengthOf, type Calendars } from './working-time/index.js'

type ByName = PersonName | null

/** Everything stored of one request, before it is cut down to what the reader may see. */
export interface RequestParts {
  readonly request: {
    readonly key: string
    readonly status: RequestStatus
    readonly statusWord: Text
    readonly answers: Answers
    readonly faculty: string | null
    readonly openedAt: number
    readonly closedAt: number | null
    readonly number: string | null
    readonly numberedAt: number | null
    readonly refusal: string | null
    readonly standing: Standing
  }
  readonly tasks: readonly {
    readonly id: number
    readonly element: string
    readonly office: string
    readonly form: string | null
    readonly state: string
    readonly openedAt: number
    readonly closedAt: number | null
    readonly closedBy: number | null
    readonly assignee: number | null
    readonly outcome: string | null
    readonly answers: Answers | null
    readonly automatic: { readonly reason: 'kept' | 'handed-out' } | null
    readonly keep: boolean
  }[]
  readonly tokens: readonly { readonly element: string }[]
  readonly names: ReadonlyMap<number, PersonName>
  readonly events: readonly {
    readonly seq: number
    readonly at: number
    readonly kind: string
    readonly byId: number | null
    readonly by: ByName
    readonly office: string | null
    readonly internal: boolean
    readonly data: EventView['data']
  }[]
  readonly comments: readonly {
    readonly id: number
    readonly byId: number
    readonly by: ByName
    readonly office: string | null
    readonly internal: boolean
    readonly body: string
    readonly at: number
  }[]
  readonly asks: readonly (Omit<AskView, 'office' | 'files' | 'changes' | 'expires'> & {
    readonly office: string
    readonly withdrawn: boolean
    readonly changes: readonly { readonly field: string; readonly before: string; readonly after: string }[]
  })[]
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly size: number
    readonly type: string
    readonly purpose: string
    readonly at: number
    readonly owner: number
    readonly internal: boolean
    readonly office: string | null
  }[]
  readonly documents: readonly DocumentView[]
  readonly calendars: Calendars
  readonly pace: readonly Pace[]
}

export interface Reader {
  readonly person: number
  readonly lang: Lang
  readonly now: number
}

/** Makes the page of a request for one reader; what they may not see is dropped here, not in the page. */
export function requestView(
  university: University,
  service: Service,
  parts: RequestParts,
  reader: Reader,
): RequestView {
  const { request, tasks } = parts
  const view = request.standing
  const nameOf = (instance: string) => officeName(university, instance)
  const who = (id: number | null, office: string): ByName =>
    id !== null && showsStaff(university, view, office) ? (parts.names.get(id) ?? null) : null
  const filesFor = (purpose: string): readonly FileView[] =>
    parts.files
      .filter((file) => file.purpose === purpose)
      .map(({ id, name, size, type, at, owner }) => ({
        id,
        name,
        size,
        type,
        at,
        by: parts.names.get(owner)?.name ?? null,
      }))
  const allowed = visibleFields(service.requestForm, view)
  const open = tasks.filter((task) => task.closedAt === null)
  const waited = open.filter((task) => !stepOf(service, task.element)?.forInformation)
  const tracker = trackSteps(
    service,
    tasks.map((task) => ({
      ...task,
      office: nameOf(task.office),
      by: who(task.closedBy ?? task.assignee, task.office),
    })),
    parts.tokens.map((token) => token.element),
    (step) => (step.office === null ? null : nameOf(instanceFor(step.office, request.faculty))),
  )
  const comments = parts.comments.filter(
    (one) => !one.internal || (one.office !== null && mayReadNote(university, view, one.office)),
  )
  const events = parts.events.filter(
    (one) => !one.internal || (one.office !== null && mayReadNote(university, view, one.office)),
  )
  return {
    key: request.key,
    serviceId: service.id,
    service: service.name,
    status: request.status,
    statusWord: request.statusWord,
    places: (request.closedAt === null ? waited : []).map((task) => ({
      office: nameOf(task.office),
      since: task.openedAt,
      waits: lengthOf(parts.calendars.of(task.office), task.openedAt, reader.now),
    })),
    expected: expectedOf(university, service, parts, reader.now),
    openedAt: request.openedAt,
    closedAt: request.closedAt,
    number:
      request.number === null || request.numberedAt === null ? null : { text: request.number, at: request.numberedAt },
    tracker,
    map: {
      url: `/requests/${request.key}/map.bpmn`,
      marks: Object.fromEntries(
        tracker.flatMap((step) =>
          step.state === 'done' || step.state === 'now' || step.state === 'skipped'
            ? [[step.element, step.state] as const]
            : [],
        ),
      ),
    },
    facts: factsOf(service, request.answers, allowed, { university, lang: reader.lang, filesFor }),
    asks: parts.asks
      .filter((ask) => !ask.withdrawn)
      .map((ask) => ({
        ...ask,
        office: nameOf(ask.office),
        expires: expiryOf(service, request, parts.calendars.of(ask.office), ask),
        by: showsStaff(university, view, ask.office) ? ask.by : null,
        fields: ask.fields.filter((key) => allowed.has(key)),
        files: filesFor(`ask:${ask.id}`),
        changes: ask.changes
          .filter((change) => allowed.has(change.field))
          .map((change) => ({ ...change, label: labelOf(service, change.field) })),
      })),
    comments: comments.map((one): CommentView => ({
      id: one.id,
      by: one.office === null || showsStaff(university, view, one.office) ? one.by : null,
      office: one.office === null ? null : nameOf(one.office),
      mine: one.byId === reader.person,
      internal: one.internal,
      body: one.body,
      at: one.at,
      files: filesFor(`comment:${one.id}`),
    })),
    files: parts.files
      .filter((file) => maySeeFile(university, file, allowed, view))
      .map(({ id, name, size, type, at, owner }) => ({
        id,
        name,
        size,
        type,
        at,
        by: parts.names.get(owner)?.name ?? null,
      })),
    events: events.map((one): EventView => ({
      seq: one.seq,
      at: one.at,
      kind: one.kind,
      by: one.office === null || showsStaff(university, view, one.office) ? one.by : null,
      mine: one.byId === reader.person,
      office: one.office === null ? null : nameOf(one.office),
      data: one.data,
    })),
    documents:
      view.as === 'requester' || view.offices.some((office) => stepOffices(service).has(officeKind(office)))
        ? parts.documents
        : [],
    results: resultsFor(service, university, tasks, reader.lang, (field) => field.toRequester),
    mayWithdraw: view.as === 'requester' && mayWithdraw(service, request),
    mayComment: request.closedAt === null || request.status === 'done',
    refusal: request.refusal,
  }
}

/** A file of a form field follows the field, that of a note follows the note; files of tasks stay with offices; the rest is between both sides. */
export function maySeeFile(
  university: University,
  file: { readonly purpose: string; readonly internal: boolean; readonly office: string | null },
  allowed: ReadonlySet<string>,
  view: Standing,
): boolean {
  const { purpose } = file
  if (file.internal) return file.office !== null && mayReadNote(university, view, file.office)
  if (purpose.startsWith('ask:') || purpose.startsWith('comment:')) return true
  if (purpose.startsWith('task:')) return view.as === 'staff'
  return allowed.has(purpose)
}

/** What earlier offices decided and filled in, as far as the reader may see it. */
export function resultsFor(
  service: Service,
  university: University,
  tasks: RequestParts['tasks'],
  lang: Lang,
  wanted: (field: Field) => boolean,
) {
  const context: ShowContext = { faculties: university.faculties }
  return tasks.flatMap((task) => {
    const taskForm = service.taskForms.get(task.form ?? '')
    const outcome = taskForm?.outcomes.find((one) => one.id === task.outcome)
    if (!taskForm || !outcome || task.state !== 'completed') return []
    return fieldsOf(formOfOutcome(taskForm, outcome))
      .filter(wanted)
      .map((field) => ({
        label: field.label,
        value: showAnswer(field, task.answers?.[field.key] ?? null, lang, context).text,
        office: officeName(university, task.office),
      }))
      .filter((one) => one.value !== '')
  })
}

const stepOffices = (service: Service): ReadonlySet<string> =>
  new Set(service.steps.flatMap((step) => (step.office === null ? [] : [officeKind(step.office)])))

const labelOf = (service: Service, key: string): Text =>
  fieldsOf(service.requestForm).find((field) => field.key === key)?.label ?? { fa: key, en: key }

function factsOf(
  service: Service,
  answers: Answers,
  allowed: ReadonlySet<string>,
  context: { university: University; lang: Lang; filesFor: (purpose: string) => readonly FileView[] },
): readonly FactView[] {
  return service.requestForm.sections.flatMap((section) =>
    section.fields
      .filter((field) => field.kind !== 'note' && allowed.has(field.key))
      .map((field) => {
        const shown = showAnswer(field, answers[field.key] ?? null, context.lang, {
          faculties: context.university.faculties,
        })
        return {
          key: field.key,
          section: section.label,
          label: field.label,
          value: shown.text,
          ltr: shown.ltr,
          long: field.kind === 'long-text',
          files: field.kind === 'upload' ? context.filesFor(field.key) : [],
        }
      })
      .filter((fact) => fact.value !== '' || fact.files.length > 0),
  )
}
