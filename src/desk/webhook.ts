/** The events that programs elsewhere can hear of, by what they are about. What is internal to an office is none of them. */
export const WEBHOOK_GROUPS = {
  request: ['opened', 'finished', 'refused', 'withdrawn', 'cancelled'],
  requester: ['asked', 'answered', 'commented'],
  work: ['taken', 'assigned', 'released', 'completed', 'auto-completed', 'sent-back'],
  papers: ['numbered', 'issued'],
} as const

export type WebhookGroup = keyof typeof WEBHOOK_GROUPS

export const WEBHOOK_KINDS = Object.values(WEBHOOK_GROUPS).flat()

export type WebhookKind = (typeof WEBHOOK_KINDS)[number]

export type WebhookState = 'active' | 'paused' | 'disabled'

/** A webhook as administrators see it: without its secret. Times are epoch milliseconds. */
export interface WebhookView {
  readonly id: number
  readonly name: string
  readonly url: string
  readonly kinds: readonly string[]
  readonly state: WebhookState
  /** Since when nothing arrives; null while the last delivery did. */
  readonly failingSince: number | null
  /** Until when the secret before signs too. */
  readonly oldUntil: number | null
  readonly revision: number
  readonly madeAt: number
}

export interface DeliveryView {
  readonly id: number
  readonly message: string
  readonly kind: string
  readonly key: string | null
  readonly state: 'waiting' | 'sending' | 'delivered' | 'failed'
  readonly tries: number
  readonly status: number | null
  /** Why it did not arrive, in few words; never what the other side wrote. */
  readonly result: string | null
  readonly madeAt: number
  readonly dueAt: number | null
  readonly doneAt: number | null
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How long after each try the next one comes; after the last it is given up. As the Standard Webhooks ask: three days. */
const WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]

/** When to try again after so many tries, or null: given up. Spread a little, so that not all come at once. */
export function nextTryIn(tries: number, spread: number): number | null {
  const wait = WAITS[tries - 1]
  return wait === undefined ? null : Math.round(wait * (1 + (spread % 20) / 100))
}

/** How long the secret before signs too after it was changed. */
export const OLD_SECRET_MS = 24 * HOUR

/** An answer of 410 says that nobody is there any more. */
export const GONE = 410

/**
 * What becomes of a delivery after a try.
 * @param disable whether its webhook is to be disabled: it is gone, or nothing arrived since before this was first tried
 */
export function afterTry(
  delivery: { readonly id: number; readonly tries: number; readonly madeAt: number },
  webhook: { readonly failingSince: number | null },
  answer: { readonly status: number | null },
  at: number,
): { readonly state: 'delivered' | 'waiting' | 'failed'; readonly dueAt: number | null; readonly disable: boolean } {
  if (answer.status !== null && answer.status >= 200 && answer.status < 300)
    return { state: 'delivered', dueAt: null, disable: false }
  if (answer.status === GONE) return { state: 'failed', dueAt: null, disable: true }
  const wait = nextTryIn(delivery.tries, delivery.id)
  if (wait !== null) return { state: 'waiting', dueAt: at + wait, disable: false }
  const never = webhook.failingSince !== null && webhook.failingSince <= delivery.madeAt + MINUTE
  return { state: 'failed', dueAt: null, disable: never }
}
