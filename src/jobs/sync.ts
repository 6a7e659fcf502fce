import type { Desk } from '../commands/desk.js'
import { syncPeople } from '../commands/sync.js'
import { lastSyncAt } from '../store/sync-runs.js'

/**
 * Runs the sync when the last one is long enough ago, whoever ran it: restarts and other processes on the same
 * database change nothing about that. A run that waits for a yes is tried again and stays held.
 * @param everyMinutes 0 for never
 * @param report hears of runs that were held or failed; it gets no personal data
 * @returns whether it ran
 */
export async function syncWhenDue(
  desk: Desk,
  everyMinutes: number,
  report: (message: string) => void,
): Promise<boolean> {
  if (everyMinutes === 0 || !desk.directory.listing) return false
  const last = await lastSyncAt(desk.db)
  if (last !== null && desk.now() - last < everyMinutes * 60_000) return false
  const run = await syncPeople(desk, { dry: false, yes: null })
  if (run.ok && run.state !== 'done') report(`sync ${run.run}: ${run.state}, ${run.reason ?? ''}`)
  return true
}
