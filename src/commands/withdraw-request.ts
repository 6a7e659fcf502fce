import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { mayWithdraw } from '../desk/withdrawal.js'
import { requestFor } from '../store/requests.js'
import { advance } from './advance.js'
import { acting, type Desk } from './desk.js'

/** The requester takes the request back, as long as the service allows it (for the clearance: until it has a number). */
export function withdrawRequest(
  desk: Desk,
  person: Person,
  input: { readonly key: string; readonly once: string },
): Promise<Outcome<{ key: string }>> {
  return acting(desk, person, `withdraw:${input.once}`, async (tx) => {
    const request = await requestFor(tx, person, input.key, { lock: true })
    if (!request) return refused('not-found')
    if (request.standing.as !== 'requester') return refused('not-allowed')
    if (request.closedAt !== null) return refused('already-done')
    const service = await desk.catalog.version(request.versionId)
    if (!mayWithdraw(service, request)) return refused('too-late')
    const went = await advance(tx, desk, {
      service,
      request,
      at: desk.now(),
      happening: { kind: 'cancel', reason: 'withdrawn' },
      events: [{ kind: 'withdrawn', by: person.id, office: null }],
    })
    return went ? { ok: true, key: request.key } : refused('stale')
  })
}
