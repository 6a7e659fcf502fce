import { sql } from 'kysely'
import { accountId } from '../desk/person.js'
import type { Text } from '../desk/text.js'
import type { Db } from './visible.js'

/** Somebody as programs know them. */
export interface NamedPerson {
  readonly id: number
  readonly username: string
  readonly name: Text
  readonly email: string | null
  readonly active: boolean
}

const columns = ['id', 'username', 'name', 'email', 'active'] as const

/** People by id, one query for all; those who have left too. */
export async function peopleById(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, NamedPerson>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await db.selectFrom('person').select(columns).where('id', 'in', wanted).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Who is meant by each of these: an account id, a user name, or an e-mail address that one person has. Only people whose
 * account is open; one query.
 */
export async function peopleNamed(db: Db, names: readonly string[]): Promise<readonly (NamedPerson | null)[]> {
  if (names.length === 0) return []
  const ids = names.flatMap((one) => /^mizban:(\d{1,15})$/.exec(one)?.[1] ?? []).map(Number)
  const folded = names.map((one) => one.trim().toLowerCase())
  const rows = await db
    .selectFrom('person')
    .select(columns)
    .where('active', '=', true)
    .where((eb) =>
      eb.or([
        sql<boolean>`id = any(${ids}::bigint[])`,
        sql<boolean>`username = any(${folded}::text[])`,
        sql<boolean>`lower(email) = any(${folded}::text[])`,
      ]),
    )
    .execute()
  return names.map((name, index) => {
    const text = folded[index]
    const exact = rows.find((row) => accountId(row.id) === name) ?? rows.find((row) => row.username === text)
    const byAddress = rows.filter((row) => row.email?.toLowerCase() === text)
    return exact ?? (byAddress.length === 1 ? (byAddress[0] ?? null) : null)
  })
}
