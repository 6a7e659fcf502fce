import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { fileType } from '../desk/file-type.js'
import { cleanFileName } from '../persian/index.js'
import { insertFile } from '../store/files.js'
import type { Desk } from './desk.js'

export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
  readonly purpose: string
}

export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024

/** Keeps an upload for its owner until a form takes it. What it is is told by its content, never by its name. */
export async function keepUpload(
  desk: Desk,
  person: Person,
  upload: Upload,
): Promise<Outcome<{ id: string; name: string; size: number; type: string }>> {
  const name = cleanFileName(upload.name)
  const type = fileType(upload.bytes)
  if (!type || upload.bytes.length === 0 || upload.bytes.length > MAX_UPLOAD_BYTES) return refused('bad-file', { name })
  const sha256 = await desk.files.put(upload.bytes)
  const file = { id: desk.newId(), name, type, size: upload.bytes.length, sha256 }
  await insertFile(desk.db, {
    ...file,
    purpose: upload.purpose,
    internal: false,
    office: null,
    owner: person.id,
    at: desk.now(),
    request: null,
  })
  return { ok: true, id: file.id, name, size: file.size, type }
}
