import type { Tx } from './visible.js'

/**
 * The administrators whose accounts are open, locked until the transaction ends: whoever comes at the same time waits,
 * and then sees what has been decided.
 */
export async function lockAdministrators(tx: Tx): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('person')
    .select('id')
    .where('administrator', '=', true)
    .where('active', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => row.id)
}

/** Decides by hand who is an administrator; the directory does not change it any more. */
export async function setAdministrator(tx: Tx, person: number, administrator: boolean): Promise<void> {
  await tx.updateTable('person').set({ administrator, administrator_by_hand: true }).where('id', '=', person).execute()
}
