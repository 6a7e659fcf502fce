import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { diskFiles } from './disk.js'
import { memoryFiles } from './memory.js'

const folder = mkdtempSync(path.join(tmpdir(), 'mizban-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what could not be written whole leaves nothing', async () => {
  const bytes = new TextEncoder().encode('نیمه')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  // A folder stands where the file should be, so that the last step fails.
  mkdirSync(path.join(folder, 'broken', sha256.slice(0, 2)), { recursive: true })
  writeFileSync(path.join(folder, 'broken', sha256.slice(0, 2), `${sha256}.part`), '')
  const files = diskFiles(path.join(folder, 'broken', sha256.slice(0, 2), `${sha256}.part`))
  await expect(files.put(bytes)).rejects.toThrow()
  expect(readdirSync(path.join(folder, 'broken', sha256.slice(0, 2)))).toEqual([`${sha256}.part`])
})

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

  test('what was removed is gone, and may be put again', async () => {
    const files = open()
    const bytes = new TextEncoder().encode('رفتنی')
    const sha256 = await files.put(bytes)
    await files.remove(sha256)
    await files.remove(sha256)
    await files.remove('../../etc/passwd')
    expect(await files.get(sha256)).toBeNull()
    expect(await files.put(bytes)).toBe(sha256)
    expect(await files.get(sha256)).not.toBeNull()
  })

  test('what was never put, or is no hash, is nothing', async () => {
    const files = open()
    expect(await files.get('0'.repeat(64))).toBeNull()
    expect(await files.get('../../etc/passwd')).toBeNull()
  })
})
