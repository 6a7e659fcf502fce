import { createHash } from 'node:crypto'
import type { FileStore } from '../../commands/desk.js'

/** Keeps bytes in memory, for tests. */
export function memoryFiles(): FileStore {
  const kept = new Map<string, Uint8Array>()
  return {
    put: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      kept.set(sha256, bytes.slice())
      return sha256
    },
    get: async (sha256) => kept.get(sha256) ?? null,
    remove: async (sha256) => {
      kept.delete(sha256)
    },
  }
}
