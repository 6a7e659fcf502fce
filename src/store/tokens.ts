import { isScope, type Scope, type TokenView } from '../desk/token.js'
import { toMs, toMsOrNull, type Db, type Tx } from './visible.js'

export interface NewToken {
  readonly person: number
  readonly name: string
  readonly tokenHash: string
  readonly scopes: readonly Scope[]
  readonly at: number
  readonly ends: number
}

export async function insertToken(tx: Tx, token: NewToken): Promise<number> {
  const { id } = await tx
    .insertInto('access_token')
    .values({
      person_id: token.person,
      name: token.name,
      token_hash: token.tokenHash,
      scopes: [...token.scopes],
      made_at: new Date(token.at),
      ends_at: new Date(token.ends),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Ends one of a person's own tokens. @returns its name, or null when there is none that lives */
export async function revokeToken(tx: Tx, person: number, id: number, at: number): Promise<string | null> {
  const row = await tx
    .updateTable('access_token')
    .set({ revoked_at: new Date(at) })
    .where('person_id', '=', person)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
  return row?.name ?? null
}

/** The tokens of a person that live, the newest first. */
export async function ownTokens(db: Db, person: number, now: number): Promise<readonly TokenView[]> {
  const rows = await db
    .selectFrom('access_token')
    .select(['id', 'name', 'scopes', 'made_at', 'ends_at', 'used_at'])
    .where('person_id', '=', person)
    .where('revoked_at', 'is', null)
    .where('ends_at', '>', new Date(now))
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes.filter(isScope),
    madeAt: toMs(row.made_at),
    endsAt: toMs(row.ends_at),
    usedAt: toMsOrNull(row.used_at),
  }))
}
