import { changedFields, merged, type DirectoryEntry, type Kept, type Known, type Said } from './directory.js'
import { changesFor, NO_GRANTS, type Grants, type RightChange } from './groups.js'
import type { Text } from './text.js'

/** One line of what a sync does or would do. */
export interface SyncLine {
  readonly kind: 'joined' | 'changed' | 'left' | 'returned'
  readonly name: Text
  readonly username: string
  /** For who left: whether the directory has closed the account or knows it no more. */
  readonly why?: 'closed' | 'gone'
  readonly fields?: readonly (keyof Said | 'rights')[]
}

export interface SyncCounts {
  readonly listed: number
  readonly joined: number
  readonly changed: number
  readonly left: number
  readonly returned: number
}

/** What a sync would do; nothing is written yet. */
export interface SyncPlan {
  readonly counts: SyncCounts
  readonly lines: readonly SyncLine[]
  /** Everybody to be written, with the rights their groups give them. */
  readonly keep: readonly (Kept & { readonly grants: Grants; readonly story: SyncLine['kind'] | null })[]
  /** Rights that people who are here already gain or lose by their groups. */
  readonly rights: readonly RightChange[]
  /** People here whose accounts are closed by it. */
  readonly leaving: readonly number[]
  /** People of this directory whose accounts are open before it. */
  readonly active: number
}

/**
 * The difference between the directory now, people here, and what the directory said last.
 * @param foreign user names here that this directory does not give: local accounts and the like
 */
export function planSync(
  listed: readonly DirectoryEntry[],
  here: readonly Known[],
  foreign: ReadonlySet<string>,
  grants: (groups: readonly string[]) => Grants,
): SyncPlan {
  const known = new Map(here.map((one) => [one.directoryId, one]))
  const seen = new Set(listed.map((one) => one.directoryId))
  const drafts = [
    ...listed
      .filter((entry) => entry.open || known.has(entry.directoryId))
      .map((entry): Draft => ({ kept: merged(entry, known.get(entry.directoryId) ?? null), why: 'closed' })),
    ...here.filter((one) => !seen.has(one.directoryId)).map((one): Draft => ({ kept: gone(one), why: 'gone' })),
  ]
  const changes = apart(drafts, foreign).flatMap((draft) =>
    change(draft, known.get(draft.kept.directoryId) ?? null, grants),
  )
  const lines = changes.flatMap(({ line }) => (line ? [line] : []))
  const count = (kind: SyncLine['kind']) => lines.filter((one) => one.kind === kind).length
  return {
    counts: {
      listed: listed.length,
      joined: count('joined'),
      changed: count('changed'),
      left: count('left'),
      returned: count('returned'),
    },
    lines,
    keep: changes.map(({ kept, rights, line }) => ({ ...kept, grants: rights, story: line?.kind ?? null })),
    rights: changes.flatMap(({ before, rights }) => (before ? changesFor(before, rights) : [])),
    leaving: changes.flatMap(({ before, line }) => (before && line?.kind === 'left' ? [before.person] : [])),
    active: here.filter((one) => one.active).length,
  }
}

interface Draft {
  readonly kept: Kept
  readonly why: 'closed' | 'gone'
}

const gone = (one: Known): Kept => ({
  ...one.here,
  directoryId: one.directoryId,
  active: false,
  last: { ...(one.last ?? one.here), open: false },
})

/**
 * User names are unique. Where two want one, who is listed gets it and who is gone keeps it with a mark; a name of
 * somebody this directory does not know, such as a local account, is never taken.
 */
function apart(drafts: readonly Draft[], foreign: ReadonlySet<string>): readonly Draft[] {
  const listed = new Set(drafts.filter((one) => one.why === 'closed').map((one) => one.kept.username))
  return drafts.map((draft) => {
    const { username, directoryId } = draft.kept
    const taken = foreign.has(username) || (draft.why === 'gone' && listed.has(username))
    return taken ? { ...draft, kept: { ...draft.kept, username: marked(username, directoryId) } } : draft
  })
}

/** `a.rezaei~1f3a…`: no directory gives such a name, and the same account always gets the same. */
export const marked = (username: string, directoryId: string): string =>
  `${username.split('~', 1)[0]}~${directoryId.replace(/[^0-9a-z]/g, '').slice(0, 12)}`

function change({ kept, why }: Draft, before: Known | null, grants: (groups: readonly string[]) => Grants) {
  const rights = kept.active ? grants(kept.groups) : NO_GRANTS
  const line = lineOf(kept, why, before, rights)
  const same =
    before !== null &&
    line === null &&
    before.last?.open === kept.last.open &&
    changedFields(before.last, kept.last).length === 0
  return same ? [] : [{ kept, rights, line, before }]
}

function lineOf(kept: Kept, why: 'closed' | 'gone', before: Known | null, rights: Grants): SyncLine | null {
  const told = { name: kept.name, username: kept.username }
  if (!before) return kept.active ? { kind: 'joined', ...told } : null
  if (before.active && !kept.active) return { kind: 'left', ...told, why }
  if (!before.active && kept.active) return { kind: 'returned', ...told }
  const said: readonly (keyof Said)[] = changedFields(before.here, kept)
  const fields = changesFor(before, rights).length === 0 ? said : [...said, 'rights' as const]
  return fields.length === 0 ? null : { kind: 'changed', ...told, fields }
}

/** A sync closes no more than this many accounts in one run without a yes, nor a greater share of them. */
export const MOST_LEAVING = 20
export const MOST_LEAVING_SHARE = 0.05

/**
 * Whether a run must wait for a yes. A directory that suddenly lacks many people is more often a wrong search base
 * than a mass departure.
 * @param agreed the people whose leaving somebody has said yes to; others still count
 */
export const brakes = (plan: SyncPlan, agreed: ReadonlySet<number>): boolean => {
  const unasked = plan.leaving.filter((person) => !agreed.has(person)).length
  return unasked > MOST_LEAVING || unasked > plan.active * MOST_LEAVING_SHARE
}
