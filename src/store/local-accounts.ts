import type { Text } from '../desk/text.js'
import type { Db, Tx } from './visible.js'

/** A local account by its user name, when its person is active. */
export async function localAccount(
  db: Db,
  username: string,
): Promise<{ readonly person: number; readonly hash: string } | null> {
  const row = await db
    .selectFrom('local_account')
    .innerJoin('person', 'person.id', 'local_account.person_id')
    .select(['person.id as person', 'local_account.hash'])
    .where('person.username', '=', username)
    .where('person.active', '=', true)
    .executeTakeFirst()
  return row ?? null
}

/** Adds an administrator with a local account. @returns the id, or null when the user name is taken */
export async function insertLocalAccount(
  tx: Tx,
  account: { readonly username: string; readonly name: Text; readonly hash: string; readonly at: number },
): Promise<number | null> {
  // Names may change hands within a transaction, so the database can't be asked to skip one that is taken.
  const taken = await tx.selectFrom('person').select('id').where('username', '=', account.username).executeTakeFirst()
  if (taken) return null
  const person = await tx
    .insertInto('person')
    .values({
      directory_id: `local:${account.username}`,
      username: account.username,
      name: JSON.stringify(account.name),
      administrator: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('local_account')
    .values({ person_id: person.id, hash: account.hash, changed_at: new Date(account.at) })
    .execute()
  return person.id
}

/** @returns whose password was changed, or null when there is no such account */
export async function changeLocalHash(
  tx: Tx,
  account: { readonly username: string; readonly hash: string; readonly at: number },
): Promise<number | null> {
  const row = await tx
    .updateTable('local_account')
    .from('person')
    .set({ hash: account.hash, changed_at: new Date(account.at) })
    .whereRef('person.id', '=', 'local_account.person_id')
    .where('person.username', '=', account.username)
    .returning('person.id as id')
    .executeTakeFirst()
  return row?.id ?? null
}
