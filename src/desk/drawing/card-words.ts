import { isMap, parseDocument } from 'yaml'
import { CARD, readCard, type ServiceFiles } from '../service.js'
import type { Lang } from '../text.js'

/** What a program says about a service, in one language. An empty text takes the text away where a card may lack it. */
export interface CardWords {
  readonly name?: string | undefined
  readonly summary?: string | undefined
  /** What happens after it is sent. */
  readonly after?: string | undefined
}

/**
 * Writes these words on the card in these languages; everything else of it stays, comments too. A text that the card
 * lacks is written in both, because half of it says nothing.
 * @returns null when the result is no card
 */
export function sayOnCard(files: ServiceFiles, words: CardWords, langs: readonly Lang[]): ServiceFiles | null {
  return changed(files, (card) => {
    for (const [key, text] of Object.entries(words)) {
      if (text === undefined) continue
      if (text === '' && key === 'after') card.delete(key)
      else if (isMap(card.get(key))) for (const lang of langs) card.setIn([key, lang], text)
      else card.set(key, { fa: text, en: text })
    }
  })
}

/** The same service under another id and with another prefix of its keys, with these words in both languages. */
export function likeService(
  files: ServiceFiles,
  { id, prefix, words }: { readonly id: string; readonly prefix: string; readonly words: CardWords },
): ServiceFiles | null {
  const copy = changed(files, (card) => {
    card.set('id', id)
    card.set('prefix', prefix)
    // People would find the old service by the new name's side, and the new one by the old words.
    card.delete('synonyms')
  })
  return copy && sayOnCard(copy, words, ['fa', 'en'])
}

/** The same service, offered no more. */
export const withdrawnService = (files: ServiceFiles): ServiceFiles | null =>
  changed(files, (card) => card.set('active', false))

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const ENDINGS = [...LETTERS, ...LETTERS.flatMap((one) => LETTERS.map((other) => one + other))]

/** A prefix of keys like this one, of at most five letters, that no other service has. */
export const freePrefix = (like: string, taken: ReadonlySet<string>): string | undefined =>
  ENDINGS.map((end) => like.slice(0, 5 - end.length) + end).find((one) => !taken.has(one))

/** `it-question-2`, or with the first number that is free. */
export function freeId(like: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) if (!taken.has(`${like}-${number}`)) return `${like}-${number}`
}

function changed(files: ServiceFiles, change: (card: ReturnType<typeof parseDocument>) => void): ServiceFiles | null {
  const card = parseDocument(files[CARD] ?? '')
  change(card)
  const next = { ...files, [CARD]: card.toString({ lineWidth: 0 }) }
  return 'about' in readCard(next) ? next : null
}
