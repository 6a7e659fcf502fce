import type { RefusalCode } from '../desk/refusal.js'

/** The HTTP status of every refusal: the one table in which the desk's words become HTTP. */
export const STATUS = {
  'not-found': 404,
  // Other people's things and things that don't exist look the same.
  'not-allowed': 403,
  'wrong-credentials': 422,
  'password-expired': 422,
  'password-must-change': 422,
  'account-disabled': 422,
  'account-expired': 422,
  'account-locked': 422,
  'outside-hours': 422,
  'other-workstation': 422,
  'directory-down': 503,
  'provider-refused': 422,
  'four-eyes': 409,
  'not-oneself': 409,
  'last-administrator': 409,
  'by-rule': 409,
  'too-many-attempts': 429,
  'wrong-code': 422,
  'code-ended': 422,
  'already-done': 409,
  stale: 409,
  // Only programs say which version they have seen (If-Match).
  changed: 412,
  'already-open': 409,
  'too-late': 409,
  incomplete: 422,
  'no-expert': 422,
  'bad-file': 422,
  'file-waits': 409,
  'file-infected': 410,
  'number-taken': 422,
  'cannot-send-back': 409,
  'cannot-move': 409,
} as const satisfies Record<RefusalCode, number>
