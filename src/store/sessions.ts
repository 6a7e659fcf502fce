import { sql } from 'kysely'
import type { SessionView, SignInMethod } from '../desk/session.js'
import { toMs, type Db, type Tx } from './visible.js'

export interface NewSession {
  readonly tokenHash: string
  readonly person: number
  readonly method: SignInMethod
  readonly device: string
  readonly address: string
  readonly at: number
  readonly ends: number
}

/** Opens a session; only the hash of its token is kept. */
export async function openSession(tx: Tx, session: NewSession): Promise<number> {
  const at = new Date(session.at)
  const { id } = await tx
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      person_id: session.person,
      method: session.method,
      device: session.device,
      address: session.address,
      opened_at: at,
      used_at: at,
      ends_at: new Date(session.ends),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Ends the session of a token. @returns whose it was and how they had come in, or null when it had ended */
export async function endSession(
  tx: Tx,
  tokenHash: string,
): Promise<{ readonly person: number; readonly method: string } | null> {
  const row = await tx
    .deleteFrom('session')
    .where('token_hash', '=', tokenHash)
    .returning(['person_id as person', 'method'])
    .executeTakeFirst()
  return row ?? null
}

/** Ends one of a person's own sessions. @returns whether there was one */
export async function endOwnSession(tx: Tx, person: number, id: number): Promise<boolean> {
  const row = await tx
    .deleteFrom('session')
    .where('person_id', '=', person)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The sessions of a person that still run, the one that asks first, then the last used. */
export async function ownSessions(
  db: Db,
  person: number,
  tokenHash: string,
  now: number,
  idleMs: number,
): Promise<readonly SessionView[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'token_hash', 'method', 'device', 'address', 'opened_at', 'used_at'])
    .where('person_id', '=', person)
    .where('ends_at', '>', new Date(now))
    .where('used_at', '>', new Date(now - idleMs))
    .orderBy((eb) => eb('token_hash', '=', tokenHash), 'desc')
    .orderBy('used_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    here: row.token_hash === tokenHash,
    method: row.method as SignInMethod,
    device: row.device,
    address: row.address,
    openedAt: toMs(row.opened_at),
    usedAt: toMs(row.used_at),
  }))
}

/** The id of a session that runs; asking does not use it. */
export async function sessionId(db: Db, tokenHash: string): Promise<number | null> {
  const row = await db.selectFrom('session').select('id').where('token_hash', '=', tokenHash).executeTakeFirst()
  return row?.id ?? null
}

/** Which of these sessions run now: one query for all; asking does not use them. */
export async function runningSessions(
  db: Db,
  ids: readonly number[],
  now: number,
  idleMs: number,
): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('session')
    .select('id')
    .where(sql<boolean>`id = any(${[...ids]}::bigint[])`)
    .where('ends_at', '>', new Date(now))
    .where('used_at', '>', new Date(now - idleMs))
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Removes sessions that ended, by their end or because nobody used them. */
export async function removeEndedSessions(db: Db, now: number, idleMs: number): Promise<void> {
  await db
    .deleteFrom('session')
    .where((eb) => eb.or([eb('ends_at', '<=', new Date(now)), eb('used_at', '<=', new Date(now - idleMs))]))
    .execute()
}
