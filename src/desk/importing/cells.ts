import { cleanText, formatPhone, isoToJalali, numericJalali, searchForms } from '../../persian/index.js'
import type { Faculties } from '../form/faculties.js'
import type { Answers, Field } from '../form/form.js'
import type { Places } from '../form/places.js'
import type { RawFields } from '../form/raw.js'
import type { Json } from '../json.js'
import { choicesOf } from './choices.js'

/** What the lists in cells are read against. */
export interface CellContext {
  readonly faculties: Faculties
  readonly places: Places
}

const SAME = 'همان کد ملی'
const YES = 'بله'
/** Between the parts of a place. */
const SLASH = ' / '
const KINDS: Readonly<Record<string, string>> = { faragir: 'فراگیر', yekta: 'یکتا', passport: 'گذرنامه' }

/** Fields that fit a cell: not notes, and not files, which a table can't carry. */
export const fitsCell = ({ kind }: Field): boolean => kind !== 'note' && kind !== 'upload' && kind !== 'person'

/** An answer as one cell, as people would type it; `rawOfCell` reads it back. */
export function cellOf(field: Field, answers: Answers, context: CellContext): string {
  const value = answers[field.key] ?? null
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? YES : ''
  if (typeof value === 'object') return partsOf(value)
  const text = String(value)
  if (field.kind === 'jalali-date') return numericJalali(isoToJalali(text))
  if (field.kind === 'mobile' || field.kind === 'landline') return formatPhone(text, 'en')
  const words = choicesOf(field, context.faculties)
  const label = words.find((one) => one.value === text)?.words[0]
  // A label that two of them share says nothing.
  return label !== undefined && words.filter((one) => one.words[0] === label).length === 1 ? label : text
}

function partsOf(value: Exclude<Json, string | number | boolean | null>): string {
  const parts = value as Readonly<Record<string, Json>>
  const text = (name: string) => (typeof parts[name] === 'string' ? parts[name] : '')
  if ('same' in parts) return SAME
  if ('number' in parts) return text('number')
  if ('kind' in parts) return KINDS[text('kind')] ? `${KINDS[text('kind')]}: ${text('value')}` : text('value')
  return 'other' in parts ? text('other') : `${text('province')}${SLASH}${text('city')}`
}

/** A cell as the form would get it. What it can't be read as stays as it is, for the form to say so. */
export function rawOfCell(field: Field, cell: string, context: CellContext): RawFields {
  const { key } = field
  const text = cleanText(cell, { multiline: field.kind === 'long-text' })
  if (text === '') return {}
  if (field.kind === 'check') return NO.has(folded(text)) ? {} : { [key]: ['yes'] }
  if (field.kind === 'shenasname')
    return [folded(SAME), 'same'].includes(folded(text)) ? { [`${key}.same`]: ['yes'] } : { [key]: [text] }
  if (field.kind === 'national-id') {
    const [, word = '', code = ''] = /^(\p{L}+)\s*:\s*(.+)$/u.exec(text) ?? []
    const kind = Object.entries(KINDS).find(([id, name]) => [id, folded(name)].includes(folded(word)))?.[0]
    return kind ? { [key]: [code], [`${key}.kind`]: [kind] } : { [key]: [text] }
  }
  if (field.kind === 'place') return placeOf(key, text, context.places)
  const choices = choicesOf(field, context.faculties)
  const found = choices.find((one) => one.words.some((word) => folded(word) === folded(text)))
  return { [key]: [found?.value ?? text] }
}

const NO: ReadonlySet<string> = new Set(['خیر', 'نه', 'no', 'false', '0'])

function placeOf(key: string, text: string, places: Places): RawFields {
  const [first = '', second] = text.split('/').map((part) => folded(part))
  const city = second ?? first
  const province = places.find(
    (one) =>
      (second === undefined || folded(one.province) === first) && one.cities.some((name) => folded(name) === city),
  )
  const name = province?.cities.find((one) => folded(one) === city)
  return province && name !== undefined
    ? { [`${key}.province`]: [province.province], [`${key}.city`]: [name] }
    : { [`${key}.other`]: [text] }
}

const folded = (text: string): string => searchForms(text).loose
