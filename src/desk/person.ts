import type { Text } from './text.js'

export type Role = 'head' | 'expert'

/** `office` is an office instance: `nutrition`, or `education:nursing` for an office of one faculty. */
export interface Membership {
  readonly office: string
  readonly role: Role
}

/** A membership as somebody has it now: their own, or that of a colleague who is away. */
export interface Held extends Membership {
  /** The colleague they stand in for; null for their own membership. */
  readonly for: number | null
}

/**
 * How far a session reaches: `whole` is everything the person may do; `own` is their own requests only, for people
 * who came in with a code because their account is closed.
 */
export type Reach = 'whole' | 'own'

/** Someone who has signed in, with what the desk needs to decide about them. Loaded anew for each request of theirs. */
export interface Person {
  readonly id: number
  readonly username: string
  readonly name: Text
  readonly honorific: Text | null
  readonly title: Text | null
  readonly faculty: string | null
  readonly administrator: boolean
  /** Their own memberships first, then those of colleagues they stand in for at this moment. */
  readonly memberships: readonly Held[]
  /** Requests that they, as an administrator, gave a reason for reading and may read now. */
  readonly readings: readonly number[]
  readonly reach: Reach
}

/** What the directory knows of a person and a form may be prefilled with, by attribute name. */
export interface DirectoryFacts {
  readonly source: Text
  readonly date: string
  readonly values: Readonly<Record<string, unknown>>
}

/** Somebody to whom a requester shows a request. */
export interface Participant {
  readonly id: number
  readonly username: string
  readonly name: Text
}

/** How programs and forms name somebody for ever: user names and addresses may change. */
export const accountId = (person: number): string => `mizban:${person}`

export const officesOf = (person: Person): readonly string[] => [
  ...new Set(person.memberships.map((one) => one.office)),
]

/** The same person without what they could do in the stead of a requester: nobody decides their own matter. */
export const withoutStead = (person: Person, requester: number): Person => ({
  ...person,
  memberships: person.memberships.filter((one) => one.for !== requester),
})

/** The offices they work in themself, not in somebody's stead. */
export const ownOffices = (person: Person): readonly string[] =>
  person.memberships.filter((one) => one.for === null).map((one) => one.office)

/** Whether they are the head themself; who stands in for the head is not. */
export const headsItself = (person: Person, office: string): boolean =>
  person.memberships.some((one) => one.office === office && one.role === 'head' && one.for === null)

export const isHeadOf = (person: Person, office: string): boolean =>
  person.memberships.some((one) => one.office === office && one.role === 'head')

export const worksIn = (person: Person, office: string): boolean =>
  person.memberships.some((one) => one.office === office)

export const isStaff = (person: Person): boolean => person.memberships.length > 0

/** `education:nursing` belongs to the office kind `education`, which forms and offices.yaml name. */
export const officeKind = (office: string): string => office.split(':', 1)[0] ?? office
