import { foldDigits } from './digits.js'

/** Spaces, dashes and bidi controls that come along when a code is copied. */
const NOISE = /[\s\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069-]/g

/** A typed code as ASCII, without what comes along when it is copied. */
export const foldCode = (raw: string): string => foldDigits(raw.normalize('NFKC')).replace(NOISE, '')

export type NationalCodeFault = 'not-digits' | 'length' | 'repeated' | 'check-digit'

/**
 * Checks a national code: ten digits, not all equal, the last one right (Σ dᵢ·(11−i) mod 11). No list of prefixes:
 * such lists refuse codes that exist.
 */
export function nationalCodeFault(code: string): NationalCodeFault | null {
  if (!/^\d*$/.test(code)) return 'not-digits'
  if (code.length !== 10) return 'length'
  if (/^(\d)\1{9}$/.test(code)) return 'repeated'
  const sum = [...code.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0)
  const rest = sum % 11
  return Number(code[9]) === (rest < 2 ? rest : 11 - rest) ? null : 'check-digit'
}

export const isNationalCode = (raw: string): boolean => nationalCodeFault(foldCode(raw)) === null

/** Ten digits */
export const isPostalCode = (code: string): boolean => /^\d{10}$/.test(code)
