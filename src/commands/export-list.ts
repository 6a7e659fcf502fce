import type { Person } from '../desk/person.js'
import { recordAudit } from '../store/audit.js'
import { transaction, type Desk } from './desk.js'

/** Notes that somebody takes a list of people or work away as a file; who may, the page has asked. */
export const exportList = (desk: Desk, person: Person, what: 'people' | 'work'): Promise<void> =>
  transaction(desk, (tx) => recordAudit(tx, desk.now(), { kind: 'list-exported', by: person.id, data: { what } }))
