/** What became of a mail that came in. */
export const MAIL_STATES = ['held', 'taken', 'passed', 'dropped', 'ignored', 'refused'] as const
export type MailState = (typeof MAIL_STATES)[number]

/**
 * Why a mail waits for an administrator.
 *
 * - `unreadable`: it breaks the limits, or is no mail
 * - `forged`: its address looks like that of a reply and was not made here
 * - `other-sender`: the address is that of a notice, the sender not the person whom the notice was sent to
 * - `disproven`: the own mail server says that it does not come from where it says
 * - `closed-account`: the account of the person is closed
 * - `unknown-sender`: it is about nothing, and nobody has this address
 * - `about-nothing`: it is about nothing, and no service takes such mail
 * - `unproven`: it is about nothing, and nobody can tell whether it comes from where it says
 */
export const HELD_WHY = [
  'unreadable',
  'forged',
  'other-sender',
  'disproven',
  'closed-account',
  'unknown-sender',
  'about-nothing',
  'unproven',
] as const
export type HeldWhy = (typeof HELD_WHY)[number]

/** Why a mail was left alone. `not-kept`: it would have been held, but it is too long or too much is held already. */
const IGNORED_WHY = ['own', 'bounce', 'auto-reply', 'list', 'not-kept'] as const
export type IgnoredWhy = (typeof IGNORED_WHY)[number]

/** Why a mail of a known person was not taken. */
const REFUSED_WHY = ['empty', 'too-large', 'no-file', 'out-of-sight', 'closed', 'form', 'already-open'] as const
export type RefusedWhy = (typeof REFUSED_WHY)[number]

export const MAIL_WHY = [...HELD_WHY, ...IGNORED_WHY, ...REFUSED_WHY] as const
export type MailWhy = (typeof MAIL_WHY)[number]

export interface IncomingMail {
  readonly id: number
  /** Epoch milliseconds. */
  readonly at: number
  readonly sender: string
  readonly subject: string
  readonly state: MailState
  readonly why: MailWhy | null
}
