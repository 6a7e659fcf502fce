import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderInUse, lockFolder } from './folder-lock.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mizban-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('one holds the folder, the next is refused until it is given back', async () => {
  const release = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderInUse)
  await release()
  await (
    await lockFolder(folder)
  )()
})

test('a folder with a very long path is held too', async () => {
  const long = path.join(folder, 'x'.repeat(120))
  const release = await lockFolder(long)
  await expect(lockFolder(long)).rejects.toBeInstanceOf(FolderInUse)
  await release()
})

test.skipIf(userInfo().uid === 0)(
  'a folder that can not be written is said at once (root may write everywhere)',
  async () => {
    await chmod(folder, 0o500)
    await expect(lockFolder(path.join(folder, 'data'))).rejects.toMatchObject({ code: 'EACCES' })
  },
)
