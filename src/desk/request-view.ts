import { actorOf } from './actor.js'
import { mayOpenDocument } from './certificate.js'
import { commentViews, type StoredComment } from './comment-view.js'
import { eventViews, mayReadRefusal, type StoredEvent } from './event-view.js'
import { filesBy, type StoredFile } from './file-view.js'
import type { Answers } from './form/form.js'
import { showAnswer } from './form/show.js'
import type { Pace } from './pace.js'
import { importedView, pastTrack, type StoredImport } from './importing/past.js'
import { expectedOf } from './request-time.js'
import { stepOf, type Service } from './service.js'
import { fieldsOf, formOfOutcome } from './task-form.js'
import type { Lang, Text } from './text.js'
import { mapMarks, track, type Tracked } from './tracker/index.js'
import { instanceFor, officeName, type University } from './university.js'
import type { AskView, DocumentView, FactView, FileView, PersonName, RequestStatus, RequestView } from './views.js'
import { mayReadWords, showsStaff, visibleFields, type Standing } from './visibility.js'
import { takesMessages } from './progress.js'
import { expiryOf, mayWithdraw } from './withdrawal.js'
import { lengthOf, type Calendars } from './working-time/index.js'

type ByName = PersonName | null

/** Everything stored of one request, before it is cut down to what the reader may see. */
export interface RequestParts {
  readonly request: {
    readonly key: string
    readonly status: RequestStatus
    readonly statusWord: Text
    readonly faculty: string | null
    readonly openedAt: number
    readonly closedAt: number | null
    readonly number: string | null
    readonly numberedAt: number | null
    readonly refusal: string | null
    readonly caller: object | null
    readonly standing: Standing
  }
  /** As far as this reader may see them; cut when they were loaded. */
  readonly answers: Answers
  /** Until when an administrator reads it, and why. */
  readonly reading: RequestView['reading']
  readonly tasks: readonly {
    readonly id: number
    readonly element: string
    readonly calls: readonly string[]
    readonly office: string
    readonly form: string | null
    readonly state: string
    readonly openedAt: number
    readonly closedAt: number | null
    readonly closedBy: number | null
    readonly closedFor: number | null
    readonly assignee: number | null
    readonly outcome: string | null
    /** As far as this reader may see them. */
    readonly answers: Answers
    readonly automatic: { readonly reason: 'kept' | 'handed-out' } | null
    readonly keep: boolean
  }[]
  readonly tokens: Tracked['tokens']
  readonly names: ReadonlyMap<number, PersonName>
  readonly events: readonly StoredEvent[]
  /** Keys of requests that the history names and this reader may see. */
  readonly linked: readonly string[]
  readonly comments: readonly StoredComment[]
  readonly asks: readonly (Omit<AskView, 'office' | 'from' | 'files' | 'changes' | 'expires'> & {
    readonly office: string
    readonly withdrawn: boolean
    readonly changes: readonly { readonly field: string; readonly before: string; readonly after: string }[]
  })[]
  readonly files: readonly StoredFile[]
  readonly documents: readonly DocumentView[]
  readonly calendars: Calendars
  readonly pace: readonly Pace[]
  readonly imported: StoredImport | null
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
  const who = (by: number | null, stead: number | null, office: string): ByName =>
    showsStaff(university, view, office) ? actorOf(parts.names, by, stead) : null
  const allowed = visibleFields(service.requestForm, view)
  const files = filesBy(university, view, parts.files, allowed, parts.names)
  const filesFor = (purpose: string) => files((file) => file.purpose === purpose)
  const refusedBy = refusingOffice(service, tasks)
  const open = tasks.filter((task) => task.closedAt === null)
  const waited = open.filter((task) => !stepOf(service, task.element)?.forInformation)
  const tracked =
    pastTrack(parts.imported) ??
    track({
      service,
      tasks: tasks.map((task) => ({
        ...task,
        office: nameOf(task.office),
        by: who(task.closedBy ?? task.assignee, task.closedFor, task.office),
      })),
      tokens: parts.tokens,
      status: request.status,
      officeOfStep: (step) => (step.office === null ? null : nameOf(instanceFor(step.office, request.faculty))),
    })
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
    tracker: tracked.steps,
    track: tracked.items,
    map: { url: `/requests/${request.key}/map.bpmn`, ...mapMarks(tracked) },
    facts: factsOf(service, parts.answers, allowed, { university, lang: reader.lang, filesFor }),
    asks: parts.asks
      .filter((ask) => !ask.withdrawn && mayReadWords(university, view, ask.office))
      .map((ask) => ({
        ...ask,
        office: nameOf(ask.office),
        expires: expiryOf(service, request, parts.calendars.of(ask.office), ask),
        by: showsStaff(university, view, ask.office) ? ask.by : null,
        byId: showsStaff(university, view, ask.office) ? ask.byId : null,
        from: ask.office,
        fields: ask.fields.filter((key) => allowed.has(key)),
        files: filesFor(`ask:${ask.id}`),
        changes: ask.changes
          .filter((change) => allowed.has(change.field))
          .map((change) => ({ ...change, label: labelOf(service, change.field) })),
      })),
    comments: commentViews(university, view, { comments: parts.comments, reader: reader.person, filesFor }),
    files: files(() => true),
    events: eventViews({ university, service, view, reader: reader.person, refusedBy }, parts.events),
    linked: parts.linked,
    documents: mayOpenDocument(service, view) ? parts.documents : [],
    results: resultsFor(service, university, tasks, reader.lang).filter((one) => one.toRequester),
    imported: importedView(parts.imported, view, filesFor('imported')),
    mayWithdraw: view.as === 'requester' && mayWithdraw(service, request),
    mayComment: view.as !== 'administrator' && takesMessages(request),
    reading: view.as === 'administrator' ? parts.reading : null,
    refusal: mayReadRefusal(university, view, refusedBy) ? request.refusal : null,
  }
}

/** The office whose outcome stopped the request, when one did. */
const refusingOffice = (service: Service, tasks: RequestParts['tasks']): string | null =>
  tasks.findLast(
    (task) =>
      task.state === 'completed' &&
      service.taskForms.get(task.form ?? '')?.outcomes.find((one) => one.id === task.outcome)?.tone === 'stop',
  )?.office ?? null

/** What offices decided and filled in, of the answers that were loaded for this reader. */
export const resultsFor = (service: Service, university: University, tasks: RequestParts['tasks'], lang: Lang) =>
  tasks.flatMap((task) => {
    const taskForm = service.taskForms.get(task.form ?? '')
    const outcome = taskForm?.outcomes.find((one) => one.id === task.outcome)
    if (!taskForm || !outcome || task.state !== 'completed') return []
    return fieldsOf(formOfOutcome(taskForm, outcome))
      .map((field) => ({
        label: field.label,
        value: showAnswer(field, task.answers[field.key] ?? null, lang, { faculties: university.faculties }).text,
        office: officeName(university, task.office),
        toRequester: field.toRequester,
      }))
      .filter((one) => one.value !== '')
  })

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
