import type { Desk } from '../commands/desk.js'
import { scanUpload } from '../commands/scan-upload.js'
import { dueScans } from '../store/scans.js'

const BATCH = 50

/**
 * Scans uploads that could not be scanned when they came. Stops at the first that still can't be: the scanner is asked
 * again later, not fifty times now. @returns how many were scanned, and whether the scanner
 * answered; null when it was not asked
 */
export async function scanWaiting(
  desk: Desk,
): Promise<{ readonly scanned: number; readonly answered: boolean | null }> {
  if (!desk.scanner) return { scanned: 0, answered: null }
  let scanned = 0
  for (const file of await dueScans(desk.db, desk.now(), BATCH)) {
    if (!(await scanUpload(desk, desk.scanner, file))) return { scanned, answered: false }
    scanned += 1
  }
  return { scanned, answered: scanned > 0 ? true : null }
}
