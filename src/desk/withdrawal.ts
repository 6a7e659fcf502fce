import type { Service } from './service.js'

/** Whether its requester may still take a request back: the service says until when. */
export function mayWithdraw(
  service: Service,
  request: { readonly closedAt: number | null; readonly number: string | null },
): boolean {
  if (request.closedAt !== null || service.withdraw === 'never') return false
  return service.withdraw === 'while-open' || request.number === null
}
