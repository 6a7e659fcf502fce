import { digitsIn, formatTime } from '../persian/index.js'
import type { Answers } from './form/form.js'
import { showAnswer } from './form/show.js'
import type { Json } from './json.js'
import { stepOf, type Service } from './service.js'
import { fieldsOf } from './task-form.js'
import { actorName, actorOf } from './actor.js'
import type { PersonName } from './views.js'
import { visibleFields, type Standing } from './visibility.js'
import { officeName, officeOf, type University } from './university.js'

export interface CertificateParts {
  readonly university: University
  readonly service: Service
  readonly request: {
    readonly key: string
    readonly answers: Answers
    readonly number: string | null
    readonly numberedAt: number | null
  }
  readonly tasks: readonly {
    readonly element: string
    readonly office: string
    readonly state: string
    readonly closedAt: number | null
    readonly closedBy: number | null
    readonly closedFor: number | null
    readonly form: string | null
    readonly outcome: string | null
    readonly automatic: { readonly reason: string } | null
  }[]
  readonly names: ReadonlyMap<number, PersonName>
  readonly code: string
  readonly at: number
  readonly verifyUrl: string
}

/** The fields a document may show: those its service names, else all. */
const documentFields = (service: Service): ReadonlySet<string> =>
  new Set(service.document?.shows ?? fieldsOf(service.requestForm).map((field) => field.key))

/** A document is opened by whoever may see every field it shows: printed, a field is as secret as on a page. */
export function mayOpenDocument(service: Service, view: Standing): boolean {
  const allowed = visibleFields(service.requestForm, view)
  return [...documentFields(service)].every((key) => allowed.has(key))
}

/** What the template of a document gets: texts ready to be set, in Persian, nothing to compute. */
export function certificateData(parts: CertificateParts): { readonly [key: string]: Json } {
  const { university, service, request } = parts
  const shows = documentFields(service)
  const facts = Object.fromEntries(
    fieldsOf(service.requestForm)
      .filter((field) => shows.has(field.key))
      .map((field) => [
        field.key,
        showAnswer(field, request.answers[field.key] ?? null, 'fa', { faculties: university.faculties }).text,
      ]),
  )
  return {
    institution: university.name.fa,
    title: service.document?.title.fa ?? service.name.fa,
    key: request.key,
    number: request.number === null ? '' : digitsIn(request.number, 'fa'),
    date: formatTime(request.numberedAt ?? parts.at, 'fa', 'numeric'),
    issued: formatTime(parts.at, 'fa', 'both'),
    code: parts.code,
    verify_url: parts.verifyUrl,
    facts,
    attachment: shows.has('undertaking_copy') && request.answers['undertaking_copy'] ? 'دارد' : 'ندارد',
    offices: confirmations(parts),
  }
}

/** One line per office that decided something: the last decision of each step counts. */
function confirmations({ university, service, tasks, names }: CertificateParts): readonly Json[] {
  const decided = tasks.filter(
    (task) => task.state === 'completed' && stepOf(service, task.element)?.kind !== 'referral',
  )
  const last = new Map(decided.map((task) => [task.element, task]))
  return [...last.values()].map((task) => {
    const outcome = service.taskForms.get(task.form ?? '')?.outcomes.find((one) => one.id === task.outcome)
    const person = officeOf(university, task.office)?.shows_staff ? actorOf(names, task.closedBy, task.closedFor) : null
    return {
      office: officeName(university, task.office).fa,
      result: outcome?.label.fa ?? '',
      by: person ? actorName(person, 'fa') : '',
      date: task.closedAt === null ? '' : formatTime(task.closedAt, 'fa', 'numeric'),
    }
  })
}
