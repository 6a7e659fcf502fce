import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Pool } from 'pg'
import { root } from '../root.js'

const FOLDER = path.join(root, 'db', 'migrations')
const LOCK = 5_170_405 // any number, the same in every process

/**
 * Brings the database up to date: each file of db/migrations once, in order, in one transaction.
 * Several processes may start together; one migrates, the others wait.
 * @throws when a file that was applied has been changed since
 */
export async function migrate(pool: Pool): Promise<readonly string[]> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`select pg_advisory_xact_lock(${LOCK})`)
    // A server puts new tables into a schema that is called like its user, if there is one; ours are in `public`.
    await client.query('set local search_path to public')
    await client.query(
      'create table if not exists migration (name text primary key, hash text not null, at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migration')
    const applied = new Map(rows.map((row) => [row.name, row.hash]))
    const done: string[] = []
    for (const name of (await readdir(FOLDER)).filter((one) => one.endsWith('.sql')).sort()) {
      const sql = await readFile(path.join(FOLDER, name), 'utf8')
      const hash = createHash('sha256').update(sql).digest('hex')
      const before = applied.get(name)
      if (before === hash) continue
      if (before)
        throw new Error(`db/migrations/${name} was changed after it had been applied; add a new file instead.`)
      await client.query(sql)
      await client.query('insert into migration (name, hash) values ($1, $2)', [name, hash])
      done.push(name)
    }
    await client.query('commit')
    return done
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
