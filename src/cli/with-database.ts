import path from 'node:path'
import { readConfig } from '../config.js'
import { connectEmbedded, connectServer, type Connection } from '../store/connect.js'
import { FolderInUse, lockFolder } from '../store/folder-lock.js'
import { migrate } from '../store/migrate.js'
import type { Terminal } from './main.js'

/** Opens the database that the environment names, runs, and closes it. The embedded one only while no desk runs on it. */
export async function withDatabase(
  { env, err }: Terminal,
  run: (connection: Connection) => Promise<number>,
): Promise<number> {
  const read = readConfig(env)
  if ('problems' in read) {
    for (const problem of read.problems) err(problem)
    return 1
  }
  const { databaseUrl, dataDir } = read.config
  try {
    const unlock = databaseUrl ? async () => {} : await lockFolder(dataDir)
    const connection = databaseUrl
      ? connectServer(databaseUrl, 2)
      : await connectEmbedded(path.join(dataDir, 'database'))
    try {
      await migrate(connection.pool)
      return await run(connection)
    } finally {
      await connection.close()
      await unlock()
    }
  } catch (error) {
    err(
      error instanceof FolderInUse
        ? `A Mizban is running on ${dataDir}, and the embedded database serves one process. End it first.`
        : `It could not be done: ${error instanceof Error ? error.message || error.name : String(error)}`,
    )
    return 1
  }
}
