import { d2g, g2d, j2d } from 'jalaali-js'
import type { JalaliDate } from './jalali.js'

/** Days since 1970-01-01, a Thursday: dates one can count with. The package counts Julian days. */
const EPOCH = 2_440_588

export const dayOfJalali = ({ year, month, day }: JalaliDate): number => j2d(year, month, day) - EPOCH

/** @param iso a Gregorian date such as `2026-03-21` */
export function dayOfIso(iso: string): number {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number)
  return g2d(year, month, day) - EPOCH
}

export function isoOfDay(day: number): string {
  const { gy, gm, gd } = d2g(day + EPOCH)
  return `${String(gy).padStart(4, '0')}-${String(gm).padStart(2, '0')}-${String(gd).padStart(2, '0')}`
}

/** 0 is Saturday, 6 is Friday. */
export const weekdayOf = (day: number): number => (((day + 5) % 7) + 7) % 7

export const DAY_MS = 86_400_000

/** Tehran is this far ahead of UTC, summer and winter, since 22 September 2022. */
const OFFSET_MS = 12_600_000

/** The day in Tehran at an instant (epoch milliseconds), without asking ICU. True since 1401/07/01. */
export const tehranDay = (at: number): number => Math.floor((at + OFFSET_MS) / DAY_MS)

/** Milliseconds since midnight in Tehran. */
export const tehranTime = (at: number): number => at + OFFSET_MS - tehranDay(at) * DAY_MS

/** The instant of a time of a day in Tehran. */
export const tehranInstant = (day: number, time: number): number => day * DAY_MS + time - OFFSET_MS
