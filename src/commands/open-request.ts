import { createHash } from 'node:crypto'
import { checkAnswers } from '../desk/form/check.js'
import type { Answers } from '../desk/form/form.js'
import type { RawForm } from '../desk/form/raw.js'
import { jalaliYear, searchForms } from '../persian/index.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import type { Service } from '../desk/service.js'
import { uploadsIn } from '../desk/uploads.js'
import { recordAudit } from '../store/audit.js'
import { bindFiles } from '../store/files.js'
import { factsOf } from '../store/people.js'
import { insertImported, type Origin } from '../store/imported.js'
import { insertRequest, nextKey, openRequestWith, requestFor } from '../store/requests.js'
import { advance } from './advance.js'
import { acting, type Desk } from './desk.js'
import { formContext } from './form-context.js'

export interface Opening {
  readonly service: string
  /** The token of the form; with the same content it opens one request, however often it is sent. */
  readonly once: string
  readonly raw: RawForm
  readonly correction: string | null
  /** Somebody else opens it for them, from a row of a file. */
  readonly from?: Origin & { readonly by: number | null }
}

/** Opens a request: checks the form, gives the key, starts the process, one transaction. */
export async function openRequest(desk: Desk, person: Person, input: Opening): Promise<Outcome<{ key: string }>> {
  if (person.reach !== 'whole') return refused('not-allowed')
  const offered = desk.catalog.offered().find((one) => one.service.id === input.service)
  if (!offered) return refused('not-found')
  const { service, versionId } = offered
  const { from } = input
  const facts = await factsOf(desk.db, person)
  const { answers, problems } = checkAnswers(
    service.requestForm,
    input.raw,
    formContext(desk, service.requestForm, facts),
  )
  const at = desk.now()
  const oneOf = service.one_open_per ? String(answers[service.one_open_per] ?? '') || null : null
  return acting(desk, person, `open:${input.once}:${fingerprint(answers)}`, async (tx) => {
    if (problems.length > 0) return refused('incomplete', {}, problems)
    const key = await nextKey(tx, service.prefix, jalaliYear(at))
    const faculty = facultyOf(service, answers, person)
    const number = typeof answers['student_no'] === 'string' ? answers['student_no'] : ''
    const { words, loose } = searchForms(
      [key, from?.key ?? '', person.name.fa, person.name.en, number, service.name.fa].join(' '),
    )
    const statusWord = { fa: 'ثبت‌شده', en: 'Submitted' }
    const id = await insertRequest(tx, {
      key,
      service: service.id,
      versionId,
      requester: person.id,
      answers,
      faculty,
      oneOf,
      statusWord,
      at,
      words,
      loose,
    })
    if (id === null) {
      const other = await openRequestWith(tx, service.id, oneOf ?? '')
      // Somebody else's request is not named: that would tell who else is here.
      return refused('already-open', other?.requester === person.id ? { key: other.key } : {})
    }
    await bindFiles(tx, person.id, id, uploadsIn(answers))
    const origin = from && { source: from.source, issue: from.issue, key: from.key }
    if (origin && !(await insertImported(tx, id, { ...origin, statuses: [], leftOut: [], office: null, at })))
      return refused('already-done')
    const request = await requestFor(tx, person, key, { lock: true })
    if (!request) throw new Error('a request just opened is not there')
    const variables = { request: { ...answers, key, faculty, service: service.id } }
    const correction = input.correction
      ? [{ kind: 'reported-wrong', by: person.id, office: null, data: { note: input.correction } }]
      : []
    await advance(tx, desk, {
      service,
      request,
      at,
      happening: { kind: 'start', variables },
      events: [
        { kind: 'opened', by: person.id, office: null },
        ...(from ? [{ kind: 'came-in-file', by: from.by, office: null }] : []),
        ...correction,
      ],
    })
    if (from)
      await recordAudit(tx, at, {
        kind: 'request-imported',
        by: from.by,
        person: person.id,
        request: id,
        data: { key, ...origin, ...(from.by === null ? { by: 'command line' } : {}) },
      })
    return { ok: true, key }
  })
}

/** The faculty whose offices take part: from the form where the service says so, else the requester's own. */
function facultyOf(service: Service, answers: Answers, person: Person): string | null {
  const answer = service.faculty_from ? answers[service.faculty_from] : null
  return typeof answer === 'string' && answer !== '' ? answer : person.faculty
}

/** What was answered. A file counts by name and size: each sending of the same form uploads it anew, under a new id. */
const fingerprint = (answers: Answers): string =>
  createHash('sha256')
    .update(JSON.stringify(answers, (key, value: unknown) => (key === 'id' ? undefined : value)))
    .digest('hex')
    .slice(0, 32)
