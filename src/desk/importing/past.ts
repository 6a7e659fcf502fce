import type { Track } from '../tracker/index.js'
import type { FileView, ImportedView, TrackerStep } from '../views.js'
import type { Standing } from '../visibility.js'
import type { LeftOut, PastStatus } from './foreign.js'

/** Where a request came from, as it is stored. */
export interface StoredImport {
  readonly source: string
  readonly key: string
  readonly statuses: readonly PastStatus[]
  readonly leftOut: readonly LeftOut[]
  readonly office: string | null
  readonly at: number
}

/** The way of a request that was closed elsewhere: its statuses there. Null when its process runs, or ran, here. */
export function pastTrack(stored: StoredImport | null): Track | null {
  if (!stored || stored.statuses.length === 0) return null
  const steps = stored.statuses.map(({ name, at }, index): TrackerStep => ({
    element: `status-${index + 1}`,
    name: { fa: name, en: name },
    office: null,
    state: 'done',
    by: null,
    at,
    outcome: null,
    reason: null,
    rounds: 1,
    parts: null,
  }))
  return { steps, items: steps.map((step) => ({ kind: 'step' as const, step })), passed: [], joining: [] }
}

/**
 * What of an import somebody in this standing sees. What had no field here has nobody who says who may see it: it is for
 * its requester and the office that had it, and notes of that office are for the office alone.
 */
export function importedView(
  stored: StoredImport | null,
  view: Standing,
  files: readonly FileView[],
): ImportedView | null {
  // A row of a file is opened here like any other; there is no elsewhere to tell of.
  const host = /^https?:\/\/([^/]+)/.exec(stored?.source ?? '')?.[1]
  if (!stored || host === undefined) return null
  const near = view.as === 'staff' && stored.office !== null && view.offices.includes(stored.office)
  return {
    key: stored.key,
    source: host,
    at: stored.at,
    leftOut: stored.leftOut.filter((one) => near || (view.as !== 'staff' && one.kind !== 'note')),
    files,
    closedThere: stored.statuses.length > 0,
  }
}
