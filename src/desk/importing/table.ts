import { searchForms } from '../../persian/index.js'
import type { Text } from '../text.js'

/** A column of a file of rows: by which names people may head it; the first two are written out. */
export interface Column {
  readonly key: string
  readonly name: Text
  readonly aliases?: readonly string[]
  readonly required?: true
  /** It tells and is not read back. */
  readonly told?: true
}

/** What is wrong with a row, for whoever opens the file: its line, its column, a sentence. */
export interface RowFault {
  readonly line: number
  readonly column: Text | null
  readonly text: Text
}

export interface Row {
  readonly line: number
  /** Empty for a column that the file has not. */
  readonly get: (key: string) => string
}

const NO_COLUMN = (name: string): Text => ({
  fa: `ستون «${name}» شناخته نیست. نام ستون‌ها را از فایل نمونه بردارید.`,
  en: `The column “${name}” is not known. Take the names of columns from the template.`,
})
const TWICE = (name: string): Text => ({
  fa: `ستون «${name}» دو بار آمده است.`,
  en: `The column “${name}” is there twice.`,
})
const MISSING = (name: Text): Text => ({
  fa: `ستون «${name.fa}» نیست.`,
  en: `The column “${name.en}” is missing.`,
})
const TOO_WIDE: Text = {
  fa: 'این سطر خانه‌هایی بیش از ستون‌ها دارد؛ شاید جداکننده‌ای درون متن باشد.',
  en: 'This row has more cells than there are columns; perhaps a separator is inside a text.',
}

/** Holds the first row against the known columns, and gives the others by key. */
export function readTable(
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
  columns: readonly Column[],
): { readonly rows: readonly Row[]; readonly faults: readonly RowFault[] } {
  const [head, ...body] = rows
  if (!head) return { rows: [], faults: [] }
  const faults: RowFault[] = []
  const places = new Map<string, number>()
  head.cells.forEach((cell, index) => {
    if (cell.trim() === '') return
    const column = columns.find((one) => namesOf(one).some((name) => folded(name) === folded(cell)))
    const wrong = !column ? NO_COLUMN(cell.trim()) : places.has(column.key) ? TWICE(cell.trim()) : null
    if (wrong) faults.push({ line: head.line, column: null, text: wrong })
    else if (column) places.set(column.key, index)
  })
  for (const column of columns)
    if (column.required && !places.has(column.key))
      faults.push({ line: head.line, column: null, text: MISSING(column.name) })
  for (const { line, cells } of body)
    if (cells.slice(head.cells.length).some((cell) => cell.trim() !== ''))
      faults.push({ line, column: null, text: TOO_WIDE })
  return {
    rows: body.map(({ line, cells }) => ({ line, get: (key) => cells[places.get(key) ?? -1] ?? '' })),
    faults,
  }
}

const namesOf = ({ key, name, aliases = [] }: Column): readonly string[] => [name.fa, name.en, key, ...aliases]

const folded = (text: string): string => searchForms(text.replaceAll('_', ' ').replace(/\*/g, '')).loose

const UNREADABLE: Readonly<Record<'encoding' | 'quotes' | 'too-many' | 'empty', Text>> = {
  encoding: {
    fa: 'این فایل UTF-8 نیست. در صفحه‌گسترده «CSV UTF-8» را برگزینید.',
    en: 'This file is not UTF-8. Choose «CSV UTF-8» in the spreadsheet.',
  },
  quotes: {
    fa: 'از این سطر به بعد علامت نقل‌قول بسته نشده است یا این فایل CSV نیست.',
    en: 'From this line on a quotation mark is not closed, or this is no CSV file.',
  },
  'too-many': {
    fa: 'این فایل بیش از ۱۰۰٬۰۰۰ سطر دارد؛ آن را بخش کنید.',
    en: 'This file has more than 100,000 rows; divide it.',
  },
  empty: { fa: 'این فایل سطری ندارد.', en: 'This file has no rows.' },
}

/** Why a file could not be read at all, as a fault like those of its rows. */
export const csvFaults = (file: {
  readonly fault: keyof typeof UNREADABLE
  readonly line: number
}): readonly RowFault[] => [{ line: file.line, column: null, text: UNREADABLE[file.fault] }]
