import { sql } from 'kysely'
import type { CodePurpose } from '../desk/one-time-code.js'
import { toMs, toMsOrNull, type Db, type Tx } from './visible.js'

export interface NewCode {
  readonly purpose: CodePurpose
  /** Null when nobody has the national code that was typed: such a code is never right. */
  readonly person: number | null
  readonly ticketHash: string
  readonly mobile: string | null
  readonly salt: string
  readonly codeHash: string
  readonly at: number
  readonly ends: number
}

/** A code that was asked for, locked. */
export interface CodeRecord {
  readonly id: number
  readonly person: number | null
  readonly mobile: string | null
  readonly salt: string
  readonly codeHash: string
  readonly tries: number
  readonly endsAt: number
  readonly usedAt: number | null
}

export async function insertCode(tx: Tx, code: NewCode): Promise<void> {
  await tx
    .insertInto('one_time_code')
    .values({
      purpose: code.purpose,
      person_id: code.person,
      ticket_hash: code.ticketHash,
      mobile: code.mobile,
      salt: code.salt,
      code_hash: code.codeHash,
      made_at: new Date(code.at),
      ends_at: new Date(code.ends),
    })
    .execute()
}

/** The code that a ticket belongs to, held until the transaction ends: two guesses at once are two tries. */
export async function codeByTicket(tx: Tx, purpose: CodePurpose, ticketHash: string): Promise<CodeRecord | null> {
  const row = await tx
    .selectFrom('one_time_code')
    .selectAll()
    .where('ticket_hash', '=', ticketHash)
    .where('purpose', '=', purpose)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    person: row.person_id,
    mobile: row.mobile,
    salt: row.salt,
    codeHash: row.code_hash,
    tries: row.tries,
    endsAt: toMs(row.ends_at),
    usedAt: toMsOrNull(row.used_at),
  }
}

export async function countWrongCode(tx: Tx, id: number): Promise<void> {
  await tx
    .updateTable('one_time_code')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Marks a code as used, and with it every other code of the person for the same purpose. */
export async function useCode(tx: Tx, code: { readonly id: number; readonly at: number }): Promise<void> {
  await tx
    .updateTable('one_time_code')
    .set({ used_at: new Date(code.at) })
    .where('used_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('one_time_code as given')
          .select('given.id')
          .where('given.id', '=', code.id)
          .whereRef('given.person_id', '=', 'one_time_code.person_id')
          .whereRef('given.purpose', '=', 'one_time_code.purpose'),
      ),
    )
    .execute()
}

export async function removeOldCodes(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('one_time_code').where('ends_at', '<', new Date(before)).execute()
}

/**
 * Who has this national code and a verified mobile: the directory told the number, or a code proved it. Accounts that
 * are closed count too. Of several accounts of one person, the one that asked for something last.
 */
export async function personByNationalCode(
  db: Db,
  nationalCode: string,
): Promise<{ readonly id: number; readonly mobile: string } | null> {
  const row = await db
    .selectFrom('person')
    .select(['id', 'mobile'])
    .where(
      sql<boolean>`(facts -> 'values' ->> 'national_id' = ${nationalCode} or facts -> 'values' -> 'national_id' ->> 'value' = ${nationalCode})`,
    )
    .where('mobile', 'is not', null)
    .orderBy(sql`(select max(request.id) from request where request.requester_id = person.id)`, (order) =>
      order.desc().nullsLast(),
    )
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && row.mobile !== null ? { id: row.id, mobile: row.mobile } : null
}

/** Keeps a number that its owner proved; the directory does not overwrite it. */
export async function keepMobile(tx: Tx, person: number, mobile: string, at: number): Promise<void> {
  await tx
    .updateTable('person')
    .set({ mobile, mobile_verified_at: new Date(at) })
    .where('id', '=', person)
    .execute()
}

/** The mobile of a person, and when it was proved; null for the second when the directory told it. */
export async function mobileOf(
  db: Db,
  person: number,
): Promise<{ readonly mobile: string | null; readonly provedAt: number | null }> {
  const row = await db
    .selectFrom('person')
    .select(['mobile', 'mobile_verified_at'])
    .where('id', '=', person)
    .executeTakeFirst()
  return { mobile: row?.mobile ?? null, provedAt: toMsOrNull(row?.mobile_verified_at ?? null) }
}
