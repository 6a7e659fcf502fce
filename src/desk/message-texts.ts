import { z } from 'zod'
import type { MessageTexts, TextKind } from './letter.js'
import { NOTICE_KINDS } from './notice.js'
import { wrongPlaceholders, type Sentences } from './sentence.js'
import type { Lang } from './text.js'

export const TEXT_KINDS: readonly TextKind[] = [...NOTICE_KINDS, 'digest']

export const MOST_TITLE = 200
export const MOST_BODY = 1_000

const sentence = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => wrongPlaceholders(text).length === 0, 'has braces around a name that is none')

const schema = z.record(z.string(), z.strictObject({ title: sentence(MOST_TITLE).min(1), body: sentence(MOST_BODY) }))

/** Reads the parsed files of `university/messages`; throws one sentence per mistake, for whoever edits them. */
export function readMessageTexts(files: Readonly<Record<Lang, unknown>>): MessageTexts {
  const read = (lang: Lang) => {
    const result = schema.safeParse(files[lang])
    if (!result.success) throw new Error(`university/messages/${lang}.yaml: ${z.prettifyError(result.error)}`)
    const missing = TEXT_KINDS.filter((kind) => result.data[kind] === undefined)
    const strange = Object.keys(result.data).filter((name) => !TEXT_KINDS.some((kind) => kind === name))
    if (missing.length + strange.length > 0)
      throw new Error(`university/messages/${lang}.yaml: ${[...missing, ...strange].join(', ')}: missing or unknown`)
    return result.data
  }
  return { fa: read('fa'), en: read('en') }
}

/** What an administrator wrote over a shipped text. */
export interface ChangedText extends Sentences {
  readonly kind: string
  readonly lang: Lang
}

/** The sentences of a kind as they are now. */
export function sentencesOf(
  shipped: MessageTexts,
  changed: readonly ChangedText[],
  kind: TextKind,
  lang: Lang,
): Sentences {
  const own = changed.find((one) => one.kind === kind && one.lang === lang)
  return own ?? shipped[lang][kind] ?? { title: kind, body: '' }
}
