/** A piece of a sentence: words, or a value that must not turn them around. */
export type Piece = string | { readonly value: string; readonly code: boolean }

/** What may stand in braces in a sentence of university/messages. `code` is written from left to right. */
export const PLACEHOLDERS = {
  request: { code: true },
  service: { code: false },
  office: { code: false },
  step: { code: false },
  who: { code: false },
  date: { code: false },
  document: { code: false },
  count: { code: false },
  webhook: { code: false },
  institution: { code: false },
} as const

export type Placeholder = keyof typeof PLACEHOLDERS
export type Values = Readonly<Partial<Record<Placeholder, string>>>

/** The title is the bell's line, the subject of a mail, the text message; the body says more in a mail. */
export interface Sentences {
  readonly title: string
  readonly body: string
}

const BRACES = /\{([^{}]*)\}/g

/** Names in braces that no sentence knows, and braces that are not closed. */
export function wrongPlaceholders(text: string): readonly string[] {
  const unknown = [...text.matchAll(BRACES)].map((match) => match[1] ?? '').filter((name) => !isPlaceholder(name))
  return /[{}]/.test(text.replace(BRACES, '')) ? [...unknown, '{'] : unknown
}

/** Fills a sentence. A value that is not known is left out with its quotation marks. */
export function fill(text: string, values: Values): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  const tidy = text.replace(/\s*[«“]\{(\w+)\}[»”]/g, (all, name: string) =>
    isPlaceholder(name) && !values[name] ? '' : all,
  )
  for (const match of tidy.matchAll(BRACES)) {
    const name = match[1] ?? ''
    pieces.push(tidy.slice(from, match.index))
    from = match.index + match[0].length
    const value = isPlaceholder(name) ? values[name] : undefined
    if (isPlaceholder(name) && value) pieces.push({ value, code: PLACEHOLDERS[name].code })
  }
  pieces.push(tidy.slice(from))
  return pieces.filter((one) => one !== '')
}

/** As plain text; values are isolated (UAX #9: left-to-right for codes, first-strong for names). */
export const plain = (pieces: readonly Piece[]): string =>
  pieces.map((one) => (typeof one === 'string' ? one : `${one.code ? '\u2066' : '\u2068'}${one.value}\u2069`)).join('')

const isPlaceholder = (name: string): name is Placeholder => Object.hasOwn(PLACEHOLDERS, name)
