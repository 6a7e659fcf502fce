import { createServer, connect } from 'node:net'
import { existsSync, rmSync, statSync } from 'node:fs'
import { mkdir, writeFile, rm } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'

export class FolderInUse extends Error {}

/**
 * Holds a data folder for this process. Two processes on one embedded database destroy it silently, so every command
 * that opens the folder takes this lock first. The lock is a listening socket: it goes when its owner goes, however
 * that ends, and a socket nobody answers at is taken over.
 * @throws FolderInUse when another process holds the folder
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await openFolder(folder)
  const socket = socketPath(folder)
  for (let attempt = 0; attempt < 3; attempt++) {
    const release = await listen(socket)
    if (release) return release
    if (await answers(socket)) break
    rmSync(socket, { force: true })
  }
  throw new FolderInUse(folder)
}

/** Makes a data folder. @throws when it can't be written */
export async function openFolder(folder: string): Promise<void> {
  await makeFolder(folder)
  await writeFile(path.join(folder, '.writable'), '')
  await rm(path.join(folder, '.writable'), { force: true })
}

/** Like `mkdir -p`, which Node.js never finishes in places such as /proc that refuse with «not found». */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder) && statSync(folder).isDirectory()) return
  const parent = path.dirname(path.resolve(folder))
  if (!existsSync(parent)) await makeFolder(parent)
  await mkdir(folder)
}

/** A socket's path is at most 107 bytes on Linux, so a long folder has its socket in the system's folder for such. */
function socketPath(folder: string): string {
  const name = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\mizban-${name}`
  const inside = path.resolve(folder, '.lock')
  return Buffer.byteLength(inside) < 100 ? inside : path.join(tmpdir(), `mizban-${name}.lock`)
}

function listen(socket: string): Promise<(() => Promise<void>) | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((client) => client.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen(socket, () => {
      server.unref()
      resolve(() => new Promise((done) => server.close(() => done())))
    })
  })
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect(socket, () => {
      client.destroy()
      resolve(true)
    })
    client.once('error', () => resolve(false))
  })
}
