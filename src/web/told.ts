import type { Desk } from '../commands/desk.js'
import type { NoticeKind } from '../desk/notice.js'
import { noticeSentences, targetOf, type StoredNotice } from '../desk/notice-view.js'
import type { Person } from '../desk/person.js'
import type { Piece } from '../desk/sentence.js'
import type { Lang } from '../desk/text.js'
import { changedTexts } from '../store/message-texts.js'
import { noticePath } from './notice-path.js'

/** A notice as the bell shows it. */
export interface ToldNotice {
  readonly id: number
  readonly kind: NoticeKind
  readonly at: number
  readonly read: boolean
  readonly sentence: readonly Piece[]
  readonly href: string
  readonly request: { readonly key: string; readonly service: string } | null
}

/** Makes sentences of notices, as far as their person may read them now. */
export async function toldNotices(
  desk: Desk,
  person: Person,
  lang: Lang,
  stored: readonly StoredNotice[],
): Promise<readonly ToldNotice[]> {
  const changed = await changedTexts(desk.db)
  const told: ToldNotice[] = []
  for (const one of stored) {
    const service = one.request ? (await desk.catalog.version(one.request.version)).name : null
    const sentences = noticeSentences(desk.university, changed, person, { notice: one, service, lang })
    if (!sentences) continue
    told.push({
      id: one.id,
      kind: one.kind,
      at: one.at,
      read: one.readAt !== null,
      sentence: sentences.title,
      href: noticePath(targetOf(one)),
      request: one.request && service ? { key: one.request.key, service: service[lang] } : null,
    })
  }
  return told
}
