import { formatTime } from '../../persian/index.js'

const HALF_A_DAY = 43_200_000

/** The day is said only when it is another one. */
const when = (at: number, now: number, lang: 'fa' | 'en') =>
  formatTime(at, lang, Math.abs(now - at) < HALF_A_DAY ? 'time' : 'short')

/** Drafts, and what can be taken back. */
export const fa = {
  saved: (at: number, now: number) => `ذخیره شد ${when(at, now, 'fa')}`,
  discard: 'پاک کردن پیش‌نویس',
  undo: 'برگرداندن',
  restored: 'پیش‌نویس برگشت.',
  takenBack: 'پیام پس گرفته شد و دوباره پیش‌نویس است.',
  elsewhere: 'در دستگاه دیگری تغییر کرد.',
  show: 'نشان دادن',
  unsaved: 'هنوز ذخیره نشده است؛ دوباره می‌کوشیم. نوشته‌تان همین‌جاست.',
  signedOut: 'نشست شما تمام شده است. نوشته‌تان همین‌جاست: در پنجره‌ای دیگر وارد شوید و بعد دوباره بفرستید.',
  signIn: 'ورود',
  changed: 'فرم از وقتی این پیش‌نویس را نوشتید عوض شده است.',
  gone: (labels: string) => `دیگر پرسیده نمی‌شود: ${labels}.`,
  again: (labels: string) => `دوباره ببینید: ${labels}.`,
  typed: 'آنچه نوشته بودید',
}

export const en: typeof fa = {
  saved: (at, now) => `Saved ${when(at, now, 'en')}`,
  discard: 'Discard draft',
  undo: 'Undo',
  restored: 'The draft is back.',
  takenBack: 'The message was taken back; it is a draft again.',
  elsewhere: 'Changed on another device.',
  show: 'Show',
  unsaved: 'Not saved yet; trying again. What you wrote is still here.',
  signedOut: 'Your session has ended. What you wrote is still here: sign in in another window, then send it again.',
  signIn: 'Sign in',
  changed: 'The form has changed since you wrote this draft.',
  gone: (labels) => `No longer asked: ${labels}.`,
  again: (labels) => `Please look again: ${labels}.`,
  typed: 'What you had written',
}
