import { z } from '@hono/zod-openapi'
import type { Lang } from '../../desk/text.js'
import { formatNumber, formatTime, isoDateInTehran, startOfDayInTehran } from '../../persian/index.js'

export const dateShape = z
  .object({ iso8601: z.string(), jira: z.string(), friendly: z.string(), epochMillis: z.int() })
  .openapi('JsmDate')

const HALF_HOUR = 30 * 60_000

/** An instant in Tehran, in the four ways clients read it. `friendly` is for people: the Jalali date where they read Persian. */
export function dateOf(at: number, lang: Lang): z.infer<typeof dateShape> {
  const day = isoDateInTehran(at)
  const start = startOfDayInTehran(day)
  const into = at - start
  // Without summer time since 2023; before that an hour more in summers.
  const offset = Math.round((Date.parse(`${day}T00:00:00Z`) - start) / HALF_HOUR) / 2
  const zone = `+${pad(Math.floor(offset))}${offset % 1 === 0 ? '00' : '30'}`
  const seconds = Math.floor(into / 1000)
  const clock = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((one) => pad(Math.floor(one))).join(':')
  return {
    iso8601: `${day}T${clock}${zone}`,
    jira: `${day}T${clock}.${pad(Math.floor(into % 1000), 3)}${zone}`,
    friendly: formatTime(at, lang, 'both'),
    epochMillis: at,
  }
}

export const durationShape = z.object({ millis: z.int(), friendly: z.string() }).openapi('JsmDuration')

/** Time of an office, in working milliseconds; negative when it is over. */
export function durationOf(millis: number, lang: Lang): z.infer<typeof durationShape> {
  const minutes = Math.round(Math.abs(millis) / 60_000)
  const parts = [formatNumber(Math.floor(minutes / 60), lang), formatNumber(minutes % 60, lang)]
  const words = lang === 'fa' ? `${parts[0]} ساعت و ${parts[1]} دقیقه` : `${parts[0]}h ${parts[1]}m`
  return { millis, friendly: millis < 0 ? `-${words}` : words }
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')
