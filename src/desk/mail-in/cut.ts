import { foldDigits } from '../../persian/index.js'
import { isMachineLine, withoutSignature } from './signature.js'

/** What somebody wrote, and what was cut off it. Together they are all lines of the mail. */
export interface Cut {
  readonly own: string
  readonly cut: string
}

/**
 * Takes quotes and signatures off a mail. Rather too little than too much: where answers stand between the quotes all of
 * it stays, a forwarded mail stays, and what is cut is kept.
 */
export function cutReply(text: string): Cut {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const kept = withoutSignature(lines, withoutQuote(lines.map(readLine)))
  const side = (own: boolean) =>
    lines
      .filter((_, index) => kept.has(index) === own)
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .replace(/^\s*\n|\s+$/g, '')
  return { own: side(true), cut: side(false) }
}

interface Line {
  /** Without invisible marks and with one form of each letter and digit, for comparing. */
  readonly bare: string
  readonly quoted: boolean
}

const readLine = (line: string): Line => {
  const bare = foldDigits(line)
    .replace(/[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[\u200c\u00a0]/g, ' ')
    .trim()
  return { bare, quoted: bare.startsWith('>') }
}

const isEmpty = (line: Line): boolean => line.bare === ''

/** The indexes of lines that are not quoted. */
function withoutQuote(lines: readonly Line[]): ReadonlySet<number> {
  const all = lines.map((_, index) => index)
  const begins = all.find((index) => FORWARDED.test(line(lines, index).bare) || beginsQuote(lines, index) !== null)
  // A mail that is passed on is what its writer sends, not what they answer.
  if (begins === undefined || FORWARDED.test(line(lines, begins).bare)) return new Set(all)
  const length = beginsQuote(lines, begins) ?? 0
  const below = all.slice(begins + length)
  const marked = below.find((index) => !isEmpty(line(lines, index)))
  // Without marks at the lines nobody knows where the quote ends, so it goes to the end.
  if (marked === undefined || !line(lines, marked).quoted) return new Set(all.slice(0, begins))
  const own = below.filter((index) => !line(lines, index).quoted && !isEmpty(line(lines, index)))
  if (own.length === 0) return new Set(all.slice(0, begins))
  const lastQuoted = below.findLast((index) => line(lines, index).quoted) ?? begins
  const above = all.slice(0, begins).some((index) => !isEmpty(line(lines, index)))
  const isBelow = own.every((index) => index > lastQuoted)
  if (isBelow && (!above || isFooter(own.map((index) => line(lines, index).bare))))
    return new Set(above ? all.slice(0, begins) : all.slice(lastQuoted + 1))
  return new Set(all)
}

const line = (lines: readonly Line[], index: number): Line => lines[index] ?? { bare: '', quoted: false }

/** Lines below a quote that are no answer: a signature that a phone put at the very end. */
const isFooter = (own: readonly string[]): boolean => own[0] === '--' || own.every(isMachineLine)

/** How many lines introduce a quote at this index (0: it begins itself); null when none begins here. */
function beginsQuote(lines: readonly Line[], index: number): number | null {
  const { bare, quoted } = line(lines, index)
  if (quoted) return 0
  if (DIVIDER.test(bare)) return 1
  if (/^_{10,}$/.test(bare)) return isHeaderBlock(lines, index + 1) ? 1 : null
  if (isHeaderBlock(lines, index)) return 1
  return attribution(lines, index)
}

const FORWARDED =
  /^-{2,} ?(forwarded message|پیام بازارسال شده|پیام ارسال مجدد شده) ?-{2,}$|^begin forwarded message:$/i
const DIVIDER = /^-{2,} ?(original message|original appointment|پیام اصلی|نامه اصلی|پیغام اصلی) ?-{2,}$/i
const FROM = /^\*?(from|از|فرستنده) ?:/i
const OTHER_FIELD = /^\*?(sent|date|to|cc|subject|ارسال|ارسال شده|زمان ارسال|تاریخ|به|گیرنده|رونوشت|موضوع) ?:/i

/** Outlook's way: who, when, to whom and what about, one below the other. */
function isHeaderBlock(lines: readonly Line[], from: number): boolean {
  const block = lines.slice(from, from + 10).filter((one) => !isEmpty(one))
  if (!FROM.test(block[0]?.bare ?? '')) return false
  return block.slice(1, 6).filter((one) => OTHER_FIELD.test(one.bare)).length >= 2
}

const MOST_WRAPPED = 4
const OPENS = /^(-{2,} ?)?(on|در) /i

/** «On … wrote:», «در تاریخ … نوشت:», on one line or on up to four. */
function attribution(lines: readonly Line[], index: number): number | null {
  const first = line(lines, index).bare
  if (first === '') return null
  for (let length = 1; length <= MOST_WRAPPED; length += 1) {
    const part = lines.slice(index, index + length)
    if (part.some((one) => isEmpty(one) || one.quoted)) return null
    const said = part.map((one) => one.bare).join(' ')
    if (!/(wrote|نوشت|نوشته است|نوشته) ?:$/i.test(said)) continue
    const next = lines.slice(index + length).find((one) => !isEmpty(one))
    const opens = OPENS.test(said)
    // The line above it is no part of it.
    if (length > 1 && OPENS.test(line(lines, index + 1).bare) && attribution(lines, index + 1) !== null) return null
    // A quote follows; or it names a moment and a person as no sentence of a letter does.
    if (next?.quoted) return opens || length === 1 ? length : null
    return opens && /\d{1,2}[:٫.]\d{2}/.test(said) && /\d{4}|\d{1,2}\/\d{1,2}\/\d{2}/.test(said) ? length : null
  }
  return null
}
