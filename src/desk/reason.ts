import { cleanText } from '../persian/index.js'
import type { Problem } from './form/form.js'

/** The longest reason, in characters. */
export const MOST_REASON = 500

/** Reads why somebody repairs a request: the text, or the problem to show at the field `reason`. */
export function readReason(typed: string): { readonly reason: string; readonly problem: Problem | null } {
  const reason = cleanText(typed, { multiline: true })
  // Letters, not only signs that nobody sees.
  if (/[\p{L}\p{N}]/u.test(reason) && reason.length <= MOST_REASON) return { reason, problem: null }
  return {
    reason,
    problem: {
      key: 'reason',
      code: reason.length > MOST_REASON ? 'too-long' : 'required',
      text: { fa: 'دلیل را بنویسید (تا ۵۰۰ نویسه).', en: 'Write the reason (up to 500 characters).' },
    },
  }
}
