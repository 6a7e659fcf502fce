/** How long a code lives, in milliseconds, and how often it may be typed wrongly. */
export const CODE_MS = 3 * 60_000
export const CODE_TRIES = 5
export const CODE_DIGITS = 6

export type CodePurpose = 'sign-in' | 'mobile'

/** Whether a code that was asked for can still be used. Times are epoch milliseconds. */
export const isAlive = (
  code: { readonly tries: number; readonly endsAt: number; readonly usedAt: number | null },
  now: number,
): boolean => code.usedAt === null && code.tries < CODE_TRIES && now < code.endsAt
