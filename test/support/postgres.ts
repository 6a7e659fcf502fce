import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import pg from 'pg'

/** A PostgreSQL cluster of the tests' own: a new folder, a Unix socket, no port. */
export interface Cluster {
  readonly folder: string
  readonly url: (database: string) => string
  readonly stop: () => Promise<void>
}

/** The folder of the server's binaries, or null when the machine has none. */
export function findPostgres(): string | null {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .filter((one) => one >= 15)
    : []
  const folders = versions.sort((a, b) => b - a).map((version) => path.join(root, String(version), 'bin'))
  const fromPath = (process.env['PATH'] ?? '').split(path.delimiter)
  return [...folders, ...fromPath].find((folder) => existsSync(path.join(folder, 'initdb'))) ?? null
}

/** Starts a cluster. `fsync` off is for tests; a measurement turns it on. */
export async function startPostgres(options: { fsync: boolean; settings?: Record<string, string> }): Promise<Cluster> {
  const bin = findPostgres()
  if (!bin) throw new Error('PostgreSQL 15 or newer is not on this machine (Debian: apt-get install postgresql).')
  const folder = mkdtempSync(path.join(tmpdir(), 'mizban-pg-'))
  const owner = serverUser()
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid)
  const data = path.join(folder, 'data')
  execFileSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'mizban', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'],
    {
      ...owner,
      stdio: 'pipe',
      env: { PATH: process.env['PATH'] ?? '' },
    },
  )
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    fsync: options.fsync ? 'on' : 'off',
    synchronous_commit: options.fsync ? 'on' : 'off',
    full_page_writes: options.fsync ? 'on' : 'off',
    ...options.settings,
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(path.join(bin, 'postgres'), ['-D', data, ...args], { ...owner, stdio: 'ignore' })
  const url = (database: string) => `postgres://mizban@localhost/${database}?host=${encodeURIComponent(folder)}`
  await untilReady(url('postgres'), server)
  return { folder, url, stop: () => stop(server, folder) }
}

/** The server refuses to run as root; root starts it as the user that Debian's package made, or as nobody. */
function serverUser(): { uid?: number; gid?: number } {
  if (userInfo().uid !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // the next name
    }
  }
  return {}
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (Date.now() > deadline || server.exitCode !== null) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGINT')
  await ended
  rmSync(folder, { recursive: true, force: true })
}
