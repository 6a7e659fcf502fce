import type { Person } from './person.js'

/** What an access token of anybody may do; each names a thing and whether it is read or changed. */
const OWN_SCOPES = ['requests:read', 'requests:write', 'tasks:read', 'tasks:write'] as const

/** What only tokens of administrators may do. Without one of these a token of theirs is no administrator. */
const ADMIN_SCOPES = ['administration:read', 'administration:write', 'audit:read'] as const

export const SCOPES = [...OWN_SCOPES, ...ADMIN_SCOPES] as const

export type Scope = (typeof SCOPES)[number]

/** How long a token may live, in days, at the choice of whoever makes it. */
export const LIFETIMES = [7, 30, 90, 365] as const

/** The scopes that a person may give a token. */
export const scopesFor = (person: Pick<Person, 'administrator'>): readonly Scope[] =>
  person.administrator ? SCOPES : OWN_SCOPES

export const isAdminScope = (scope: Scope): boolean => ADMIN_SCOPES.some((one) => one === scope)

export const isScope = (text: string): text is Scope => SCOPES.some((one) => one === text)

/** One of a person's own tokens, as the account page lists it. Times are epoch milliseconds. */
export interface TokenView {
  readonly id: number
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly madeAt: number
  readonly endsAt: number
  readonly usedAt: number | null
}
