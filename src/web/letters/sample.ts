import type { Desk } from '../../commands/desk.js'
import type { Letter, LetterItem, TextKind } from '../../desk/letter.js'
import { sentencesOf } from '../../desk/message-texts.js'
import { bringsWords, groupOf, isAboutTask, type NoticeKind } from '../../desk/notice.js'
import { targetOf } from '../../desk/notice-view.js'
import { fill, type Sentences, type Values } from '../../desk/sentence.js'
import type { Lang } from '../../desk/text.js'
import { formatNumber, formatTime } from '../../persian/index.js'

const SAMPLE = {
  fa: {
    name: 'سارا نمونه',
    step: 'بررسی کارشناس',
    who: 'مریم نمونه',
    document: 'فرم تسویه حساب',
    webhook: 'آمار دانشگاه',
    quote: 'لطفاً رسید را بفرستید.\nسپاس',
  },
  en: {
    name: 'Sara Sample',
    step: 'Review',
    who: 'Maryam Sample',
    document: 'Clearance form',
    webhook: 'Statistics',
    quote: 'Please send the receipt.\nThank you',
  },
} as const

const KEY = 'CLR-1405-000123'
const NO_MATTER = { id: 1, readAt: null, event: null }
const REQUEST = { id: 1, key: KEY, requester: 1, participants: [], version: 1, waits: false, reached: [] }
const TASK = { id: 1, name: { fa: '', en: '' }, office: '', open: true, free: false, own: true }

/** What is told of the desk itself, of standing in, or of a mail that became nothing has no request. */
const isOfRequest = (kind: NoticeKind): boolean =>
  kind !== 'mail-unsent' && !['operation', 'standing-in'].includes(groupOf(kind))

/** A letter with invented matters, to look at sentences before they go to anybody. */
export function sampleLetter(
  desk: Pick<Desk, 'university' | 'catalog'>,
  kind: TextKind,
  lang: Lang,
  text: Sentences,
  now: number,
): Letter {
  const { university } = desk
  const sample = SAMPLE[lang]
  const offered = desk.catalog.offered()[0]?.service
  const service = offered?.name[lang] ?? ''
  const values: Values = {
    request: KEY,
    service,
    office: university.offices[0]?.name[lang] ?? '',
    step: sample.step,
    who: sample.who,
    date: formatTime(now, lang, 'date'),
    document: sample.document,
    webhook: sample.webhook,
    count: formatNumber(3, lang),
    institution: university.name[lang],
  }
  const item = (one: TextKind, { title, body }: Sentences): LetterItem => {
    const kind = one === 'digest' ? 'step-done' : one
    return {
      kind,
      at: now,
      title: fill(title, values),
      body: fill(body, values),
      quote: one !== 'digest' && bringsWords(one) ? sample.quote : null,
      target: targetOf({
        ...NO_MATTER,
        kind,
        at: now,
        request: isOfRequest(kind) ? REQUEST : null,
        task: isAboutTask(kind) ? TASK : null,
        data: { id: offered?.id ?? '' },
      }),
      request: isOfRequest(kind) ? KEY : null,
      service,
    }
  }
  const shipped = (one: TextKind) => item(one, sentencesOf(university.messages, [], one, lang))
  return {
    lang,
    name: sample.name,
    institution: university.name[lang],
    collection: fill(text.title, values),
    items:
      kind === 'digest'
        ? [shipped('step-done'), { ...shipped('message'), request: 'CLR-1405-000124' }]
        : [item(kind, text)],
    answerable: kind !== 'digest' && isOfRequest(kind),
  }
}
