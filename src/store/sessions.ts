import type { Kysely } from 'kysely'
import type { Database } from './database.js'

/** Opens a session; only the hash of its token is kept. */
export async function openSession(
  db: Kysely<Database>,
  session: { tokenHash: string; person: number; at: number; ends: number },
): Promise<void> {
  const at = new Date(session.at)
  await db
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      person_id: session.person,
      opened_at: at,
      used_at: at,
      ends_at: new Date(session.ends),
    })
    .execute()
}

export async function endSession(db: Kysely<Database>, tokenHash: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
}

export async function removeEndedSessions(db: Kysely<Database>, at: number): Promise<void> {
  await db.deleteFrom('session').where('ends_at', '<', new Date(at)).execute()
}
