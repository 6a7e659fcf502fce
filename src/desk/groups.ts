import type { Membership, Role } from './person.js'
import { officeInstance, type University } from './university.js'

/** What a group of the directory gives: a role in an office, or, with neither, the administrator's right. */
export interface GroupRule {
  /** The group's name; `{faculty}` in it stands for any faculty. */
  readonly group: string
  /** `nutrition`, `education:nursing`, or `education:{faculty}`. */
  readonly office: string | null
  readonly role: Role | null
}

/** What somebody's groups give them. */
export interface Grants {
  readonly memberships: readonly Membership[]
  readonly administrator: boolean
}

export const NO_GRANTS: Grants = { memberships: [], administrator: false }

/** Faculties by everything the directory calls them, in lower case. */
export type FacultyCodes = ReadonlyMap<string, string>

const PLACE = '{faculty}'

/** Prepares rules for many people. Group names are compared without case, as Active Directory does. */
export function grantsBy(rules: readonly GroupRule[], codes: FacultyCodes): (groups: readonly string[]) => Grants {
  const known = new Map<string, Grants>()
  const ofGroup = (group: string): Grants => {
    const name = group.toLowerCase()
    const before = known.get(name)
    if (before) return before
    const grants = combined(rules.flatMap((rule) => given(rule, name, codes) ?? []))
    known.set(name, grants)
    return grants
  }
  return (groups) => combined(groups.map(ofGroup))
}

function given(rule: GroupRule, group: string, codes: FacultyCodes): Grants | null {
  const pattern = rule.group.toLowerCase()
  const at = pattern.indexOf(PLACE)
  const faculty = at === -1 ? '' : facultyAt(pattern, at, group, codes)
  if (at === -1 ? pattern !== group : faculty === null) return null
  if (rule.office === null || rule.role === null) return { memberships: [], administrator: true }
  return { memberships: [{ office: rule.office.replace(PLACE, faculty ?? ''), role: rule.role }], administrator: false }
}

/** The faculty that stands in the group's name where the pattern has its place; null when there is none. */
function facultyAt(pattern: string, at: number, group: string, codes: FacultyCodes): string | null {
  const [before, after] = [pattern.slice(0, at), pattern.slice(at + PLACE.length)]
  if (group.length <= before.length + after.length || !group.startsWith(before) || !group.endsWith(after)) return null
  return codes.get(group.slice(before.length, group.length - after.length)) ?? null
}

/** All of them; the stronger role where two give one office. Ordered by office, so that equal grants look equal. */
function combined(all: readonly Grants[]): Grants {
  const roles = new Map<string, Role>()
  for (const one of all.flatMap((grants) => grants.memberships))
    if (roles.get(one.office) !== 'head') roles.set(one.office, one.role)
  return {
    memberships: [...roles].sort(([a], [b]) => (a < b ? -1 : 1)).map(([office, role]) => ({ office, role })),
    administrator: all.some((grants) => grants.administrator),
  }
}

/** Why a rule can't be taken; the words are in src/web/text. */
export type RuleFault =
  | 'no-group'
  | 'long-group'
  | 'no-office'
  | 'unknown-office'
  | 'no-faculty'
  | 'unneeded-faculty'
  | 'twice'

/** What is wrong with a rule, or null. A rule with `{faculty}` on one side only would give to all or to nobody. */
export function ruleFault(rule: GroupRule, university: University, others: readonly GroupRule[]): RuleFault | null {
  if (rule.group.trim() === '') return 'no-group'
  if (rule.group.length > 256) return 'long-group'
  if ((rule.office === null) !== (rule.role === null)) return 'no-office'
  const [anyFaculty] = university.faculties.faculties
  if (rule.office !== null && !officeInstance(university, rule.office.replace(PLACE, anyFaculty?.id ?? '')))
    return 'unknown-office'
  const [inGroup, inOffice] = [rule.group.includes(PLACE), rule.office?.includes(PLACE) ?? false]
  if (inGroup !== inOffice) return inOffice ? 'no-faculty' : 'unneeded-faculty'
  return others.some((one) => sameRule(one, rule)) ? 'twice' : null
}

export const sameRule = (a: GroupRule, b: GroupRule): boolean =>
  a.group.toLowerCase() === b.group.toLowerCase() && a.office === b.office && a.role === b.role

/** Somebody with the groups the directory last told and the rights those gave. */
export interface Holder {
  readonly person: number
  readonly groups: readonly string[]
  /** An administrator by hand: groups neither give nor take that right. */
  readonly byHand: boolean
  /** Rights that come from groups; those given by hand are not here. */
  readonly rights: Grants
}

/** A right that somebody gains or loses; `office` null is the administrator's. */
export interface RightChange {
  readonly person: number
  readonly gains: boolean
  readonly office: string | null
  readonly role: Role | null
}

/** What would change for people if these were the rights of their groups. A changed role is one loss and one gain. */
export const rightChanges = (
  holders: readonly Holder[],
  next: (groups: readonly string[]) => Grants,
): readonly RightChange[] => holders.flatMap((holder) => changesFor(holder, next(holder.groups)))

/** The same for one person. */
export function changesFor({ person, rights, byHand }: Holder, next: Grants): readonly RightChange[] {
  const told = (gains: boolean) => (one: Membership) => ({ person, gains, office: one.office, role: one.role })
  return [
    ...rights.memberships.filter((one) => !has(next, one)).map(told(false)),
    ...next.memberships.filter((one) => !has(rights, one)).map(told(true)),
    ...(byHand || rights.administrator === next.administrator
      ? []
      : [{ person, gains: next.administrator, office: null, role: null }]),
  ]
}

const has = (grants: Grants, { office, role }: Membership): boolean =>
  grants.memberships.some((one) => one.office === office && one.role === role)
