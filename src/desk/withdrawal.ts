import type { Service } from './service.js'
import { addWorkingDays, type WorkingCalendar } from './working-time/index.js'

/** Whether its requester may still take a request back: the service says until when. */
export function mayWithdraw(
  service: Service,
  request: { readonly closedAt: number | null; readonly number: string | null },
): boolean {
  if (request.closedAt !== null || service.withdraw === 'never') return false
  return service.withdraw === 'while-open' || request.number === null
}

/** After how many working days without an answer a request is withdrawn. What its requester may not, time may not. */
export const expiryDays = (
  service: Service,
  request: { readonly closedAt: number | null; readonly number: string | null },
): number | null => (mayWithdraw(service, request) ? (service.ask_expires_days ?? null) : null)

/** Until when an ask has to be answered; null: it may wait for ever, or the answer has come. */
export function expiryOf(
  service: Service,
  request: { readonly closedAt: number | null; readonly number: string | null },
  calendar: WorkingCalendar,
  ask: { readonly askedAt: number; readonly answeredAt: number | null },
): number | null {
  const days = expiryDays(service, request)
  return days === null || ask.answeredAt !== null ? null : addWorkingDays(calendar, ask.askedAt, days)
}
