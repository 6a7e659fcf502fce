import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { wholeRequestForJob } from '../store/requests.js'
import { advance } from './advance.js'
import { acting, type Desk } from './desk.js'

/** An administrator lets a request that stands still try again where it stopped. */
export function retryIncident(
  desk: Desk,
  person: Person,
  input: { readonly request: number; readonly incident: number; readonly once: string },
): Promise<Outcome<{ key: string }>> {
  return acting(desk, person, `retry:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const request = await wholeRequestForJob(tx, input.request)
    if (!request) return refused('not-found')
    const service = await desk.catalog.version(request.versionId)
    const went = await advance(tx, desk, {
      service,
      request,
      at: desk.now(),
      happening: { kind: 'retry', incident: input.incident },
      events: [{ kind: 'retried', by: person.id, office: null, internal: true }],
    })
    return went ? { ok: true, key: request.key } : refused('stale')
  })
}
