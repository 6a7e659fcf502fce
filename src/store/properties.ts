import { sql } from 'kysely'
import type { Json } from '../desk/json.js'
import type { Db, Tx } from './visible.js'

/** Small values that programs keep beside something: `organization:12`, `request-type:1834`. */
export async function propertyKeys(db: Db, owner: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('api_property').select('key').where('owner', '=', owner).orderBy('key').execute()
  return rows.map((row) => row.key)
}

/** The value, or undefined when there is none; null is a value. */
export async function property(db: Db, owner: string, key: string): Promise<Json | undefined> {
  const row = await db
    .selectFrom('api_property')
    .select('value')
    .where('owner', '=', owner)
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.value
}

/** The largest value in bytes, as the database keeps it (`api_property_value_check`); its text may be shorter or longer. */
const LARGEST = 32_768

/** @returns what became of it; of what is too large nothing is kept */
export async function setProperty(
  tx: Tx,
  owner: string,
  key: string,
  value: Json,
  by: { readonly person: number; readonly at: number },
): Promise<'new' | 'changed' | 'too-large'> {
  const values = { value: JSON.stringify(value), set_by: by.person, set_at: new Date(by.at) }
  const { rows } = await sql<{ size: number }>`select pg_column_size(${values.value}::jsonb) as size`.execute(tx)
  if ((rows[0]?.size ?? 0) > LARGEST) return 'too-large'
  const before = await property(tx, owner, key)
  await tx
    .insertInto('api_property')
    .values({ owner, key, ...values })
    .onConflict((conflict) => conflict.columns(['owner', 'key']).doUpdateSet(values))
    .execute()
  return before === undefined ? 'new' : 'changed'
}

/** @returns whether there was one */
export async function removeProperty(tx: Tx, owner: string, key: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('api_property')
    .where('owner', '=', owner)
    .where('key', '=', key)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
