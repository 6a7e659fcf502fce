import { createHash } from 'node:crypto'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { inspectFile, nameFor, type FileFault } from '../desk/upload/inspect.js'
import { nextScanIn, type Scan } from '../desk/upload/scan.js'
import { cleanFileName } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import { lockBytes } from '../store/file-bytes.js'
import { insertFile, waitingTotals, type FileRecord } from '../store/files.js'
import { transaction, type Desk, type ScanAnswer } from './desk.js'

export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
  readonly purpose: string
  /** What this form keeps already: the same file again is the one that is there. */
  readonly among?: readonly FileRecord[]
}

export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024
/** What a person may have waiting for forms. */
export const MAX_WAITING = { files: 50, bytes: 200 * 1024 * 1024 } as const

/** Why an upload was refused, in `detail.why` of the refusal. */
export type UploadFault = FileFault | 'empty' | 'too-large' | 'virus' | 'too-many-waiting'

/**
 * Keeps an upload for its owner until a form takes it. What it is is told by its content, never by its name. In which a
 * virus is found is not kept; what could not be scanned is kept and opened by nobody until it was.
 */
export async function keepUpload(desk: Desk, person: Pick<Person, 'id'>, upload: Upload): Promise<Outcome<FileRecord>> {
  const refuse = (why: UploadFault) => refused('bad-file', { name: cleanFileName(upload.name), why })
  if (upload.bytes.length === 0) return refuse('empty')
  if (upload.bytes.length > MAX_UPLOAD_BYTES) return refuse('too-large')
  const inspected = inspectFile(upload.bytes)
  if ('fault' in inspected) return refuse(inspected.fault)
  const { type } = inspected
  const name = nameFor(cleanFileName(upload.name), type)
  const sha256 = createHash('sha256').update(upload.bytes).digest('hex')
  const same = upload.among?.find((one) => one.sha256 === sha256 && one.name === name)
  if (same) return { ok: true, ...same }

  const scanned: ScanAnswer | null = desk.scanner && (await desk.scanner.scan(upload.bytes))
  const at = desk.now()
  if (scanned?.kind === 'found') {
    const data = { found: scanned.name, sha256, type, size: upload.bytes.length }
    await transaction(desk, (tx) => recordAudit(tx, at, { by: person.id, kind: 'file-refused', data }))
    return refuse('virus')
  }
  const file: FileRecord = {
    id: desk.newId(),
    name,
    type,
    size: upload.bytes.length,
    sha256,
    purpose: upload.purpose,
    internal: false,
    office: null,
    owner: person.id,
    at,
    request: null,
    scan: stateOf(scanned),
  }
  const scanAt = scanned === null ? null : scanned.kind === 'clean' ? at : at + nextScanIn(0)
  return transaction(desk, async (tx) => {
    const waiting = await waitingTotals(tx, person.id)
    if (waiting.files >= MAX_WAITING.files || waiting.bytes + file.size > MAX_WAITING.bytes)
      return refuse('too-many-waiting')
    await lockBytes(tx, sha256)
    await desk.files.put(upload.bytes)
    await insertFile(tx, { ...file, scanAt })
    return { ok: true, ...file }
  })
}

const stateOf = (scanned: ScanAnswer | null): Scan =>
  scanned === null ? 'none' : scanned.kind === 'clean' ? 'clean' : 'waiting'
