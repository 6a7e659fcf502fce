import type { Refusal } from '../desk/refusal.js'
import { formatTime } from '../persian/index.js'
import type { DeskContext } from './visit.js'

/** What a throttled try is told: when the next may be made. Says the same to programs in Retry-After (seconds). */
export function tryAgain(c: DeskContext, { detail }: Refusal, words: 'tryAgain' | 'codeAgain'): string {
  const { t, now, lang } = c.var.visit
  const until = Number(detail['until'] ?? now)
  const seconds = Math.max(1, Math.ceil((until - now) / 1000))
  c.header('retry-after', String(seconds))
  const span =
    seconds < 60
      ? t.signIn.seconds(seconds)
      : seconds < 7200
        ? t.signIn.minutes(Math.ceil(seconds / 60))
        : t.signIn.hours(Math.ceil(seconds / 3600))
  return t.signIn[words](span, formatTime(until, lang, 'time'))
}
