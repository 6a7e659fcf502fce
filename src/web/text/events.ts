import type { Text } from '../../desk/text.js'
import type { EventView } from '../../desk/views.js'
import { digitsIn } from '../../persian/index.js'

/** Who did it and what they did it with, already as words of the language. */
interface Told {
  readonly who: string
  readonly office: string
  readonly data: (name: string) => string
}

type Sentence = { readonly fa: (told: Told) => string; readonly en: (told: Told) => string }

const at = (office: string, lang: 'fa' | 'en') =>
  office === '' ? '' : lang === 'fa' ? ` در ${office}` : ` at ${office}`
/** What somebody wrote, where the reader may read it. */
const quoted = (text: string) => (text === '' ? '.' : `: ${text}`)

/** Why a step was ended before its time; `cause` is the name of the event in the drawing. */
function endedFa(why: string, cause: string): string {
  const named = cause === '' ? '' : ` («${cause}»)`
  if (why === 'timer') return `مهلت آن گذشت${named}`
  if (why === 'message') return `پیامی رسید${named}`
  if (why === 'signal') return `خبری سراسری رسید${named}`
  if (why === 'condition') return `شرطی برقرار شد${named}`
  if (why === 'error') return `خطایی رخ داد${named}`
  if (why === 'escalation') return `کار بالاتر فرستاده شد${named}`
  if (why === 'terminate') return `فرایند به پایان رسید${named}`
  return 'به اندازهٔ کافی انجام شده بود'
}

function endedEn(why: string, cause: string): string {
  const named = cause === '' ? '' : ` (“${cause}”)`
  if (why === 'timer') return `its time was up${named}`
  if (why === 'message') return `a message came${named}`
  if (why === 'signal') return `a signal came${named}`
  if (why === 'condition') return `a condition came true${named}`
  if (why === 'error') return `an error occurred${named}`
  if (why === 'escalation') return `it was escalated${named}`
  if (why === 'terminate') return `the process came to its end${named}`
  return 'enough had been done'
}

/** The one place where an event becomes a sentence. `src/desk` and `src/commands` name the kinds. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  opened: { fa: () => 'درخواست ثبت شد.', en: () => 'The request was created.' },
  'reported-wrong': {
    fa: ({ data }) => `درخواست‌کننده نوشت که مشخصات سامانه اشتباه است${quoted(data('note'))}`,
    en: ({ data }) => `The requester reported wrong data of the directory${quoted(data('note'))}`,
  },
  taken: {
    fa: ({ who, office }) => `${who} کار را${at(office, 'fa')} برداشت.`,
    en: ({ who, office }) => `${who} took the task${at(office, 'en')}.`,
  },
  assigned: {
    fa: ({ who, office, data }) => `${who} کار را${at(office, 'fa')} به ${data('assignee') || 'کارشناس'} سپرد.`,
    en: ({ who, office, data }) => `${who} assigned the task${at(office, 'en')} to ${data('assignee') || 'an expert'}.`,
  },
  released: {
    fa: ({ who, office }) => `${who} کار را به ${office} پس داد.`,
    en: ({ who, office }) => `${who} gave the task back to ${office}.`,
  },
  'assignee-left': {
    fa: ({ office }) => `متصدی این کار دیگر در این واحد نیست؛ کار به ${office} برگشت.`,
    en: ({ office }) => `Its assignee no longer works there; the task went back to ${office}.`,
  },
  completed: {
    fa: ({ who, data }) => `${who} «${data('name')}» را به پایان رساند: ${data('outcome')}.`,
    en: ({ who, data }) => `${who} completed “${data('name')}”: ${data('outcome')}.`,
  },
  'auto-completed': {
    fa: ({ data }) =>
      data('reason') === 'kept'
        ? `«${data('name')}» دوباره لازم نبود؛ نتیجهٔ پیشین پابرجاست.`
        : `«${data('name')}» لازم نبود؛ کار در این واحد خودکار پخش می‌شود.`,
    en: ({ data }) =>
      data('reason') === 'kept'
        ? `“${data('name')}” was not needed again; its outcome still stands.`
        : `“${data('name')}” was not needed; this office hands work out by itself.`,
  },
  asked: {
    fa: ({ office }) => `${office} از درخواست‌کننده پاسخ خواست.`,
    en: ({ office }) => `${office} asked the requester.`,
  },
  answered: {
    fa: ({ office }) => `درخواست‌کننده پاسخ داد؛ کار در ${office} ادامه یافت.`,
    en: ({ office }) => `The requester answered; the task went on at ${office}.`,
  },
  commented: {
    fa: ({ who, office, data }) =>
      office !== ''
        ? `${who}${at(office, 'fa')} پیام نوشت.`
        : data('as') === 'participant'
          ? `${who || 'همراه درخواست'} پیام نوشت.`
          : 'درخواست‌کننده پیام نوشت.',
    en: ({ who, office, data }) =>
      office !== ''
        ? `${who}${at(office, 'en')} wrote a message.`
        : data('as') === 'participant'
          ? `${who || 'A participant'} wrote a message.`
          : 'The requester wrote a message.',
  },
  'comment-taken-back': {
    fa: ({ who, office }) =>
      office === '' ? 'درخواست‌کننده پیامش را پس گرفت.' : `${who}${at(office, 'fa')} نوشته‌اش را پس گرفت.`,
    en: ({ who, office }) =>
      office === '' ? 'The requester took back a message.' : `${who}${at(office, 'en')} took back what they wrote.`,
  },
  noted: {
    fa: ({ who, office }) => `${who}${at(office, 'fa')} یادداشت داخلی نوشت.`,
    en: ({ who, office }) => `${who}${at(office, 'en')} wrote an internal note.`,
  },
  'sent-back': {
    fa: ({ who, office, data }) =>
      `${who}${at(office, 'fa')} درخواست را به «${data('to')}» بازگرداند${quoted(data('reason'))}`,
    en: ({ who, office, data }) =>
      `${who}${at(office, 'en')} sent the request back to “${data('to')}”${quoted(data('reason'))}`,
  },
  numbered: {
    fa: ({ office, data }) => `${office} شمارهٔ \u2066${data('number')}\u2069 را ثبت کرد.`,
    en: ({ office, data }) => `${office} registered the number ${data('number')}.`,
  },
  issued: { fa: ({ data }) => `${data('title')} صادر شد.`, en: ({ data }) => `${data('title')} was issued.` },
  'file-removed': {
    fa: () => 'در یکی از فایل‌های این درخواست ویروس پیدا شد و آن فایل پاک شد.',
    en: () => 'A virus was found in a file of this request, and the file was removed.',
  },
  withdrawn: { fa: () => 'درخواست‌کننده درخواست را پس گرفت.', en: () => 'The requester withdrew the request.' },
  refused: {
    fa: ({ data }) => `درخواست رد شد${quoted(data('reason'))}`,
    en: ({ data }) => `The request was refused${quoted(data('reason'))}`,
  },
  finished: { fa: () => 'کار درخواست پایان یافت.', en: () => 'The request was finished.' },
  migrated: {
    fa: ({ who, data }) => `${who} درخواست را به نسخهٔ تازهٔ فرایند برد${quoted(data('reason'))}`,
    en: ({ who, data }) => `${who} moved the request to a newer version of the process${quoted(data('reason'))}`,
  },
  retried: {
    fa: ({ who }) => `${who || 'مدیر سامانه'} گفت دوباره تلاش شود.`,
    en: ({ who }) => `${who || 'An administrator'} had it tried again.`,
  },
  repaired: {
    fa: ({ who }) => `${who || 'مدیر سامانه'} متغیرهای فرایند را درست کرد.`,
    en: ({ who }) => `${who || 'An administrator'} corrected variables of the process.`,
  },
  moved: {
    fa: ({ data }) =>
      `مدیر سامانه درخواست را از «${data('from')}» به «${data('to')}» برد؛ از آن‌جا ادامه می‌یابد و لازم نیست کاری بکنید.`,
    en: ({ data }) =>
      `An administrator took the request from “${data('from')}” to “${data('to')}”; it goes on from there and nothing is asked of you.`,
  },
  cancelled: {
    fa: ({ data }) => `مدیر سامانه این درخواست را بست${quoted(data('reason'))}`,
    en: ({ data }) => `An administrator closed this request${quoted(data('reason'))}`,
  },
  'task-due-soon': {
    fa: ({ data }) => `مهلت «${data('name')}» نزدیک است؛ به کارشناس یادآوری شد.`,
    en: ({ data }) => `“${data('name')}” is due soon; the expert was reminded.`,
  },
  'task-overdue': {
    fa: ({ data }) => `مهلت «${data('name')}» گذشت؛ به کارشناس یادآوری شد.`,
    en: ({ data }) => `“${data('name')}” is overdue; the expert was reminded.`,
  },
  'task-overdue-head': {
    fa: ({ office, data }) => `مهلت «${data('name')}» گذشته است؛ به مسئول ${office} خبر داده شد.`,
    en: ({ office, data }) => `“${data('name')}” is overdue; the head of ${office} was told.`,
  },
  'task-overdue-above': {
    fa: ({ data }) => `از مهلت «${data('name')}» بسیار گذشته است؛ به ${data('above')} خبر داده شد.`,
    en: ({ data }) => `“${data('name')}” is long overdue; ${data('above')} was told.`,
  },
  'ask-reminded': {
    fa: ({ office }) => `به درخواست‌کننده یادآوری شد که ${office} منتظر پاسخ اوست.`,
    en: ({ office }) => `The requester was reminded that ${office} waits for an answer.`,
  },
  'ask-warned': {
    fa: ({ office, data }) =>
      data('date') === ''
        ? `${office} هنوز منتظر پاسخ است؛ بدون پاسخ، درخواست پس گرفته می‌شود.`
        : `${office} هنوز منتظر پاسخ است؛ اگر تا ${data('date')} نرسد، درخواست پس گرفته می‌شود.`,
    en: ({ office, data }) =>
      data('date') === ''
        ? `${office} still waits for an answer; without one the request is withdrawn.`
        : `${office} still waits for an answer; without one by ${data('date')} the request is withdrawn.`,
  },
  'ask-expired': {
    fa: ({ office }) => `پاسخی به ${office} نرسید؛ درخواست خودکار پس گرفته شد.`,
    en: ({ office }) => `No answer came to ${office}; the request was withdrawn by itself.`,
  },
  'opened-by-time': {
    fa: () => 'درخواست در زمان مقرر خودبه‌خود ثبت شد.',
    en: () => 'The request was created by itself, at its time.',
  },
  'opened-by-message': {
    fa: () => 'درخواست با رسیدن یک پیام خودبه‌خود ثبت شد.',
    en: () => 'The request was created by itself, because a message came.',
  },
  'opened-by-signal': {
    fa: () => 'درخواست با یک خبر سراسری خودبه‌خود ثبت شد.',
    en: () => 'The request was created by itself, because a signal came.',
  },
  'opened-by-call': {
    fa: ({ data }) => `درخواست \u2066${data('key')}\u2069 این درخواست را برای ادامهٔ کارش ثبت کرد.`,
    en: ({ data }) => `The request ${data('key')} created this one, to go on with its outcome.`,
  },
  called: {
    fa: ({ data }) => `درخواست \u2066${data('key')}\u2069 («${data('service')}») ثبت شد؛ کار با پایان آن ادامه می‌یابد.`,
    en: ({ data }) => `The request ${data('key')} (${data('service')}) was created; this one goes on when it ends.`,
  },
  'called-ended': {
    fa: ({ data }) =>
      data('result') === 'refused'
        ? `درخواست \u2066${data('key')}\u2069 رد شد و کار از این‌جا ادامه یافت.`
        : `درخواست \u2066${data('key')}\u2069 پایان یافت و کار از این‌جا ادامه یافت.`,
    en: ({ data }) =>
      data('result') === 'refused'
        ? `The request ${data('key')} was refused, and this one went on.`
        : `The request ${data('key')} was finished, and this one went on.`,
  },
  'no-longer-called': {
    fa: () => 'درخواستی که این درخواست را ثبت کرده بود دیگر به آن نیاز ندارد؛ این درخواست بسته شد.',
    en: () => 'The request that had created this one no longer needs it; it was closed.',
  },
  'ended-early': {
    fa: ({ data }) => `«${data('name')}» لغو شد زیرا ${endedFa(data('why'), data('cause'))}.`,
    en: ({ data }) => `“${data('name')}” was cancelled because ${endedEn(data('why'), data('cause'))}.`,
  },
  'participant-added': {
    fa: ({ data }) => `درخواست‌کننده این درخواست را به ${data('person') || 'کسی'} هم نشان داد.`,
    en: ({ data }) => `The requester showed the request to ${data('person') || 'somebody'} too.`,
  },
  'participant-removed': {
    fa: ({ data }) => `${data('person') || 'کسی'} دیگر این درخواست را نمی‌بیند.`,
    en: ({ data }) => `${data('person') || 'Somebody'} no longer sees the request.`,
  },
  rated: {
    fa: ({ data }) => `درخواست‌کننده به کار این درخواست ${digitsIn(data('rating'), 'fa')} از ۵ داد.`,
    en: ({ data }) => `The requester rated the request ${data('rating')} of 5.`,
  },
  'rating-removed': {
    fa: () => 'درخواست‌کننده نظرش را برداشت.',
    en: () => 'The requester took their rating back.',
  },
  'was-status': {
    fa: ({ data }) => `وضعیت در سامانهٔ پیشین: ${data('name')}`,
    en: ({ data }) => `Status in the earlier desk: ${data('name')}`,
  },
  imported: {
    fa: ({ data }) => `درخواست از سامانهٔ پیشین آورده شد؛ آنجا شمارهٔ آن \u2066${data('key')}\u2069 بود.`,
    en: ({ data }) => `The request was brought from the earlier desk, where it was ${data('key')}.`,
  },
  'came-in-file': {
    fa: () => 'این درخواست از روی فایلی ثبت شد که مدیر سامانه وارد کرد.',
    en: () => 'The request was created from a file that an administrator imported.',
  },
  stuck: {
    fa: () => 'فرایند به مانعی خورد؛ مدیر سامانه باید آن را ببیند.',
    en: () => 'The process met an obstacle; an administrator must look at it.',
  },
}

export const EVENT_KINDS: readonly string[] = Object.keys(SENTENCES)

/** Tells an event. A kind that is not known is told by its name, never left out: history has no holes. */
export function eventSentence(event: EventView, lang: 'fa' | 'en', who: string): string {
  const data = (name: string): string => {
    const value = event.data[name]
    if (typeof value === 'string') return name === 'number' ? digitsIn(value, lang) : value
    return isText(value) ? value[lang] : ''
  }
  return SENTENCES[event.kind]?.[lang]({ who, office: event.office?.[lang] ?? '', data }) ?? event.kind
}

const isText = (value: unknown): value is Text =>
  typeof value === 'object' &&
  value !== null &&
  'fa' in value &&
  typeof value.fa === 'string' &&
  'en' in value &&
  typeof value.en === 'string'
