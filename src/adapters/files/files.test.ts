import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { diskFiles } from './disk.js'
import { memoryFiles } from './memory.js'

const folder = mkdtempSync(path.join(tmpdir(), 'mizban-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.each([
  ['disk', () => diskFiles(folder)],
  ['memory', () => memoryFiles()],
])('files: %s', (_, open) => {
  test('what was put is there, under its hash, once', async () => {
    const files = open()
    const bytes = new TextEncoder().encode('سند')
    const sha256 = await files.put(bytes)
    expect(await files.put(bytes)).toBe(sha256)
    expect(new Uint8Array((await files.get(sha256)) ?? [])).toEqual(bytes)
  })

  test('what was never put, or is no hash, is nothing', async () => {
    const files = open()
    expect(await files.get('0'.repeat(64))).toBeNull()
    expect(await files.get('../../etc/passwd')).toBeNull()
  })
})
