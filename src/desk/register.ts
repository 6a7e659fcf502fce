import { jalaliYear } from '../persian/index.js'
import { officeKind } from './person.js'
import type { Register } from './university.js'

/** The counter a register draws from: one per office and Jalali year (docs/decisions, the register). */
export const registerYear = (at: number): number => jalaliYear(at)

/**
 * The number as it is written: tokens `{yyyy}`, `{yy}`, `{office}` and `{serial}` or `{serial:5}` (padded with zeros).
 * Slashes, never hyphens: a hyphen between digits reverses in a Persian line.
 */
export function registerNumber(register: Register, office: string, year: number, serial: number): string {
  const code = register.codes[office.split(':', 2)[1] ?? ''] ?? register.codes[officeKind(office)] ?? ''
  return register.template
    .replace('{yyyy}', String(year))
    .replace('{yy}', String(year).slice(-2))
    .replace('{office}', code)
    .replace(/\{serial(?::(\d+))?\}/, (_, width?: string) => String(serial).padStart(Number(width ?? 0), '0'))
}
