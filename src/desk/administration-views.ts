import type { JsonObject } from './json.js'
import type { Membership } from './person.js'
import type { Text } from './text.js'

/** Which people a list shows. */
export const PERSON_KINDS = ['staff', 'by-hand', 'administrators', 'left'] as const
export type PersonKind = (typeof PERSON_KINDS)[number]

/** A line of the list of people, as they are at a moment. */
export interface PersonRow {
  readonly id: number
  readonly username: string
  readonly name: Text
  readonly honorific: Text | null
  readonly title: Text | null
  readonly faculty: string | null
  readonly administrator: boolean
  readonly active: boolean
  /** Their own, as they are at the moment; the stronger role where two sources give one. */
  readonly memberships: readonly Membership[]
}

/** A person as the directory tells them, for administrators. What forms are prefilled with is content, and not here. */
export interface PersonDetails {
  readonly id: number
  readonly username: string
  readonly name: Text
  readonly honorific: Text | null
  readonly title: Text | null
  readonly faculty: string | null
  readonly email: string | null
  readonly administrator: boolean
  readonly administratorByRule: boolean
  readonly active: boolean
  readonly leftAt: number | null
  readonly groups: readonly string[]
  /** Sessions that last at the moment. */
  readonly sessions: number
}

/** A membership with where it comes from; times are epoch milliseconds. */
export interface MembershipRecord extends Membership {
  readonly source: 'directory' | 'hand'
  readonly givenBy: { readonly id: number; readonly name: Text } | null
  readonly from: number | null
  readonly until: number | null
}

/** Who stands in for whom, with names; times are epoch milliseconds. */
export interface SubstitutionRow {
  readonly id: number
  readonly absent: { readonly id: number; readonly name: Text }
  readonly substitute: { readonly id: number; readonly name: Text }
  /** Null: every office of who is away. */
  readonly office: string | null
  readonly from: number
  readonly until: number
  readonly madeBy: { readonly id: number; readonly name: Text }
  readonly madeAt: number
  readonly endedAt: number | null
}

/** Somebody who may be named to stand in. */
export interface Colleague {
  readonly id: number
  readonly name: Text
  readonly honorific: Text | null
  readonly memberships: readonly Membership[]
}

/** Who read which request, and why; times are epoch milliseconds. */
export interface ReadingRow {
  readonly id: number
  readonly reader: { readonly id: number; readonly name: Text }
  readonly key: string
  readonly reason: string
  readonly from: number
  readonly until: number
}

/** Somebody whom a line of the audit log names. */
export interface AuditPerson {
  readonly id: number
  readonly username: string
  readonly name: Text
}

/** A line of the audit log with names in place of ids; `at` is epoch milliseconds. */
export interface AuditLineView {
  readonly id: number
  readonly at: number
  readonly kind: string
  readonly by: AuditPerson | null
  readonly for: AuditPerson | null
  readonly person: AuditPerson | null
  /** The key of the request. */
  readonly request: string | null
  readonly address: string | null
  readonly data: JsonObject
  readonly hash: string
}
