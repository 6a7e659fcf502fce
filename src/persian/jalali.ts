import { jalaaliMonthLength, toGregorian, toJalaali } from 'jalaali-js'
import { foldDigits } from './digits.js'

export interface JalaliDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

export const MONTHS = [
  'فروردین',
  'اردیبهشت',
  'خرداد',
  'تیر',
  'مرداد',
  'شهریور',
  'مهر',
  'آبان',
  'آذر',
  'دی',
  'بهمن',
  'اسفند',
] as const

export const monthLength = (year: number, month: number): number => jalaaliMonthLength(year, month)

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

/** A Jalali date as a Gregorian ISO date, which is what is kept. */
export function jalaliToIso({ year, month, day }: JalaliDate): string {
  const { gy, gm, gd } = toGregorian(year, month, day)
  return `${pad(gy, 4)}-${pad(gm)}-${pad(gd)}`
}

export function isoToJalali(iso: string): JalaliDate {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number)
  const { jy, jm, jd } = toJalaali(year, month, day)
  return { year: jy, month: jm, day: jd }
}

export type DateFault =
  | { readonly fault: 'unreadable' | 'two-digit-year' }
  | { readonly fault: 'month' | 'day'; readonly value: number; readonly limit: number }
  | { readonly fault: 'gregorian'; readonly suggestion: JalaliDate }

/**
 * Reads a Jalali date as people type it: any digits, any separator, month names, year first or last. A year of two
 * digits is refused, a Gregorian date is recognised.
 */
export function readJalali(raw: string): { readonly date: JalaliDate } | DateFault {
  const text = foldDigits(raw.normalize('NFKC'))
    .replace(/[\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/ي/g, 'ی')
    .trim()
  const parts = partsOf(text)
  if (!parts) return { fault: 'unreadable' }
  const { year, month, day } = parts
  if (year < 100) return { fault: 'two-digit-year' }
  if (year > 1800 && year < 2200) return gregorian(year, month, day)
  if (year < 1200 || year > 1500) return { fault: 'unreadable' }
  if (month < 1 || month > 12) return { fault: 'month', value: month, limit: 12 }
  const limit = monthLength(year, month)
  if (day < 1 || day > limit) return { fault: 'day', value: day, limit }
  return { date: { year, month, day } }
}

function partsOf(text: string): JalaliDate | null {
  const named = /^(\d{1,2})\s+(\p{L}+)\s+(\d{2,4})$/u.exec(text)
  if (named) {
    const month = MONTHS.findIndex((name) => name === named[2]) + 1
    return month === 0 ? null : { year: Number(named[3]), month, day: Number(named[1]) }
  }
  const numbers = /^(\d{1,4})[/\-.\s]+(\d{1,2})[/\-.\s]+(\d{1,4})$/.exec(text)
  if (!numbers)
    return /^\d{8}$/.test(text)
      ? { year: Number(text.slice(0, 4)), month: Number(text.slice(4, 6)), day: Number(text.slice(6)) }
      : null
  const [first, month, last] = [numbers[1] ?? '', Number(numbers[2]), numbers[3] ?? '']
  return last.length === 4
    ? { year: Number(last), month, day: Number(first) }
    : { year: Number(first), month, day: Number(last) }
}

function gregorian(year: number, month: number, day: number): DateFault {
  const real = month >= 1 && month <= 12 && day >= 1 && day <= 31
  if (!real) return { fault: 'unreadable' }
  return { fault: 'gregorian', suggestion: isoToJalali(`${pad(year, 4)}-${pad(month)}-${pad(day)}`) }
}

/** «۱۳۸۰/۰۵/۱۲» in ASCII digits, year first. */
export const numericJalali = ({ year, month, day }: JalaliDate): string => `${pad(year, 4)}/${pad(month)}/${pad(day)}`
