import type { Person } from '../desk/person.js'
import { recordAudit } from '../store/audit.js'
import { transaction, type Desk } from './desk.js'

/** So many milliseconds pass between two lines about one person: whoever tries everything writes a few lines, not all. */
const PAUSE_MS = 60_000

/** Tells the audit log that somebody tried what they may not: who, by which road, never with what. */
export function refusalTeller(desk: Desk): (person: Person, address: string, road: string) => Promise<void> {
  const lately = new Map<number, number>()
  return async (person, address, road) => {
    const at = desk.now()
    if (at - (lately.get(person.id) ?? -PAUSE_MS) < PAUSE_MS) return
    lately.set(person.id, at)
    await transaction(desk, (tx) =>
      recordAudit(tx, at, { kind: 'access-refused', by: person.id, address, data: { road } }),
    )
  }
}
