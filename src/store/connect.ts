import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { fromPglite, type ConstructorOptions } from 'pg-boss'
import type { Database } from './database.js'
import { listenToEmbedded, listenToServer, type Listen } from './listen.js'

// bigint: ids and rials stay far below 2^53.
const [BIGINT, BIGINTS] = [20, 1016]
const readBigints: (text: string) => readonly (string | null)[] = pg.types.getTypeParser(BIGINTS)
pg.types.setTypeParser(BIGINT, Number)
pg.types.setTypeParser(BIGINTS, (text) => readBigints(text).map((one) => (one === null ? null : Number(one))))

/** An open database, the same to everyone whether it is embedded or a server. */
export interface Connection {
  readonly db: Kysely<Database>
  readonly pool: pg.Pool
  readonly embedded: boolean
  /** How the job queue reaches the same database. */
  readonly queue: ConstructorOptions
  /** Hears what transactions tell when they commit (db/migrations/0020-live.sql). */
  readonly listen: Listen
  readonly close: () => Promise<void>
}

/** Connects to a PostgreSQL server (15 or newer). `url` as libpq takes it. */
export function connectServer(url: string, connections = 10): Connection {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  pool.on('connect', prepareStatements)
  pool.on('error', () => {}) // an idle connection that the server closed is replaced at the next use
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    pool,
    embedded: false,
    queue: { connectionString: url, max: 2 },
    listen: listenToServer(url),
    close: () => db.destroy(),
  }
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
  return {
    db,
    pool,
    embedded: true,
    queue: { db: fromPglite(pglite), backend: 'pglite' },
    listen: listenToEmbedded(pglite),
    close,
  }
}

/** Gives back the room of old row versions. A server does so by itself; PGlite never does. */
export const vacuum = async (db: Kysely<Database>): Promise<void> => void (await sql`vacuum analyze`.execute(db))

const names = new Map<string, string>()

/** A desk has some hundred statements; lists of many lengths could make more. */
const MOST_NAMES = 1_000

/**
 * Lets the server parse and plan each statement once per connection: a statement gets a name by its text, and what is
 * named is prepared. Planning costs more than running for most statements of the desk (docs/performance.md).
 */
function prepareStatements(client: pg.PoolClient): void {
  const send: (...sent: readonly unknown[]) => unknown = client.query.bind(client)
  const named = (...sent: readonly unknown[]): unknown => {
    const [text, values, ...rest] = sent
    if (typeof text !== 'string' || !Array.isArray(values) || !/^\s*(select|insert|update|delete|with)\b/i.test(text))
      return send(...sent)
    const known = names.get(text)
    if (!known && names.size >= MOST_NAMES) return send(...sent)
    const name = known ?? `s${names.size + 1}`
    names.set(text, name)
    return send({ name, text, values }, ...rest)
  }
  Object.assign(client, { query: named })
}
