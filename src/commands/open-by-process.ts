import { checkAnswers } from '../desk/form/check.js'
import { formForProcess, typedByProcess } from '../desk/form/given.js'
import type { JsonObject } from '../desk/json.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome, type Refusal } from '../desk/refusal.js'
import type { NewEvent } from '../store/history.js'
import { factsOf } from '../store/people.js'
import { openRequestWith, type RequestRecord } from '../store/requests.js'
import type { Tx } from '../store/visible.js'
import { beginRequest, type Beginning } from './begin-request.js'
import type { Desk } from './desk.js'
import { formContext } from './form-context.js'

export interface OpeningByProcess {
  readonly offered: Beginning['offered']
  readonly element: string | null
  readonly requester: Person
  readonly variables: JsonObject
  readonly caller: RequestRecord['caller']
  readonly events: readonly NewEvent[]
  readonly at: number
}

/**
 * Opens a request that no person opens: a process that calls another, a time, a message. Its form is filled in from the
 * variables and from what the directory knows of the requester, and checked as if they had typed it.
 */
export async function openByProcess(
  tx: Tx,
  desk: Desk,
  input: OpeningByProcess,
): Promise<Outcome<{ readonly key: string; readonly id: number }>> {
  const { service } = input.offered
  const form = formForProcess(service.requestForm)
  const facts = await factsOf(tx, input.requester)
  const { answers, problems } = checkAnswers(
    form,
    typedByProcess(form, input.variables),
    formContext(desk, form, facts),
  )
  if (problems.length > 0) return refused('incomplete', {}, problems)
  const oneOf = service.one_open_per ? String(answers[service.one_open_per] ?? '') : ''
  // Looked at before a key is given, because the transaction goes on after a refusal.
  if (oneOf !== '' && (await openRequestWith(tx, service.id, oneOf))) return refused('already-open')
  return beginRequest(tx, desk, { ...input, answers })
}

/** Why a request could not be opened, for whoever repairs processes; names fields, never what is in them. */
export const whyNotOpened = ({ code, problems }: Refusal): string =>
  code === 'incomplete' ? `the form lacks or refuses: ${problems.map((one) => one.key).join(', ')}` : code
