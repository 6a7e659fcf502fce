import type { Person } from '../desk/person.js'
import { bytesNeeded, deleteUpload, forgottenUploads, lockBytes, type Upload } from '../store/file-bytes.js'
import { ownFiles } from '../store/files.js'
import { transaction, type Desk } from './desk.js'

const DAY = 86_400_000
/** An upload that nothing names was left behind by a page that was closed; a draft may be gone on with after weeks. */
const LOOSE_MS = 2 * DAY
const DRAFTED_MS = 90 * DAY
const BATCH = 200

/** Removes a person's uploads that they took out of a form, with their bytes. Those that a request took stay. */
export async function removeUploads(desk: Desk, person: Person, ids: readonly string[]): Promise<void> {
  for (const file of await ownFiles(desk.db, person, ids)) if (file.request === null) await remove(desk, file)
}

/** Removes uploads that no form took in time. @returns how many */
export async function removeForgottenUploads(desk: Desk): Promise<number> {
  const before = { loose: desk.now() - LOOSE_MS, drafted: desk.now() - DRAFTED_MS }
  const forgotten = await forgottenUploads(desk.db, before, BATCH)
  for (const file of forgotten) await remove(desk, file)
  return forgotten.length
}

const remove = (desk: Desk, file: Upload): Promise<void> =>
  transaction(desk, async (tx) => {
    await lockBytes(tx, file.sha256)
    if ((await deleteUpload(tx, file.id)) && !(await bytesNeeded(tx, file.sha256))) await desk.files.remove(file.sha256)
  })
