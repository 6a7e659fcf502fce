/* oxlint-disable no-misleading-character-class -- combining marks are looked for one by one */
import { foldDigits } from './digits.js'

/** Words that are written in more than one right way; the first stands for all. */
const SAME: readonly (readonly string[])[] = [
  ['مسیول', 'مسوول'],
  ['هییت', 'هیات'],
  ['فرایند', 'فرآیند'],
  ['اتاق', 'اطاق'],
  ['اسماعیل', 'اسمعیل'],
  ['عبدالله', 'عبداله'],
]

const LETTERS: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ې: 'ی',
  ے: 'ی',
  ئ: 'ی',
  ك: 'ک',
  ڪ: 'ک',
  ة: 'ه',
  ۀ: 'ه',
  ە: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  آ: 'ا',
  ؤ: 'و',
  ۆ: 'و',
}

export interface SearchForms {
  /** With spaces, so that words are found. */
  readonly words: string
  /** Without any space, so that علی رضا, علی‌رضا and علیرضا meet. */
  readonly loose: string
}

/** Folds a text for search; kept in columns of its own and never shown. */
export function searchForms(text: string): SearchForms {
  const folded = foldDigits(text.normalize('NFKC'))
    .replace(/[\u064b-\u065f\u0670\u0610-\u061a\u06d6-\u06ed\u0640]|ء/g, '')
    .replace(/[\u200c\u200d\u200e\u200f\u00ad\u00ac\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[يىېےئكڪةۀەہھأإٱآؤۆ]/g, (letter) => LETTERS[letter] ?? letter)
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
  const words = SAME.reduce(
    (line, [first = '', ...others]) => others.reduce((one, other) => one.replaceAll(fold(other), first), line),
    folded,
  )
  return { words, loose: words.replace(/\s/g, '') }
}

const fold = (word: string): string => word.replace(/آ/g, 'ا')

/** Whether a query is found in a text, however either was typed. An empty query is found everywhere. */
export function matches(query: string, text: string): boolean {
  const asked = searchForms(query)
  const held = searchForms(text)
  return held.loose.includes(asked.loose) || asked.words.split(' ').every((word) => held.words.includes(word))
}

/** Standard keyboard ISIRI 9147 by key (xkb-data, symbols/ir, variant pes). */
const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,"
const PERSIAN_KEYS = 'ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو'
const TO_PERSIAN = new Map([...LATIN_KEYS].map((latin, index) => [latin, PERSIAN_KEYS[index] ?? latin]))
const TO_LATIN = new Map([...TO_PERSIAN].map(([latin, persian]) => [persian, latin]))

/** What was meant when the keyboard stood on the other layout: `js,di` is تسویه. Null when there is nothing to change. */
export function wrongLayout(text: string): string | null {
  const persian = /[\u0600-\u06ff]/.test(text)
  const table = persian ? TO_LATIN : TO_PERSIAN
  const turned = [...text.toLowerCase()].map((letter) => table.get(letter) ?? letter).join('')
  return turned === text.toLowerCase() ? null : turned
}
