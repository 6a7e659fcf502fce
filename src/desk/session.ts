/** How somebody came in. `code`: with a code to the mobile, which reaches own requests only. */
export type SignInMethod = 'password' | 'local' | 'openid' | 'code' | 'demo'

const MINUTE = 60_000

/** A session nobody used for so long has ended, in milliseconds. */
export const IDLE_MS = 60 * MINUTE

/** How often the last use is written down at most, in milliseconds: idle ends are right to this. */
export const TOUCH_MS = MINUTE

/** How long a session lasts at most, in milliseconds: a working day and a half; an hour for one with a code. */
export const lastsFor = (method: SignInMethod): number => (method === 'code' ? 60 : 12 * 60) * MINUTE

/** One of a person's own sessions, as the account page lists it. Times are epoch milliseconds. */
export interface SessionView {
  readonly id: number
  readonly here: boolean
  readonly method: SignInMethod
  readonly device: string
  readonly address: string
  readonly openedAt: number
  readonly usedAt: number
}
