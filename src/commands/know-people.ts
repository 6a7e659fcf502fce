import { createHash } from 'node:crypto'
import type { ForeignPerson } from '../desk/importing/foreign.js'
import { identityOf, matchPerson, signInName } from '../desk/importing/people.js'
import { marked } from '../desk/sync.js'
import { cleanText } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import { candidates, keepPlaceholders, type Placeholder } from '../store/imported-people.js'
import { transaction, type Desk } from './desk.js'

/** Who somebody of another desk is here, and whether only their name is known. */
export interface KnownPerson {
  readonly id: number
  readonly placeholder: boolean
}

/**
 * Says who people of another desk are here. Whom nobody knows becomes a closed account that carries the name, so that
 * what they wrote stays theirs; when the directory brings them later, the two are one (`adoptImported`).
 * @param dry only says who is known; whom nobody knows has no id then
 * @returns by `identityOf`
 */
export async function knowPeople(
  desk: Pick<Desk, 'db' | 'now'>,
  source: string,
  people: readonly ForeignPerson[],
  dry = false,
): Promise<ReadonlyMap<string, KnownPerson>> {
  const asked = new Map(people.map((one) => [identityOf(one), one]))
  const here = await candidates(
    desk.db,
    [...asked.values()].map(signInName).filter((one) => one !== ''),
    [...asked.values()].flatMap((one) => (one.email ? [one.email.trim().toLowerCase()] : [])),
  )
  const known = new Map<string, KnownPerson>()
  const missing = new Map<string, Placeholder>()
  const taken = new Set(here.map((one) => one.username))
  for (const [identity, person] of asked) {
    const match = matchPerson(person, here)
    if (match) known.set(identity, { id: match.id, placeholder: match.placeholder })
    else missing.set(identity, placeholderOf(source, person, taken))
  }
  if (missing.size === 0) return known
  if (dry) return new Map([...known, ...[...missing.keys()].map((one) => [one, { id: 0, placeholder: true }] as const)])
  const at = desk.now()
  // In one order for all, so that two imports never wait for each other.
  const wanted = [...new Map([...missing.values()].map((one) => [one.directoryId, one])).values()].toSorted((a, b) =>
    a.directoryId < b.directoryId ? -1 : 1,
  )
  const kept = await transaction(desk as Desk, async (tx) => {
    const rows = await keepPlaceholders(tx, wanted, at)
    const fresh = rows.filter((one) => one.isNew)
    if (fresh.length > 0)
      await recordAudit(
        tx,
        at,
        ...fresh.map(({ id }) => ({ kind: 'person-imported' as const, by: null, person: id, data: { source } })),
      )
    return new Map(rows.map((one) => [one.directoryId, one.id]))
  })
  for (const [identity, { directoryId }] of missing) {
    const id = kept.get(directoryId)
    if (id !== undefined) known.set(identity, { id, placeholder: true })
  }
  return known
}

const SOMEBODY = 'کاربر پیشین'

function placeholderOf(source: string, person: ForeignPerson, taken: ReadonlySet<string>): Placeholder {
  const name = cleanText(person.name).slice(0, 200) || SOMEBODY
  const username = signInName(person)
  const identity = createHash('sha256')
    .update(`${source} ${identityOf(person)}`)
    .digest('hex')
  return {
    // Of whom is deleted there only the name is left, and every mention of it is taken for the same person.
    directoryId: `imported:${identity}`,
    username: username === '' || taken.has(username) ? marked(username || 'former', identity) : username,
    name,
    email: person.email?.trim() || null,
  }
}
