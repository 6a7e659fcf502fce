import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { cleanText } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import { insertReading, requestIdByKey } from '../store/readings.js'
import { acting, type Desk } from './desk.js'

/** How long one reason lasts, in milliseconds. */
export const READING_MS = 3_600_000

const MAX_REASON = 500

export interface OpeningReading {
  readonly key: string
  readonly reason: string
  readonly once: string
}

/**
 * Lets an administrator read one request for an hour. The reason is kept and the audit log tells it, in the same
 * transaction: there is no reading without a line.
 */
export function openReading(desk: Desk, person: Person, input: OpeningReading): Promise<Outcome<{ key: string }>> {
  return acting(desk, person, `reading:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-found')
    const reason = cleanText(input.reason, { multiline: true })
    // Letters, not only signs that nobody sees.
    const empty = !/[\p{L}\p{N}]/u.test(reason)
    if (empty || reason.length > MAX_REASON)
      return refused('incomplete', {}, [
        {
          key: 'reason',
          code: empty ? 'required' : 'too-long',
          text: {
            fa: 'بنویسید چرا این درخواست را می‌خوانید (تا ۵۰۰ نویسه).',
            en: 'Write why you read this request (up to 500 characters).',
          },
        },
      ])
    const key = cleanText(input.key).toUpperCase()
    const request = await requestIdByKey(tx, key)
    if (request === null) return refused('not-found')

    const at = desk.now()
    const until = at + READING_MS
    await insertReading(tx, { person: person.id, request, reason, from: at, until })
    await recordAudit(tx, at, { kind: 'reading-opened', by: person.id, request, data: { key, reason, until } })
    return { ok: true, key }
  })
}
