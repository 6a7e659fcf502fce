import type { Answers } from '../desk/form/form.js'
import type { JsonObject } from '../desk/json.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome, type Refusal } from '../desk/refusal.js'
import type { Service } from '../desk/service.js'
import { jalaliYear, searchForms } from '../persian/index.js'
import type { NewEvent } from '../store/history.js'
import { nextKey } from '../store/request-keys.js'
import { insertRequest, openRequestWith, type RequestRecord } from '../store/requests.js'
import type { Tx } from '../store/visible.js'
import { advance } from './advance.js'
import type { Desk } from './desk.js'

export interface Beginning {
  readonly offered: { readonly service: Service; readonly versionId: number }
  /** Whose request it is. */
  readonly requester: Person
  /** Checked. */
  readonly answers: Answers
  /** What the process knows besides what was filled in. */
  readonly variables: JsonObject
  /** The start event; null for the plain one. */
  readonly element: string | null
  readonly caller: RequestRecord['caller']
  readonly events: readonly NewEvent[]
  /** What belongs to the new request before its process begins, such as its files; a refusal is that of all. */
  readonly before?: (id: number) => Promise<Refusal | null>
  /** By what it is found besides its own key. */
  readonly found?: string
  readonly at: number
}

const SUBMITTED = { fa: 'ثبت‌شده', en: 'Submitted' }

/** Writes a new request and begins its process; the transaction is the caller's. */
export async function beginRequest(
  tx: Tx,
  desk: Desk,
  input: Beginning,
): Promise<Outcome<{ readonly key: string; readonly id: number }>> {
  const { service, versionId } = input.offered
  const { answers, requester, at } = input
  const key = await nextKey(tx, service.prefix, jalaliYear(at))
  const faculty = facultyOf(service, answers, requester)
  const number = typeof answers['student_no'] === 'string' ? answers['student_no'] : ''
  const oneOf = service.one_open_per ? String(answers[service.one_open_per] ?? '') || null : null
  const { words, loose } = searchForms(
    [key, input.found ?? '', requester.name.fa, requester.name.en, number, service.name.fa].join(' '),
  )
  const id = await insertRequest(tx, {
    key,
    service: service.id,
    versionId,
    requester: requester.id,
    answers,
    faculty,
    oneOf,
    caller: input.caller,
    statusWord: SUBMITTED,
    at,
    words,
    loose,
  })
  if (id === null) {
    const other = await openRequestWith(tx, service.id, oneOf ?? '')
    // Somebody else's request is not named: that would tell who else is here.
    return refused('already-open', other?.requester === requester.id ? { key: other.key } : {})
  }
  const fault = await input.before?.(id)
  if (fault) return fault
  // As it was just written; nobody else sees it yet, so it needs no lock.
  const request: RequestRecord = {
    id,
    key,
    service: service.id,
    versionId,
    requester: requester.id,
    requesterName: requester.name,
    faculty,
    status: 'open',
    statusWord: SUBMITTED,
    openedAt: at,
    closedAt: null,
    number: null,
    numberedAt: null,
    refusal: null,
    lastSeq: 0,
    reached: [],
    participants: [],
    hasKept: false,
    caller: input.caller,
  }
  const variables = { ...input.variables, request: { ...answers, key, faculty, service: service.id } }
  const element = input.element === null ? {} : { element: input.element }
  await advance(tx, desk, {
    service,
    request,
    at,
    happening: { kind: 'start', variables, ...element },
    events: input.events,
  })
  return { ok: true, key, id }
}

/** The faculty whose offices take part: from the form where the service says so, else the requester's own. */
function facultyOf(service: Service, answers: Answers, person: Person): string | null {
  const answer = service.faculty_from ? answers[service.faculty_from] : null
  return typeof answer === 'string' && answer !== '' ? answer : person.faculty
}
