/** How often something was tried: since when it is counted, and when the last time was (epoch milliseconds). */
export interface Attempts {
  readonly count: number
  readonly since: number
  readonly last: number
}

/**
 * `doubling`: after `free` tries each one costs a wait, which doubles from `first` to `most`.
 * `window`: `most` tries in any one `span`. All times in milliseconds.
 */
export type Throttle =
  | {
      readonly kind: 'doubling'
      readonly free: number
      readonly first: number
      readonly most: number
      readonly forget: number
    }
  | { readonly kind: 'window'; readonly most: number; readonly span: number }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export const THROTTLES = {
  /** Slower than the lock-out of any directory that is set as Microsoft advises (10 tries in 15 minutes). */
  account: { kind: 'doubling', free: 5, first: 30_000, most: 15 * MINUTE, forget: DAY },
  /** A campus stands behind few addresses, so this stops only who tries many names. */
  address: { kind: 'window', most: 100, span: 15 * MINUTE },
  codePerMinute: { kind: 'window', most: 1, span: MINUTE },
  codePerDay: { kind: 'window', most: 5, span: DAY },
  /** Whatever answers by itself where the desk writes to makes no ring. */
  mailAnswer: { kind: 'window', most: 3, span: 60 * MINUTE },
  codePerAddress: { kind: 'window', most: 60, span: 60 * MINUTE },
} as const satisfies Record<string, Throttle>

/** Until when the next try has to wait; null when it may be made now. */
export function waitUntil(rule: Throttle, attempts: Attempts | null, now: number): number | null {
  if (!attempts || isForgotten(rule, attempts, now)) return null
  const until =
    rule.kind === 'window'
      ? attempts.count < rule.most
        ? now
        : attempts.since + rule.span
      : attempts.last + waitAfter(rule, attempts.count)
  return until > now ? until : null
}

/** The count after one more try. A clock that went back counts as standing still. */
export function afterTry(rule: Throttle, attempts: Attempts | null, now: number): Attempts {
  if (!attempts || isForgotten(rule, attempts, now)) return { count: 1, since: now, last: now }
  return { count: attempts.count + 1, since: attempts.since, last: Math.max(attempts.last, now) }
}

const isForgotten = (rule: Throttle, attempts: Attempts, now: number): boolean =>
  rule.kind === 'window' ? now >= attempts.since + rule.span : now >= attempts.last + rule.forget

function waitAfter(rule: Extract<Throttle, { kind: 'doubling' }>, count: number): number {
  if (count < rule.free) return 0
  // Past 30 doublings the wait is the longest in any case, and the number stays a number.
  return Math.min(rule.most, rule.first * 2 ** Math.min(count - rule.free, 30))
}
