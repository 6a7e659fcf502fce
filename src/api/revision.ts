import type { Context } from 'hono'
import { apiWords, problem } from './problem.js'

export const etagOf = (revision: number): string => `"${revision}"`

/**
 * The revision that the caller has seen (If-Match; RFC 9110, 13.1.1), undefined for `*`, or the problem: 428 when it says
 * none. A proxy that compresses marks the tag as weak; it names the same revision.
 */
export function seenRevision(
  c: Context,
): { readonly revision: number | undefined } | { readonly problem: ReturnType<typeof problem> } {
  const header = c.req.header('if-match')?.trim()
  if (header === undefined) return { problem: problem(c, 428, 'revision-needed', apiWords(c).revisionNeeded) }
  if (header === '*') return { revision: undefined }
  const [, digits] = /^(?:W\/)?"(\d{1,15})"$/.exec(header) ?? []
  return digits === undefined
    ? { problem: problem(c, 400, 'bad-value', apiWords(c).revisionWrong) }
    : { revision: Number(digits) }
}
