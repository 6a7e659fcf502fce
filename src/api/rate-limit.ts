import type { Context, Next } from 'hono'
import type { ApiEnv } from './token.js'

/** What somebody has left; `wait` is how many seconds until the next call is let through, null when this one is. */
export interface Allowance {
  readonly limit: number
  readonly remaining: number
  /** When all of it is there again (epoch milliseconds). */
  readonly resetAt: number
  readonly wait: number | null
}

/** Takes one call out of the bucket of a person, whichever of their tokens it came with. */
export type Take = (person: number) => Allowance

interface Bucket {
  readonly tokens: number
  readonly at: number
}

/** So many buckets are kept before those that are full again are thrown away. */
const MANY = 10_000
const MINUTE = 60_000

/**
 * A token bucket for each person: a minute's calls may come at once, and come back evenly. In memory, for this process.
 * @param perMinute calls a minute; null: as many as they like
 */
export function rateLimit(perMinute: number | null, now: () => number): Take | null {
  if (perMinute === null) return null
  const buckets = new Map<number, Bucket>()
  const refilled = ({ tokens, at }: Bucket, moment: number): number =>
    Math.min(perMinute, tokens + (Math.max(0, moment - at) / MINUTE) * perMinute)
  return (person) => {
    const at = now()
    const before = buckets.get(person)
    const there = before ? refilled(before, at) : perMinute
    const allowed = there >= 1
    const tokens = allowed ? there - 1 : there
    if (buckets.size >= MANY && !before)
      for (const [id, one] of buckets) if (refilled(one, at) >= perMinute) buckets.delete(id)
    buckets.set(person, { tokens, at })
    return {
      limit: perMinute,
      remaining: Math.floor(tokens),
      resetAt: at + ((perMinute - tokens) / perMinute) * MINUTE,
      wait: allowed ? null : Math.ceil(((1 - tokens) / perMinute) * 60),
    }
  }
}

/** Stands behind what finds out who calls. `tooMany` is the refusal in the words of that interface. */
export const limited =
  (take: Take | null, tooMany: (c: Context<ApiEnv>, seconds: number) => Response) =>
  async (c: Context<ApiEnv>, next: Next): Promise<Response | void> => {
    if (!take || !c.get('caller')) return next()
    const { limit, remaining, resetAt, wait } = take(c.var.caller.person.id)
    c.header('x-ratelimit-limit', String(limit))
    c.header('x-ratelimit-remaining', String(remaining))
    c.header('x-ratelimit-reset', new Date(resetAt).toISOString())
    if (wait === null) return next()
    c.header('retry-after', String(wait))
    return tooMany(c, wait)
  }
