import type { JsonObject } from '../desk/json.js'
import type { Tx } from './visible.js'

/**
 * Claims a person's token for this transaction. A repeat waits here until the first has committed.
 * @returns null for the first, the first's answer for a repeat
 */
export async function claimReceipt(
  tx: Tx,
  person: number,
  token: string,
  at: number,
): Promise<{ readonly answer: unknown } | null> {
  const claimed = await tx
    .insertInto('receipt')
    .values({ person_id: person, once: token, answer: 'null', at: new Date(at) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('once')
    .executeTakeFirst()
  if (claimed) return null
  return tx
    .selectFrom('receipt')
    .select('answer')
    .where('person_id', '=', person)
    .where('once', '=', token)
    .executeTakeFirstOrThrow()
}

export async function keepAnswer(tx: Tx, person: number, token: string, answer: JsonObject): Promise<void> {
  await tx
    .updateTable('receipt')
    .set({ answer: JSON.stringify(answer) })
    .where('person_id', '=', person)
    .where('once', '=', token)
    .execute()
}

export async function removeOldReceipts(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('receipt').where('at', '<', new Date(before)).execute()
}
