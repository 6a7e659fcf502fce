import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { foldDigits, toPersianDigits } from './digits.js'
import type { Language } from './language.js'

export type PhoneFault = 'length' | 'needs-area-code' | 'not-mobile' | 'not-landline' | 'invalid'

export type Phone = { readonly e164: string } | { readonly fault: PhoneFault; readonly digits: number }

/** Reads a mobile number as people type it; without a country it is Iranian. */
export function readMobile(raw: string): Phone {
  const { number, digits } = read(raw)
  if (number?.isValid() && ['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(number.getType() ?? ''))
    return { e164: number.number }
  if (number?.isValid()) return { fault: 'not-mobile', digits }
  return { fault: /^0?9/.test(foldDigits(raw).replace(/\D/g, '')) && digits !== 11 ? 'length' : 'invalid', digits }
}

/** Reads a landline number with its area code. */
export function readLandline(raw: string): Phone {
  const { number, digits } = read(raw)
  if (number?.isValid() && ['FIXED_LINE', 'FIXED_LINE_OR_MOBILE'].includes(number.getType() ?? ''))
    return { e164: number.number }
  if (digits === 8) return { fault: 'needs-area-code', digits }
  return { fault: number?.isValid() ? 'not-landline' : 'invalid', digits }
}

function read(raw: string) {
  const text = foldDigits(raw)
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+')
    .replace(/^98(?=9\d{9}$)/, '+98')
  return { number: parsePhoneNumberFromString(text, 'IR'), digits: foldDigits(raw).replace(/\D/g, '').length }
}

/** ۰۹۹۹ ۰۰۰ ۰۰۴۲, or +93 … for another country; shown in an isolate of its own. */
export function formatPhone(e164: string, lang: Language): string {
  const number = parsePhoneNumberFromString(e164)
  const text = number ? (number.country === 'IR' ? number.formatNational() : number.formatInternational()) : e164
  return lang === 'fa' ? toPersianDigits(text) : text
}
