import { elementName } from '../desk/process-view.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { loadState } from '../store/instances.js'
import { advance } from './advance.js'
import type { Desk } from './desk.js'
import { operating, type Operator, type Repair } from './operating.js'

/** Takes a request from where it stands to another step of its process, past what the drawing allows. */
export const moveToken = (
  desk: Desk,
  operator: Operator,
  input: Repair & { readonly token: number; readonly to: string },
): Promise<Outcome<{ key: string }>> =>
  operating(desk, operator, input, async ({ tx, request, service, at, by }) => {
    const { token: id, to } = input
    const state = await loadState(tx, request.id)
    const token = state?.tokens.find((one) => one.id === id)
    if (!token) return refused('stale')
    const { element: from } = token
    const names = { from: { ...elementName(service, from) }, to: { ...elementName(service, to) } }
    const went = await advance(tx, desk, {
      service,
      request,
      at,
      happening: { kind: 'move-token', token: id, to, anywhere: true },
      events: [{ kind: 'moved', by, office: null, data: names }],
    })
    return went ? { ok: true, kind: 'token-moved', data: { from, to } } : refused('cannot-move')
  })
