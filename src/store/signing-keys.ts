import type { Db } from './visible.js'

/**
 * The key of that name, the same for every process on this database: `fresh` where there was none.
 * @param fresh at least 32 random bytes, base64url
 */
export async function signingKey(db: Db, name: string, fresh: string): Promise<string> {
  await db
    .insertInto('signing_key')
    .values({ name, value: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { value } = await db
    .selectFrom('signing_key')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return value
}
