import type { Grants, Holder } from './groups.js'
import type { DirectoryFacts, Membership } from './person.js'
import type { Text } from './text.js'

/** What a directory says of somebody, without what it means here. */
export interface Said {
  readonly username: string
  readonly name: Text
  readonly honorific: Text | null
  readonly title: Text | null
  readonly faculty: string | null
  readonly email: string | null
  /** E.164 */
  readonly mobile: string | null
  readonly facts: DirectoryFacts | null
  /** The groups they are in, nested ones too. */
  readonly groups: readonly string[]
}

/** The same as it is remembered, with whether the account was open. */
export interface Remembered extends Said {
  readonly open: boolean
}

/** An account of the directory, keyed on an id that survives renames (`objectGUID` in Active Directory). */
export interface DirectoryEntry extends Said {
  readonly directoryId: string
  /** False for an account that is disabled or has expired. */
  readonly open: boolean
}

/** Somebody who may sign in, with the rights that their groups give; rights given by hand are not touched. */
export interface DirectoryPerson extends Said {
  readonly directoryId: string
  readonly memberships: readonly Membership[]
  readonly administrator: boolean
}

/** Somebody as they are here, what the directory said last, and the rights that groups gave them. */
export interface Known extends Holder {
  readonly directoryId: string
  readonly active: boolean
  /** Their mobile was verified with a code: it stays, whatever the directory says or does not say. */
  readonly mobileProven: boolean
  readonly here: Said
  /** Null for people who came before the desk remembered. */
  readonly last: Remembered | null
}

/** A person as they are to be kept. */
export interface Kept extends Said {
  readonly directoryId: string
  readonly active: boolean
  readonly last: Remembered
}

/**
 * The three-way difference for one person: what the directory changed since it last spoke is taken, what was changed
 * here meanwhile stays. An account that was closed here while the directory had it open stays closed, until the
 * directory closes and opens it again.
 */
export function merged(entry: DirectoryEntry, known: Known | null): Kept {
  const { directoryId, open } = entry
  const now = saidBy(entry)
  const last = known?.last ?? null
  const take = <K extends keyof Said>(key: K): Said[K] =>
    known && last && sameSaid(key, last[key], now[key]) ? known.here[key] : now[key]
  const closedHere = known !== null && !known.active && last !== null && last.open
  return {
    directoryId,
    // Nobody changes a user name here; a mark on it (src/desk/sync.ts) goes when the name is free again.
    username: now.username,
    name: take('name'),
    honorific: take('honorific'),
    title: take('title'),
    faculty: take('faculty'),
    email: take('email'),
    mobile: known?.mobileProven ? known.here.mobile : take('mobile'),
    facts: take('facts'),
    groups: now.groups,
    active: open && !closedHere,
    last: { ...now, open },
  }
}

/** What is remembered of an entry and nothing else that comes along with it. */
const saidBy = (one: Said): Said => ({
  username: one.username,
  name: one.name,
  honorific: one.honorific,
  title: one.title,
  faculty: one.faculty,
  email: one.email,
  mobile: one.mobile,
  facts: one.facts,
  groups: one.groups,
})

const KEYS = ['username', 'name', 'honorific', 'title', 'faculty', 'email', 'mobile', 'facts', 'groups'] as const

/** Which of the values differ. */
export const changedFields = (before: Said, after: Said): readonly (keyof Said)[] =>
  KEYS.filter((key) => !sameSaid(key, before[key], after[key]))

/** Facts are the same when their values are: the date alone moves whenever anything about an account does. */
const sameSaid = (key: keyof Said, a: Said[keyof Said], b: Said[keyof Said]): boolean =>
  canonical(key === 'facts' ? values(a) : a) === canonical(key === 'facts' ? values(b) : b)

const values = (facts: Said[keyof Said]): unknown =>
  facts !== null && typeof facts === 'object' && 'values' in facts ? facts.values : null

/** JSON with sorted keys: the database keeps no order of its own. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  ) ?? ''

/** The same person with the rights of their groups. */
export const withGrants = (person: DirectoryPerson, { memberships, administrator }: Grants): DirectoryPerson => ({
  ...person,
  memberships,
  administrator,
})

/** The account of somebody whom the directory has let in. */
export const openEntry = (person: DirectoryPerson): DirectoryEntry => ({
  ...saidBy(person),
  directoryId: person.directoryId,
  open: true,
})
