import type { Text } from './text.js'

export type Role = 'head' | 'expert'

/** `office` is an office instance: `nutrition`, or `education:nursing` for an office of one faculty. */
export interface Membership {
  readonly office: string
  readonly role: Role
}

/** Someone who has signed in, with what the desk needs to decide about them. */
export interface Person {
  readonly id: number
  readonly username: string
  readonly name: Text
  readonly honorific: Text | null
  readonly title: Text | null
  readonly faculty: string | null
  readonly administrator: boolean
  readonly memberships: readonly Membership[]
}

/** What the directory knows of a person and a form may be prefilled with, by attribute name. */
export interface DirectoryFacts {
  readonly source: Text
  readonly date: string
  readonly values: Readonly<Record<string, unknown>>
}

export const officesOf = (person: Person): readonly string[] => person.memberships.map((one) => one.office)

export const isHeadOf = (person: Person, office: string): boolean =>
  person.memberships.some((one) => one.office === office && one.role === 'head')

export const worksIn = (person: Person, office: string): boolean =>
  person.memberships.some((one) => one.office === office)

export const isStaff = (person: Person): boolean => person.memberships.length > 0

/** `education:nursing` belongs to the office kind `education`, which forms and offices.yaml name. */
export const officeKind = (office: string): string => office.split(':', 1)[0] ?? office
