import type { Desk } from '../commands/desk.js'
import { sentencesOf } from '../desk/message-texts.js'
import type { NoticeKind } from '../desk/notice.js'
import { noticeValues, targetOf, type StoredNotice } from '../desk/notice-view.js'
import type { Person } from '../desk/person.js'
import { fill, type Piece } from '../desk/sentence.js'
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
    const values = noticeValues(desk.university, person, one, service, lang)
    if (!values) continue
    told.push({
      id: one.id,
      kind: one.kind,
      at: one.at,
      read: one.readAt !== null,
      sentence: fill(sentencesOf(desk.university.messages, changed, one.kind, lang).title, values),
      href: noticePath(targetOf(one)),
      request: one.request && service ? { key: one.request.key, service: service[lang] } : null,
    })
  }
  return told
}
