import type { JsonObject } from '../desk/json.js'
import type { Person } from '../desk/person.js'
import type { Start } from '../desk/service.js'
import { expertsOf, personById, personByUsername } from '../store/people.js'
import type { ProcessStart } from '../store/process-starts.js'
import type { Tx } from '../store/visible.js'
import type { Desk } from './desk.js'
import { openByProcess, whyNotOpened } from './open-by-process.js'

/** Opens a request by a start event of the version that is offered now, in the name of whom the service says. */
export async function openByStart(
  tx: Tx,
  desk: Desk,
  { service: id, element, versionId }: ProcessStart,
  by: { readonly kind: string; readonly variables: JsonObject },
): Promise<{ readonly ok: true; readonly key: string } | { readonly ok: false; readonly why: string }> {
  const offered = desk.catalog.offered().find((one) => one.service.id === id)
  const start = offered?.service.starts[element]
  if (!offered || offered.versionId !== versionId || !start) return { ok: false, why: 'not the version offered now' }
  const requester = await requesterOf(tx, desk, start, by.variables)
  if (!requester) return { ok: false, why: 'nobody in whose name it could be opened' }
  const opened = await openByProcess(tx, desk, {
    offered,
    element,
    requester,
    variables: { ...start.answers, ...by.variables },
    caller: null,
    events: [{ kind: by.kind, by: null, office: null }],
    at: desk.now(),
  })
  return opened.ok ? { ok: true, key: opened.key } : { ok: false, why: whyNotOpened(opened) }
}

/** In whose name: the head of an office as it is now, a named person, or whom the message names; null when nobody. */
async function requesterOf(tx: Tx, desk: Desk, { for: whom }: Start, variables: JsonObject): Promise<Person | null> {
  const at = desk.now()
  if ('head_of' in whom) {
    const head = (await expertsOf(tx, whom.head_of, at)).find((one) => one.role === 'head')
    return head ? personById(tx, head.person, at) : null
  }
  const username = 'person' in whom ? whom.person : variables[whom.variable]
  return typeof username === 'string' ? personByUsername(tx, username, at) : null
}
