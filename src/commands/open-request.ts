import { createHash } from 'node:crypto'
import { checkAnswers } from '../desk/form/check.js'
import type { Answers } from '../desk/form/form.js'
import type { RawForm } from '../desk/form/raw.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { uploadsByField } from '../desk/uploads.js'
import { recordAudit } from '../store/audit.js'
import { bindFiles } from '../store/files.js'
import { factsOf } from '../store/people.js'
import { insertImported, type Origin } from '../store/imported.js'
import { beginRequest } from './begin-request.js'
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
  const { service } = offered
  const { from } = input
  const facts = await factsOf(desk.db, person)
  const { answers, problems } = checkAnswers(
    service.requestForm,
    input.raw,
    formContext(desk, service.requestForm, facts),
  )
  const at = desk.now()
  return acting(desk, person, `open:${input.once}:${fingerprint(answers)}`, async (tx) => {
    if (problems.length > 0) return refused('incomplete', {}, problems)
    const correction = input.correction
      ? [{ kind: 'reported-wrong', by: person.id, office: null, data: { note: input.correction } }]
      : []
    const origin = from && { source: from.source, issue: from.issue, key: from.key }
    const begun = await beginRequest(tx, desk, {
      offered,
      requester: person,
      answers,
      variables: {},
      element: null,
      caller: null,
      events: [
        { kind: 'opened', by: person.id, office: null },
        ...(from ? [{ kind: 'came-in-file', by: from.by, office: null }] : []),
        ...correction,
      ],
      found: from?.key ?? '',
      before: async (id) => {
        for (const [field, files] of uploadsByField(answers))
          await bindFiles(tx, person.id, id, files, { purpose: field })
        if (origin && !(await insertImported(tx, id, { ...origin, statuses: [], leftOut: [], office: null, at })))
          return refused('already-done')
        return null
      },
      at,
    })
    if (!begun.ok) return begun
    if (from)
      await recordAudit(tx, at, {
        kind: 'request-imported',
        by: from.by,
        person: person.id,
        request: begun.id,
        data: { key: begun.key, ...origin, ...(from.by === null ? { by: 'command line' } : {}) },
      })
    return { ok: true, key: begun.key }
  })
}

/** What was answered. A file counts by name and size: each sending of the same form uploads it anew, under a new id. */
const fingerprint = (answers: Answers): string =>
  createHash('sha256')
    .update(JSON.stringify(answers, (key, value: unknown) => (key === 'id' ? undefined : value)))
    .digest('hex')
    .slice(0, 32)
