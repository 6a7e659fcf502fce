import { groupOf, type NoticeGroup, type NoticeKind } from './notice.js'
import type { NoticeTarget } from './notice-view.js'
import type { Piece, Sentences } from './sentence.js'
import type { Lang } from './text.js'

/** One thing that a letter tells. */
export interface LetterItem {
  readonly kind: NoticeKind
  readonly at: number
  readonly title: readonly Piece[]
  readonly body: readonly Piece[]
  /** What somebody wrote to the reader. */
  readonly quote: string | null
  readonly target: NoticeTarget
  readonly request: string | null
  readonly service: string
}

/** What one person is told at once, in their language; how it looks is decided where it is drawn. */
export interface Letter {
  readonly lang: Lang
  /** Of whom it is written to. */
  readonly name: string
  readonly institution: string
  /** The title of a collection: used when the items are of several matters. */
  readonly collection: readonly Piece[]
  readonly items: readonly LetterItem[]
  /** Whether an answer to the mail reaches the desk. */
  readonly answerable: boolean
}

/** A letter as it is drawn for mail. */
export interface DrawnLetter {
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Shipped sentences by language and kind of notice, and `digest`. */
export type MessageTexts = Readonly<Record<Lang, Readonly<Record<string, Sentences>>>>

export type TextKind = NoticeKind | 'digest'

/** The request that all items are of; null when they are of several, or of none. */
export function oneRequest(items: readonly LetterItem[]): string | null {
  const [first, ...rest] = items
  return first?.request && rest.every((one) => one.request === first.request) ? first.request : null
}

/** What a letter is about: of several things the one that matters most, then the newest. */
export function foremost(items: readonly LetterItem[]): LetterItem | undefined {
  const rank = (item: LetterItem) => RANKS.indexOf(groupOf(item.kind))
  return items.toSorted((a, b) => rank(a) - rank(b) || b.at - a.at)[0]
}

const RANKS: readonly NoticeGroup[] = [
  'operation',
  'asks',
  'results',
  'my-work',
  'deadlines',
  'messages',
  'standing-in',
  'progress',
  'new-work',
]
