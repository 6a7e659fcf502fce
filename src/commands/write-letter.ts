import { bringsWords, isOver } from '../desk/notice.js'
import type { Letter, LetterItem } from '../desk/letter.js'
import { sentencesOf, type ChangedText } from '../desk/message-texts.js'
import { noticeSentences, targetOf, type StoredNotice } from '../desk/notice-view.js'
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
  const wordsOf = readings(desk, person)
  for (const notice of await noticesOfDelivery(desk.db, person, delivery.id)) {
    // A collection tells only what was not read in the meantime.
    if (delivery.bundle === 'digest' && notice.readAt !== null) continue
    if (isOver(notice.kind, { task: notice.task, requestWaits: notice.request?.waits ?? false })) continue
    const words = bringsWords(notice.kind) ? await wordsOf(notice) : NO_WORDS
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
  const of = { notice, service, lang: language }
  const sentences = noticeSentences(desk.university, words.changed, person, of)
  if (!sentences) return null
  return {
    kind: notice.kind,
    at: notice.at,
    ...sentences,
    quote: words.quote,
    target: targetOf(notice),
    request: notice.request?.key ?? null,
    service: service?.[language] ?? '',
  }
}

const NO_WORDS = { text: null, ask: null }

type Words = { readonly text: string | null; readonly ask: number | null }

/**
 * Reads what was written, as far as its reader may still read it; null when it is not there for them any more. Words of
 * one request are loaded once, however many notices bring them.
 */
function readings(desk: Desk, person: Person): (notice: StoredNotice) => Promise<Words | null> {
  const known = new Map<number, ReturnType<typeof read>>()
  const read = async (id: number) => {
    const request = await requestById(desk.db, person, id, { lock: false })
    if (!request) return null
    const { standing, reached } = request
    const notes = reached.filter((office) => mayReadNote(desk.university, standing, office))
    const asks = (await asksOf(desk.db, request)).filter((one) => mayReadWords(desk.university, standing, one.office))
    const comments = (await commentsOf(desk.db, request, notes)).filter(
      (one) => one.internal || mayReadWords(desk.university, standing, one.office),
    )
    return { asks, comments }
  }
  return async ({ kind, request, event }) => {
    if (!request || !event) return null
    const reading = known.get(request.id) ?? read(request.id)
    known.set(request.id, reading)
    const words = await reading
    if (kind !== 'asked') {
      const comment = words?.comments.find((one) => one.id === event.data['comment'])
      return comment ? { text: comment.body, ask: null } : null
    }
    const ask = words?.asks.findLast(
      (one) => one.office === event.office && one.askedAt === event.at && !one.withdrawn && one.answeredAt === null,
    )
    return ask ? { text: ask.message, ask: ask.id } : null
  }
}
