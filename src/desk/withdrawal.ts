import type { Service } from './service.js'
import { addWorkingDays, type WorkingCalendar } from './working-time/index.js'

interface Withdrawable {
  readonly closedAt: number | null
  readonly number: string | null
  /** What another request called ends with that one, not by itself. */
  readonly caller: object | null
}

/** Whether its requester may still take a request back: the service says until when. */
export function mayWithdraw(service: Service, request: Withdrawable): boolean {
  if (request.closedAt !== null || request.caller !== null || service.withdraw === 'never') return false
  return service.withdraw === 'while-open' || request.number === null
}

/** After how many working days without an answer a request is withdrawn. What its requester may not, time may not. */
export const expiryDays = (service: Service, request: Withdrawable): number | null =>
  mayWithdraw(service, request) ? (service.ask_expires_days ?? null) : null

/** Until when an ask has to be answered; null: it may wait for ever, or the answer has come. */
export function expiryOf(
  service: Service,
  request: Withdrawable,
  calendar: WorkingCalendar,
  ask: { readonly askedAt: number; readonly answeredAt: number | null },
): number | null {
  const days = expiryDays(service, request)
  return days === null || ask.answeredAt !== null ? null : addWorkingDays(calendar, ask.askedAt, days)
}
