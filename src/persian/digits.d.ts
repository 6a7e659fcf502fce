import type { Language } from './language.js'
/** Persian, Arabic and full-width digits become ASCII; everything else stays. */
export declare const foldDigits: (text: string) => string
export declare const toPersianDigits: (text: string) => string
/** Digits as the language reads them; for numbers inside sentences, and codes that are shown, not copied. */
export declare const digitsIn: (text: string, lang: Language) => string
/** A whole number with its thousands apart: ۲٬۵۰۰٬۰۰۰ or 2,500,000. */
export declare const formatNumber: (value: number, lang: Language) => string
