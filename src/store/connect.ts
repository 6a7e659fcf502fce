import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { fromPglite, type ConstructorOptions } from 'pg-boss'
import type { Database } from './database.js'

// bigint: ids and rials stay far below 2^53.
pg.types.setTypeParser(20, Number)

/** An open database, the same to everyone whether it is embedded or a server. */
export interface Connection {
  readonly db: Kysely<Database>
  readonly pool: pg.Pool
  readonly embedded: boolean
  /** How the job queue reaches the same database. */
  readonly queue: ConstructorOptions
  readonly close: () => Promise<void>
}

/** Connects to a PostgreSQL server (15 or newer). `url` as libpq takes it. */
export function connectServer(url: string, connections = 10): Connection {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  pool.on('error', () => {}) // an idle connection that the server closed is replaced at the next use
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, embedded: false, queue: { connectionString: url, max: 2 }, close: () => db.destroy() }
}

/** Opens the embedded database in a folder; the caller holds the folder's lock. Without a folder it lives in memory. */
export async function connectEmbedded(folder: string | null, dump?: Blob): Promise<Connection> {
  if (folder) await mkdir(path.dirname(folder), { recursive: true })
  const pglite = await PGlite.create({ ...(folder ? { dataDir: folder } : {}), ...(dump ? { loadDataDir: dump } : {}) })
  return embeddedConnection(pglite)
}

/** Wraps an open PGlite: one connection, so a query outside an open transaction waits for it. */
export function embeddedConnection(pglite: PGlite): Connection {
  const pool = new pg.Pool({ ...createPgConfig(pglite), max: 1 } as pg.PoolConfig)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    await db.destroy()
    await pglite.close()
  }
  return { db, pool, embedded: true, queue: { db: fromPglite(pglite), backend: 'pglite' }, close }
}
