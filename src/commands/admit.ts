import { changesFor } from '../desk/groups.js'
import { recordAudit } from '../store/audit.js'
import { knownPeople } from '../store/directory-people.js'
import { releaseTasksOf } from '../store/leaving.js'
import { savePerson, type DirectoryPerson } from '../store/people.js'
import type { Tx } from '../store/visible.js'
import { rightEntries } from './sync.js'

/**
 * Keeps somebody as the directory knows them when they sign in. What their groups gave or took since the last time is
 * told by the audit log, and what they may no longer work on goes back to its office.
 * @param at epoch milliseconds
 * @returns their id
 */
export async function admit(tx: Tx, from: DirectoryPerson, at: number): Promise<number> {
  const [known] = await knownPeople(tx, { one: from.directoryId })
  const id = await savePerson(tx, from)
  const before = known ?? { person: id, groups: [], byHand: false, rights: { memberships: [], administrator: false } }
  const changes = changesFor({ ...before, person: id }, from)
  if (changes.length === 0) return id
  await recordAudit(tx, at, ...rightEntries(changes, null))
  await releaseTasksOf(tx, [id], at)
  return id
}
