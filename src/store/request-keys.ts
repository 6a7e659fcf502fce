import type { ExpressionBuilder } from 'kysely'
import type { Database } from './database.js'
import type { Tx } from './visible.js'

/** The next key of a prefix in a Jalali year; a transaction that fails gives its key back. */
export async function nextKey(tx: Tx, prefix: string, year: number): Promise<string> {
  const { last } = await tx
    .insertInto('key_counter')
    .values({ prefix, year, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['prefix', 'year'])
        .doUpdateSet((eb: ExpressionBuilder<Database, 'key_counter'>) => ({ last: eb('key_counter.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return `${prefix}-${year}-${String(last).padStart(6, '0')}`
}
