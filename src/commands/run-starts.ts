import { firstStart, nextStart, triggeredStarts } from '../engine/index.js'
import { recordAudit } from '../store/audit.js'
import {
  dueStarts,
  lockStart,
  processStarts,
  removeStart,
  saveStart,
  type ProcessStart,
} from '../store/process-starts.js'
import { transaction, type Desk } from './desk.js'
import { oneByOne } from './one-by-one.js'
import { openByStart } from './open-by-start.js'

/**
 * Keeps the start events of what is offered now as rows: only the newest version of a service starts anything. A timer
 * that is drawn as before keeps its time; one that is new or drawn otherwise counts from now on.
 */
export async function keepStarts(desk: Desk): Promise<void> {
  const at = desk.now()
  const kept = new Map((await processStarts(desk.db)).map((one) => [`${one.service} ${one.element}`, one]))
  const changed: ProcessStart[] = []
  for (const { service, versionId } of desk.catalog.offered()) {
    for (const start of triggeredStarts(service.definition, at)) {
      const before = kept.get(`${service.id} ${start.element}`)
      kept.delete(`${service.id} ${start.element}`)
      if (before?.versionId === versionId) continue
      const [name, written] = start.kind === 'timer' ? [null, start.written] : [start.name, null]
      const { kind, element } = start
      const first = kind === 'timer' ? firstStart(service.definition, element, at) : null
      const [due, left] = [first?.due ?? null, first?.left ?? null]
      changed.push({ service: service.id, element, versionId, kind, name, written, due, left, failed: null })
    }
  }
  if (changed.length === 0 && kept.size === 0) return
  await transaction(desk, async (tx) => {
    for (const one of kept.values()) await removeStart(tx, one)
    for (const one of changed) {
      // As it is now: another process may have opened a request by it since it was read above.
      const before = await lockStart(tx, one.service, one.element)
      const stays = before?.written === one.written
      await saveStart(tx, stays ? { ...one, due: before.due, left: before.left } : one)
    }
  })
}

/**
 * Opens what is due by time: each once, however long nobody looked; one that fails holds up no other.
 * @returns how many requests were opened
 */
export async function runDueStarts(desk: Desk): Promise<number> {
  await keepStarts(desk)
  return oneByOne(await dueStarts(desk.db, desk.now()), (one) => runStart(desk, one))
}

/** The time that is used up and the request that it opens are kept together or not at all. */
async function runStart(desk: Desk, { service, element }: ProcessStart): Promise<boolean> {
  return transaction(desk, async (tx) => {
    const at = desk.now()
    const start = await lockStart(tx, service, element)
    if (!start || start.due === null || start.due > at) return false
    const result = await openByStart(tx, desk, start, { kind: 'opened-by-time', variables: {} })
    if (!result.ok) {
      if (start.failed === result.why) return false
      await saveStart(tx, { ...start, failed: result.why })
      await recordAudit(tx, at, { kind: 'start-failed', by: null, data: { service, element, why: result.why } })
      return false
    }
    const { definition } = await desk.catalog.version(start.versionId)
    const next = nextStart(definition, element, { due: start.due, left: start.left }, at)
    await saveStart(tx, { ...start, due: next?.due ?? null, left: next?.left ?? null, failed: null })
    return true
  })
}
