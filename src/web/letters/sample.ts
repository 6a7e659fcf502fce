import type { Desk } from '../../commands/desk.js'
import type { Letter, LetterItem, TextKind } from '../../desk/letter.js'
import { sentencesOf } from '../../desk/message-texts.js'
import { bringsWords, isAboutTask } from '../../desk/notice.js'
import { fill, type Sentences, type Values } from '../../desk/sentence.js'
import type { Lang } from '../../desk/text.js'
import { formatNumber, formatTime } from '../../persian/index.js'

const SAMPLE = {
  fa: {
    name: 'سارا نمونه',
    step: 'بررسی کارشناس',
    who: 'مریم نمونه',
    document: 'فرم تسویه حساب',
    quote: 'لطفاً رسید را بفرستید.\nسپاس',
  },
  en: {
    name: 'Sara Sample',
    step: 'Review',
    who: 'Maryam Sample',
    document: 'Clearance form',
    quote: 'Please send the receipt.\nThank you',
  },
} as const

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
  const service = desk.catalog.offered()[0]?.service.name[lang] ?? ''
  const values: Values = {
    request: 'CLR-1405-000123',
    service,
    office: university.offices[0]?.name[lang] ?? '',
    step: sample.step,
    who: sample.who,
    date: formatTime(now, lang, 'date'),
    document: sample.document,
    count: formatNumber(3, lang),
    institution: university.name[lang],
  }
  const item = (one: TextKind, { title, body }: Sentences): LetterItem => ({
    kind: one === 'digest' ? 'step-done' : one,
    at: now,
    title: fill(title, values),
    body: fill(body, values),
    quote: one !== 'digest' && bringsWords(one) ? sample.quote : null,
    target: one !== 'digest' && isAboutTask(one) ? { to: 'task', task: 1 } : { to: 'request', key: 'CLR-1405-000123' },
    request: 'CLR-1405-000123',
    service,
  })
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
    answerable: true,
  }
}
