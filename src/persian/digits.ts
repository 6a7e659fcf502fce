import type { Language } from './language.js'

const PERSIAN = '۰۱۲۳۴۵۶۷۸۹'

/** Persian, Arabic and full-width digits become ASCII; everything else stays. */
export const foldDigits = (text: string): string =>
  // The three blocks begin at U+06F0, U+0660 and U+FF10: the last four bits are the digit.
  text.replace(/[\u06f0-\u06f9\u0660-\u0669\uff10-\uff19]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))

export const toPersianDigits = (text: string): string => text.replace(/\d/g, (digit) => PERSIAN[Number(digit)] ?? digit)

/** Digits as the language reads them; for numbers inside sentences, and codes that are shown, not copied. */
export const digitsIn = (text: string, lang: Language): string => (lang === 'fa' ? toPersianDigits(text) : text)

/** A whole number with its thousands apart: ۲٬۵۰۰٬۰۰۰ or 2,500,000. */
export const formatNumber = (value: number, lang: Language): string => {
  const grouped = String(Math.trunc(value)).replace(/\B(?=(\d{3})+$)/g, lang === 'fa' ? '٬' : ',')
  return digitsIn(grouped, lang)
}
