/** What an access token may do; each names a thing and whether it is read or changed. */
export const SCOPES = ['requests:read', 'requests:write', 'tasks:read', 'tasks:write'] as const

export type Scope = (typeof SCOPES)[number]

/** How long a token may live, in days, at the choice of whoever makes it. */
export const LIFETIMES = [7, 30, 90, 365] as const

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
