import type { Problem } from '../desk/form/form.js'
import type { TextKind } from '../desk/letter.js'
import { MOST_BODY, MOST_TITLE } from '../desk/message-texts.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { wrongPlaceholders } from '../desk/sentence.js'
import type { Lang } from '../desk/text.js'
import { cleanText } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import { removeText, saveText } from '../store/message-texts.js'
import { acting, type Desk } from './desk.js'

export interface MessageTextTyped {
  readonly kind: TextKind
  readonly lang: Lang
  readonly title: string
  readonly body: string
  readonly once: string
}

/** Writes the sentences of a kind of message over the shipped ones; by an administrator. */
export function setMessageText(
  desk: Desk,
  person: Person,
  input: MessageTextTyped,
): Promise<Outcome<{ kind: string }>> {
  return acting(desk, person, `message-text:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const { kind, lang } = input
    const text = { title: cleanText(input.title).slice(0, MOST_TITLE), body: cleanText(input.body).slice(0, MOST_BODY) }
    const problems = messageTextProblems(text)
    if (problems.length > 0) return refused('incomplete', {}, problems)
    const at = desk.now()
    await saveText(tx, { kind, lang, ...text }, person.id, at)
    await recordAudit(tx, at, { kind: 'message-text-set', by: person.id, data: { kind, lang, ...text } })
    return { ok: true, kind }
  })
}

/** Takes back what was written over the shipped sentences. */
export function shipMessageText(
  desk: Desk,
  person: Person,
  input: Pick<MessageTextTyped, 'kind' | 'lang' | 'once'>,
): Promise<Outcome<{ kind: string }>> {
  return acting(desk, person, `message-text-shipped:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const { kind, lang } = input
    const at = desk.now()
    if (await removeText(tx, kind, lang))
      await recordAudit(tx, at, { kind: 'message-text-shipped', by: person.id, data: { kind, lang } })
    return { ok: true, kind }
  })
}

function messageTextProblems(text: { readonly title: string; readonly body: string }): readonly Problem[] {
  const empty = { key: 'title', code: 'required', text: { fa: 'عنوان را بنویسید.', en: 'Write a title.' } }
  return [
    ...(text.title === '' ? [empty] : []),
    ...(['title', 'body'] as const).flatMap((key) =>
      wrongPlaceholders(text[key]).map((name) => ({
        key,
        code: 'unknown',
        text: { fa: `«{${name}}» شناخته نیست.`, en: `“{${name}}” is not known.` },
      })),
    ),
  ]
}
