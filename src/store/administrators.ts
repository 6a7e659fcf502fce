import type { Tx } from './visible.js'

export interface Administrator {
  readonly id: number
  /** A group of the directory gave the right, and gives it again. */
  readonly byRule: boolean
}

/**
 * The administrators whose accounts are open, locked until the transaction ends: whoever comes at the same time waits,
 * and then sees what has been decided. The lock leaves keys free: receipts and sessions that name these people take a
 * share of them first, and two full locks behind such shares would wait for each other.
 */
export async function lockAdministrators(tx: Tx): Promise<readonly Administrator[]> {
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'administrator_by_rule'])
    .where('administrator', '=', true)
    .where('active', '=', true)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.map((row) => ({ id: row.id, byRule: row.administrator_by_rule }))
}

/** Gives or takes the right by hand; groups of the directory neither give nor take one that was given by hand. */
export async function setAdministrator(tx: Tx, person: number, administrator: boolean): Promise<void> {
  await tx.updateTable('person').set({ administrator, administrator_by_rule: false }).where('id', '=', person).execute()
}
