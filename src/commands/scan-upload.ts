import { nextScanIn } from '../desk/upload/scan.js'
import { recordAudit } from '../store/audit.js'
import { bytesNeeded, lockBytes } from '../store/file-bytes.js'
import { recordEvents } from '../store/requests.js'
import { lockRequestsWith, markClean, markFound, postponeScan, type WaitingScan } from '../store/scans.js'
import type { Tx } from '../store/visible.js'
import { transaction, type Desk, type Scanner } from './desk.js'

/**
 * Scans an upload that waits. Clean: it can be opened. Found: its bytes go, and every request that has it tells so.
 * Could not be scanned: it waits on, longer each time. @returns whether the scanner had an answer
 */
export async function scanUpload(desk: Desk, scanner: Scanner, file: WaitingScan): Promise<boolean> {
  const bytes = await desk.files.get(file.sha256)
  // Without its bytes there is nothing to scan and nothing to open.
  const answer = bytes ? await scanner.scan(bytes) : ({ kind: 'not-scanned', why: 'unreadable' } as const)
  const at = desk.now()
  await transaction(desk, async (tx) => {
    await lockBytes(tx, file.sha256)
    if (answer.kind === 'clean') await markClean(tx, file.sha256, at)
    else if (answer.kind === 'found') await takeAway(tx, desk, { sha256: file.sha256, found: answer.name, at })
    else await postponeScan(tx, file.id, file.tries + 1, at + nextScanIn(file.tries + 1))
  })
  return answer.kind !== 'not-scanned'
}

async function takeAway(tx: Tx, desk: Desk, { sha256, found, at }: { sha256: string; found: string; at: number }) {
  // Requests are locked before their files, as whoever binds a file does.
  const requests = await lockRequestsWith(tx, sha256)
  const files = await markFound(tx, sha256, at)
  for (const file of files) {
    const data = { found, sha256, type: file.type, size: file.size }
    await recordAudit(tx, at, { by: null, kind: 'file-refused', person: file.owner, request: file.request, data })
  }
  for (const request of requests) {
    const events = files.filter((file) => file.request === request.id).map(removal)
    await recordEvents(tx, request, at, events)
  }
  if (!(await bytesNeeded(tx, sha256))) await desk.files.remove(sha256)
}

/** The name is not told: not everybody who reads the history may see the field the file belongs to. */
const removal = (file: { readonly internal: boolean; readonly purpose: string; readonly office: string | null }) => ({
  kind: 'file-removed',
  by: null,
  office: file.office,
  internal: file.internal || file.purpose.startsWith('task:'),
})
