import type { Tx } from './visible.js'

/** Ends every session of a person. @returns how many there were */
export async function endSessionsOf(tx: Tx, person: number): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('session').where('person_id', '=', person).executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
