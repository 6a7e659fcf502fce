import type { Kysely } from 'kysely'
import { registerNumber, registerYear } from '../desk/register.js'
import type { Register } from '../desk/university.js'
import type { Database } from './database.js'
import type { Tx } from './visible.js'

interface Entry {
  readonly office: string
  readonly request: number
  readonly by: number
  readonly at: number
}

/**
 * Gives the next number of a register. The counter row stays locked until the transaction ends, so numbers have no
 * holes and no doubles; a step that is rolled back gives its number back.
 */
export async function issueNumber(tx: Tx, register: Register, entry: Entry): Promise<string> {
  const year = registerYear(entry.at)
  const { last } = await tx
    .insertInto('register_counter')
    .values({ register: register.id, office: entry.office, year, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['register', 'office', 'year'])
        .doUpdateSet((eb) => ({ last: eb('register_counter.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  const number = registerNumber(register, entry.office, year, last)
  const inserted = await tx
    .insertInto('register_entry')
    .values(row(register, entry, year, last, number))
    .onConflict((conflict) => conflict.columns(['register', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst()
  // Somebody recorded exactly this number from another system: it is taken, the series goes on after it.
  return inserted ? number : issueNumber(tx, register, entry)
}

/** Records a number that another system gave. @returns false when the register has that number already */
export async function recordOutsideNumber(tx: Tx, register: Register, entry: Entry, number: string): Promise<boolean> {
  const inserted = await tx
    .insertInto('register_entry')
    .values(row(register, entry, registerYear(entry.at), null, number))
    .onConflict((conflict) => conflict.columns(['register', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** The number that would come next, to show; only `issueNumber` gives it. */
export async function nextNumber(
  db: Kysely<Database>,
  register: Register,
  office: string,
  at: number,
): Promise<string> {
  const year = registerYear(at)
  const counter = await db
    .selectFrom('register_counter')
    .select('last')
    .where('register', '=', register.id)
    .where('office', '=', office)
    .where('year', '=', year)
    .executeTakeFirst()
  return registerNumber(register, office, year, (counter?.last ?? 0) + 1)
}

export async function registerTotals(db: Kysely<Database>) {
  return db
    .selectFrom('register_counter')
    .select(['register', 'office', 'year', 'last'])
    .orderBy('year', 'desc')
    .orderBy('office')
    .execute()
}

const row = (register: Register, entry: Entry, year: number, serial: number | null, number: string) => ({
  register: register.id,
  office: entry.office,
  year,
  serial,
  number,
  request_id: entry.request,
  by_id: entry.by,
  at: new Date(entry.at),
})
