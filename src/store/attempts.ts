import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterTry, waitUntil, type Attempts, type Throttle } from '../desk/throttle.js'
import type { Tx } from './visible.js'

/** Something that is counted, and the rule it is counted by. `what` is hashed before it is kept. */
export interface Counted {
  readonly what: string
  readonly rule: Throttle
}

/**
 * Counts one more try of each, before anybody knows how it ends: tries side by side can't all pass while none has
 * failed yet. When one of them has to wait, nothing is counted.
 * @returns until when to wait (epoch milliseconds), or null when the try may be made
 */
export async function claimTry(tx: Tx, counted: readonly Counted[], now: number): Promise<number | null> {
  const at = new Date(now)
  // In one order, whoever comes: two tries that count the same things never wait for each other in a ring.
  const keyed = counted
    .map((one) => ({ key: keyOf(one), rule: one.rule }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  await tx
    .insertInto('attempt')
    .values(keyed.map(({ key }) => ({ key, count: 0, since_at: at, last_at: at })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const rows = await tx
    .selectFrom('attempt')
    .selectAll()
    .where(
      'key',
      'in',
      keyed.map(({ key }) => key),
    )
    .orderBy('key')
    .forUpdate()
    .execute()
  const found = keyed.map((one) => {
    const row = rows.find(({ key }) => key === one.key)
    const before: Attempts | null =
      row && row.count > 0 ? { count: row.count, since: row.since_at.getTime(), last: row.last_at.getTime() } : null
    return { ...one, before }
  })
  const waits = found.flatMap(({ rule, before }) => waitUntil(rule, before, now) ?? [])
  if (waits.length > 0) {
    // Names that are only thrown at the door leave nothing.
    await tx
      .deleteFrom('attempt')
      .where(
        'key',
        'in',
        keyed.map(({ key }) => key),
      )
      .where('count', '=', 0)
      .execute()
    return Math.max(...waits)
  }
  await tx
    .insertInto('attempt')
    .values(
      found.map(({ key, rule, before }) => {
        const { count, since, last } = afterTry(rule, before, now)
        return { key, count, since_at: new Date(since), last_at: new Date(last) }
      }),
    )
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        count: eb.ref('excluded.count'),
        since_at: eb.ref('excluded.since_at'),
        last_at: eb.ref('excluded.last_at'),
      })),
    )
    .execute()
  return null
}

/** Takes a try back that was none, such as one that the directory could not answer. */
export async function giveBackTry(tx: Tx, counted: readonly Counted[]): Promise<void> {
  await tx
    .updateTable('attempt')
    .set({ count: sql`greatest(count - 1, 0)` })
    .where('key', 'in', counted.map(keyOf).sort())
    .execute()
}

/** Begins anew, after a success. */
export async function forgetTries(tx: Tx, counted: Counted): Promise<void> {
  await tx.deleteFrom('attempt').where('key', '=', keyOf(counted)).execute()
}

export async function removeOldAttempts(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('attempt').where('last_at', '<', new Date(before)).execute()
}

// Two rules may count the same thing; each has a row of its own.
const keyOf = ({ what, rule }: Counted): string =>
  createHash('sha256')
    .update(`${JSON.stringify(rule)}\n${what}`)
    .digest('hex')
