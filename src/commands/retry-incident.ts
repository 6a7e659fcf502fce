import { refused, type Outcome } from '../desk/refusal.js'
import { loadState } from '../store/instances.js'
import { advance } from './advance.js'
import type { Desk } from './desk.js'
import { operating, type Operator, type Repair } from './operating.js'

/** Lets a request that stands still try again where it stopped. */
export const retryIncident = (
  desk: Desk,
  operator: Operator,
  input: Repair & { readonly incident: number },
): Promise<Outcome<{ key: string }>> =>
  operating(desk, operator, input, async ({ tx, request, service, at, by }) => {
    const state = await loadState(tx, request.id)
    const incident = state?.incidents.find((one) => one.id === input.incident)
    if (!incident) return refused('stale')
    const went = await advance(tx, desk, {
      service,
      request,
      at,
      happening: { kind: 'retry', incident: input.incident },
      events: [{ kind: 'retried', by, office: null, internal: true }],
    })
    return went ? { ok: true, kind: 'incident-retried', data: { element: incident.element } } : refused('stale')
  })
