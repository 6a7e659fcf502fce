import type { Json } from '../desk/json.js'
import type { Tx } from './visible.js'

/**
 * Acts once per person and token. A repeat, even one that arrives while the first is under way, waits for the
 * first to commit and gets its answer.
 * `act` must return plain data; when it returns `keep: false` (a refusal) nothing is remembered.
 */
export async function once<T extends Json>(tx: Tx, person: number, token: string, at: number, act: () => Promise<{ readonly answer: T; readonly keep: boolean }>): Promise<{ readonly answer: T; readonly first: boolean }> {
  const inserted = await tx
    .insertInto('receipt')
    .values({ person_id: person, once: token, answer: 'null', at: new Date(at) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('once')
    .executeTakeFirst()
  if (!inserted) {
    const before = await tx.selectFrom('receipt').select('answer').where('person_id', '=', person).where('once', '=', token).executeTakeFirstOrThrow()
    return { answer: before.answer as T, first: false }
  }
  const { answer, keep } = await act()
  if (keep) await tx.updateTable('receipt').set({ answer: JSON.stringify(answer) }).where('person_id', '=', person).where('once', '=', token).execute()
  else await tx.deleteFrom('receipt').where('person_id', '=', person).where('once', '=', token).execute()
  return { answer, first: true }
}

export async function removeOldReceipts(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('receipt').where('at', '<', new Date(before)).execute()
}
