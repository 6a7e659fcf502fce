import { digitsIn, formatNumber } from './digits.js'
import { isoToJalali, MONTHS, numericJalali } from './jalali.js'
import type { Language } from './language.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const TIME_ZONE = 'Asia/Tehran'

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const weekdays = {
  fa: new Intl.DateTimeFormat('fa-IR', { timeZone: TIME_ZONE, weekday: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, weekday: 'long' }),
}
const ENGLISH_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The date in Tehran at an instant (epoch milliseconds), as an ISO date. */
export function isoDateInTehran(at: number): string {
  const { year, month, day } = clock(at)
  return `${year}-${month}-${day}`
}

/** The instant (epoch milliseconds) at which a date (ISO) begins in Tehran; +03:30, an hour more in summers before 2023. */
export function startOfDayInTehran(iso: string): number {
  // oxlint-disable-next-line no-restricted-globals -- reads a date that is given, and asks no clock
  const at = Date.parse(`${iso}T00:00:00Z`) - 3.5 * HOUR
  return clock(at).hour === '01' ? at - HOUR : at
}

export const jalaliYear = (at: number): number => isoToJalali(isoDateInTehran(at)).year

function clock(at: number): Record<'year' | 'month' | 'day' | 'hour' | 'minute', string> {
  // `28/11/2026, 09:30`, a third of the time of its parts.
  const [day = '', month = '', year = '', hour = '', minute = ''] = parts.format(at).match(/\d+/g) ?? []
  return { year, month, day, hour, minute }
}

/** A date without time (ISO) in words: «۱۲ مرداد ۱۳۸۰», `12 Aug 2001`. ICU's own long Persian order is wrong. */
export function formatIsoDate(iso: string, lang: Language, style: 'medium' | 'numeric' = 'medium'): string {
  if (lang === 'en') {
    const [year = '', month = '', day = ''] = iso.split('-')
    return `${Number(day)} ${ENGLISH_MONTHS[Number(month) - 1] ?? month} ${year}`
  }
  const date = isoToJalali(iso)
  return digitsIn(
    style === 'numeric' ? numericJalali(date) : `${date.day} ${MONTHS[date.month - 1] ?? ''} ${date.year}`,
    'fa',
  )
}

export type TimeStyle = 'date' | 'time' | 'both' | 'full' | 'numeric' | 'short'

/** An instant (epoch milliseconds) in Tehran. `full` has the weekday, `short` leaves the year out. */
export function formatTime(at: number, lang: Language, style: TimeStyle): string {
  const { year, month, day: dayOfMonth, hour, minute } = clock(at)
  const iso = `${year}-${month}-${dayOfMonth}`
  const time = digitsIn(`${hour}:${minute}`, lang)
  const date = formatIsoDate(iso, lang)
  if (style === 'date') return date
  if (style === 'numeric') return formatIsoDate(iso, lang, 'numeric')
  if (style === 'time') return time
  if (style === 'full') return `${weekdays[lang].format(at)} ${date}`
  const day = style === 'short' ? date.replace(/ [^ ]+$/, '') : date
  return lang === 'fa' ? `${day}، ساعت ${time}` : `${day}, ${time}`
}

/** How long ago, or how long from now: «۵ دقیقه پیش», «دیروز», «۲ روز دیگر». Days are days of the calendar in Tehran. */
export function relativeTime(at: number, now: number, lang: Language): string {
  const ahead = at > now
  const gap = Math.abs(at - now)
  const n = (value: number) => formatNumber(value, lang)
  const say = (fa: string, en: string) =>
    lang === 'fa' ? `${fa} ${ahead ? 'دیگر' : 'پیش'}` : ahead ? `in ${en}` : `${en} ago`
  if (gap < MINUTE) return lang === 'fa' ? (ahead ? 'همین حالا' : 'چند لحظه پیش') : ahead ? 'now' : 'just now'
  if (gap < HOUR) return say(`${n(Math.floor(gap / MINUTE))} دقیقه`, plural(Math.floor(gap / MINUTE), 'minute'))
  const days = Math.abs(dayNumber(at) - dayNumber(now))
  if (days === 0) return say(`${n(Math.floor(gap / HOUR))} ساعت`, plural(Math.floor(gap / HOUR), 'hour'))
  if (days === 1) return lang === 'fa' ? (ahead ? 'فردا' : 'دیروز') : ahead ? 'tomorrow' : 'yesterday'
  return say(`${n(days)} روز`, plural(days, 'day'))
}

// oxlint-disable-next-line no-restricted-globals -- counts days of a date that is given, and asks no clock
const dayNumber = (at: number): number => Math.round(Date.parse(`${isoDateInTehran(at)}T00:00:00Z`) / DAY)
const plural = (value: number, unit: string): string => `${value} ${unit}${value === 1 ? '' : 's'}`
