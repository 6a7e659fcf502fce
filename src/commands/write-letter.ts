import { isOver, type NoticeKind } from '../desk/notice.js'
import type { Letter, LetterItem } from '../desk/letter.js'
import { sentencesOf, type ChangedText } from '../desk/message-texts.js'
import { noticeValues, standingOf, targetOf, type StoredNotice } from '../desk/notice-view.js'
import type { Person } from '../desk/person.js'
import type { ReplyTarget } from '../desk/reply-address.js'
import { fill } from '../desk/sentence.js'
import { mayReadNote, mayReadWords } from '../desk/visibility.js'
import { formatNumber } from '../persian/index.js'
import type { Claimed, Contact } from '../store/deliveries.js'
import { asksOf, commentsOf } from '../store/history.js'
import { changedTexts } from '../store/message-texts.js'
import { noticesOfDelivery } from '../store/notice-list.js'
import { requestById } from '../store/requests.js'
import type { Desk } from './desk.js'

/** What an answer to a letter would be about, and whether it is for offices only. */
export type Answerable = Omit<ReplyTarget, 'person'>

/**
 * Writes what a delivery carries, as it is at this moment and as far as its person may see it now: what is over, taken
 * back or out of sight is left out. @returns null when nothing is left to tell
 */
export async function writeLetter(
  desk: Desk,
  person: Person,
  contact: Contact,
  delivery: Pick<Claimed, 'id' | 'bundle'>,
): Promise<{ readonly letter: Letter; readonly answer: Answerable | null } | null> {
  const changed = await changedTexts(desk.db)
  const items: LetterItem[] = []
  let ask: number | null = null
  for (const notice of await noticesOfDelivery(desk.db, person, delivery.id)) {
    // A collection tells only what was not read in the meantime.
    if (delivery.bundle === 'digest' && notice.readAt !== null) continue
    const over = { taskOpen: notice.task?.open ?? null, requestWaits: notice.request?.waits ?? false }
    if (isOver(notice.kind, over)) continue
    const words = QUOTED.has(notice.kind) ? await wordsOf(desk, person, notice) : NO_WORDS
    const item = words && (await itemOf(desk, person, contact, notice, { changed, quote: words.text }))
    if (item) items.push(item)
    if (item && words.ask !== null) ask = words.ask
  }
  if (items.length === 0) return null
  const lang = contact.language
  const keys = new Set(items.map((one) => one.request))
  const [request = null] = keys
  // An answer to a mail that brought a note is one too: its requester shall not read it.
  const internal = items.some((one) => one.kind === 'noted')
  const answer = keys.size === 1 && request !== null && person.reach === 'whole' ? { request, ask, internal } : null
  return {
    answer,
    letter: {
      lang,
      name: contact.name[lang],
      institution: desk.university.name[lang],
      collection: fill(sentencesOf(desk.university.messages, changed, 'digest', lang).title, {
        count: formatNumber(items.length, lang),
        institution: desk.university.name[lang],
      }),
      items,
      answerable: answer !== null && desk.mailbox !== null,
    },
  }
}

async function itemOf(
  desk: Desk,
  person: Person,
  { language }: Contact,
  notice: StoredNotice,
  words: { readonly changed: readonly ChangedText[]; readonly quote: string | null },
): Promise<LetterItem | null> {
  const service = notice.request ? (await desk.catalog.version(notice.request.version)).name : null
  const values = noticeValues(desk.university, person, notice, service, language)
  if (!values) return null
  const { title, body } = sentencesOf(desk.university.messages, words.changed, notice.kind, language)
  return {
    kind: notice.kind,
    at: notice.at,
    title: fill(title, values),
    body: fill(body, values),
    quote: words.quote,
    target: targetOf(notice),
    request: notice.request?.key ?? null,
    service: service?.[language] ?? '',
  }
}

/** Notices that bring what somebody wrote. */
const QUOTED: ReadonlySet<NoticeKind> = new Set(['message', 'requester-wrote', 'noted', 'asked'])

const NO_WORDS = { text: null, ask: null }

/** What was written, when its reader may still read it; null when it is not there for them any more. */
async function wordsOf(
  desk: Desk,
  person: Person,
  notice: StoredNotice,
): Promise<{ readonly text: string | null; readonly ask: number | null } | null> {
  const request = notice.request && (await requestById(desk.db, person, notice.request.id, { lock: false }))
  const view = standingOf(person, notice)
  const { event } = notice
  if (!request || !view || !event) return null
  if (notice.kind === 'asked') {
    const ask = (await asksOf(desk.db, request)).findLast(
      (one) => one.office === event.office && one.askedAt === event.at && !one.withdrawn && one.answeredAt === null,
    )
    return ask && mayReadWords(desk.university, view, ask.office) ? { text: ask.message, ask: ask.id } : null
  }
  const notes = request.reached.filter((office) => mayReadNote(desk.university, view, office))
  const comment = (await commentsOf(desk.db, request, notes)).find((one) => one.id === event.data['comment'])
  if (!comment) return null
  const may = comment.internal
    ? comment.office !== null && mayReadNote(desk.university, view, comment.office)
    : mayReadWords(desk.university, view, comment.office)
  return may ? { text: comment.body, ask: null } : null
}
