import { refused, type Outcome } from '../desk/refusal.js'
import { loadState } from '../store/instances.js'
import { advance } from './advance.js'
import type { Desk } from './desk.js'
import { operating, type Operator, type Repair } from './operating.js'

/** Ends a request that can't go on. Its requester reads the reason, as that of a refusal. */
export const cancelRequest = (desk: Desk, operator: Operator, input: Repair): Promise<Outcome<{ key: string }>> =>
  operating(desk, operator, input, async ({ tx, request, service, at, by, reason }) => {
    const state = await loadState(tx, request.id)
    if (state?.status !== 'running') return refused('already-done')
    const went = await advance(tx, desk, {
      service,
      request,
      at,
      happening: { kind: 'cancel', reason: 'administration' },
      closedAs: 'refused',
      // Done for its requester already: then only what was left for information ends.
      change: request.closedAt === null ? { refusal: reason } : {},
      events: [{ kind: 'cancelled', by, office: null, internal: request.closedAt !== null, data: { reason } }],
    })
    return went ? { ok: true, kind: 'request-cancelled', data: {} } : refused('stale')
  })
