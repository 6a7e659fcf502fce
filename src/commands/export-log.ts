import { mayAdminister } from '../desk/administration.js'
import type { JsonObject } from '../desk/json.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { transaction, type Desk } from './desk.js'

/** Writes down that lines of the log are downloaded, and which; each download is told, so a repeat is told again. */
export async function exportLog(desk: Desk, person: Person, filter: JsonObject): Promise<Outcome<{ at: number }>> {
  if (!mayAdminister(person)) return refused('not-found')
  return transaction(desk, async (tx) => {
    const at = desk.now()
    await recordAudit(tx, at, { kind: 'log-exported', by: person.id, data: filter })
    return { ok: true, at }
  })
}
