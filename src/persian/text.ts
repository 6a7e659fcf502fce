/** Controls that turn a line around or hide in it (UAX #9 §2). */
const BIDI = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g
// oxlint-disable-next-line no-control-regex -- to find control characters is the purpose
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g
const PRESENTATION = /[\ufb50-\ufdff\ufe70-\ufefc]/g

/**
 * What is changed on text before it is kept: look-alike letters of Arabic keyboards, presentation forms of copied PDF
 * text, stray half-spaces. No spelling, no quotation marks, no digits: correctors damage names and addresses.
 */
export function cleanText(raw: string, options: { readonly multiline?: boolean } = {}): string {
  const folded = raw
    .normalize('NFC')
    .replace(PRESENTATION, (letter) => letter.normalize('NFKC'))
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .replace(/\u200c+/g, '\u200c')
    .replace(/[ \t]*\u200c[ \t]+|[ \t]+\u200c/g, ' ')
  if (options.multiline) {
    return folded
      .replace(CONTROLS, '')
      .replace(/[ \t]+\n/g, '\n')
      .replace(/\n{4,}/g, '\n\n\n')
      .replace(/^[\s\u200c]+|[\s\u200c]+$/g, '')
  }
  return folded
    .replace(BIDI, '')
    .replace(CONTROLS, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s\u200c]+|[\s\u200c]+$/g, '')
}

/** «الف، ب و پ»; `Intl.ListFormat` puts a comma before و. */
export function joinList(items: readonly string[], lang: 'fa' | 'en'): string {
  const last = items.at(-1)
  if (items.length < 2 || last === undefined) return last ?? ''
  return lang === 'fa' ? `${items.slice(0, -1).join('، ')} و ${last}` : `${items.slice(0, -1).join(', ')} and ${last}`
}

const collator = new Intl.Collator('fa')

/** The order of the Persian alphabet; code points put پ چ ژ گ after ه. */
export const compareFa = (a: string, b: string): number => collator.compare(a, b)
