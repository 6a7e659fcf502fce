import type { Problem } from './form/form.js'

/** Why the desk says no. The words are in src/web/text, the HTTP status in src/web/answer.ts. */
export type RefusalCode =
  | 'not-found'
  | 'not-allowed'
  | 'wrong-credentials'
  | 'password-expired'
  | 'password-must-change'
  | 'account-disabled'
  | 'account-expired'
  | 'account-locked'
  | 'outside-hours'
  | 'other-workstation'
  | 'directory-down'
  | 'provider-refused'
  | 'four-eyes'
  | 'not-oneself'
  | 'last-administrator'
  | 'by-rule'
  | 'too-many-attempts'
  | 'wrong-code'
  | 'code-ended'
  | 'already-done'
  | 'already-taken'
  | 'stale'
  | 'changed'
  | 'already-open'
  | 'too-late'
  | 'incomplete'
  | 'no-expert'
  | 'bad-file'
  | 'file-waits'
  | 'file-infected'
  | 'number-taken'
  | 'cannot-send-back'
  | 'cannot-move'
  | 'bad-mail'

export interface Refusal {
  readonly ok: false
  readonly code: RefusalCode
  readonly problems: readonly Problem[]
  /** What the sentence needs, such as the key of the request that is open already. */
  readonly detail: Readonly<Record<string, string>>
}

export type Outcome<T> = ({ readonly ok: true } & T) | Refusal

export const refused = (
  code: RefusalCode,
  detail: Readonly<Record<string, string>> = {},
  problems: readonly Problem[] = [],
): Refusal => ({
  ok: false,
  code,
  problems,
  detail,
})
