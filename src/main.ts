import { serve } from '@hono/node-server'
import path from 'node:path'
import { openDesk } from './app.js'
import { readConfig, type Config } from './config.js'
import { FolderInUse, lockFolder, openFolder } from './store/folder-lock.js'

/** Who sends slowly is ended: the headers within 15 seconds, 40 MB within five minutes (about 1 Mbit/s). */
export const SERVER_LIMITS = { headersTimeout: 15_000, requestTimeout: 300_000 } as const

/** Opens the desk as the environment says, and closes it at Ctrl+C. What goes wrong at start is one sentence and exit code 1. */
export async function main(): Promise<void> {
  const read = readConfig(process.env)
  if ('problems' in read) return giveUp(read.problems.join('\n'))
  const { config } = read
  try {
    await run(config)
  } catch (error) {
    giveUp(sentenceFor(error, config))
  }
}

async function run(config: Config): Promise<void> {
  // With a database server the folder only holds files by their content, which several processes may share.
  const unlock = config.databaseUrl
    ? await openFolder(config.dataDir).then(() => async () => {})
    : await lockFolder(config.dataDir)
  const app = await openDesk(config, (line) => console.log(line))
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host, serverOptions: SERVER_LIMITS })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  await app.work()
  console.log(`\n  ${config.baseUrl}\n`)
  for (const line of app.welcome) console.log(line)
  console.log('Ctrl+C ends it.')

  let closing = false
  const close = async () => {
    if (closing) return
    closing = true
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
    await app.close()
    await unlock()
    process.exit(0)
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}

function giveUp(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

function sentenceFor(error: unknown, config: Config): string {
  if (error instanceof FolderInUse)
    return `Another Mizban is running on ${config.dataDir}. End it first, or set MIZBAN_DATA_DIR to another folder.`
  const { code, message } =
    error instanceof Error
      ? { code: 'code' in error ? error.code : null, message: error.message }
      : { code: null, message: String(error) }
  if (code === 'EADDRINUSE')
    return `Port ${config.port} is in use on ${config.host}. End what runs there, or set PORT to another port.`
  if (code === 'EACCES' && /listen/.test(message))
    return `Port ${config.port} may not be opened by this user. Set PORT to a port above 1023.`
  if (
    code === 'EACCES' ||
    code === 'EROFS' ||
    code === 'EPERM' ||
    code === 'ENOTDIR' ||
    code === 'ENOENT' ||
    code === 'EEXIST' ||
    code === 'ENOSPC'
  ) {
    return `The data folder ${config.dataDir} can't be written (${String(code)}). Set MIZBAN_DATA_DIR to a folder that can.`
  }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01' || code === '3D000')
    return `The database of DATABASE_URL can't be reached (${String(code)}).`
  return `Mizban could not start: ${message || path.basename(process.argv[1] ?? '')}`
}
