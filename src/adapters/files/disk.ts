import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { FileStore } from '../../commands/desk.js'

/** Keeps bytes in a folder under the name of their SHA-256. A file appears whole or not at all. */
export function diskFiles(folder: string): FileStore {
  const place = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256)
  return {
    put: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const target = place(sha256)
      if (await exists(target)) return sha256
      await mkdir(path.dirname(target), { recursive: true })
      const part = `${target}.${randomUUID()}`
      try {
        await writeFile(part, bytes, { flush: true })
        await rename(part, target)
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
      return sha256
    },
    get: async (sha256) => {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return null
      return (await exists(place(sha256))) ? readFile(place(sha256)) : null
    },
    remove: async (sha256) => {
      if (/^[0-9a-f]{64}$/.test(sha256)) await rm(place(sha256), { force: true })
    },
  }
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )
