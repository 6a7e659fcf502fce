import { formatNumber } from '../../persian/index.js'

const f = (value: number) => formatNumber(value, 'fa')
const e = (value: number) => formatNumber(value, 'en')

/** Why a file is not taken, beside its field, and what a scanner says of it. */
export const fa = {
  faults: {
    kind: 'این نوع فایل پذیرفته نمی‌شود؛ نوع آن را محتوایش تعیین می‌کند، نه نامش.',
    broken: 'فایل سالم نیست یا کامل نرسیده است. آن را باز کنید، دوباره ذخیره کنید و باز بفرستید.',
    'huge-picture': 'ابعاد این تصویر بیش از اندازه است. آن را کوچک‌تر کنید و دوباره بفرستید.',
    'two-faced': 'درون این فایل بایگانی فشرده‌ای پنهان است. آن را دوباره به صورت PDF یا تصویر ذخیره کنید.',
    empty: 'این فایل خالی است.',
    virus: 'در این فایل ویروس پیدا شد و نگه داشته نشد. رایانه‌ای را که از آن فرستاده‌اید بررسی کنید.',
    'too-many-waiting': 'فایل‌های فرستاده‌نشدهٔ شما زیاد است. فایل‌های پیش‌نویس‌ها را بردارید، یا فردا دوباره بفرستید.',
    gone: 'این فایل دیگر نگه داشته نشده است؛ دوباره پیوستش کنید.',
  },
  atOnce: (count: number) => `در هر بار حداکثر ${f(count)} فایل بفرستید.`,
  waiting: 'در حال بررسی ویروس',
  found: 'ویروس داشت و پاک شد',
  kept: 'فایل‌هایی که با آن فرستاده می‌شوند',
}

export const en: typeof fa = {
  faults: {
    kind: 'This kind of file is not accepted; its content decides, not its name.',
    broken: 'The file is damaged or did not arrive whole. Open it, save it again and send it once more.',
    'huge-picture': 'The picture is too large to be drawn. Make it smaller and send it again.',
    'two-faced': 'An archive is hidden in this file. Save it again as a PDF or a picture.',
    empty: 'This file is empty.',
    virus: 'A virus was found in this file and it was not kept. Have the computer you sent it from checked.',
    'too-many-waiting':
      'You have too many files that were not sent yet. Remove files from your drafts, or try again tomorrow.',
    gone: 'This file is no longer kept; attach it again.',
  },
  atOnce: (count) => `Send at most ${e(count)} files at a time.`,
  waiting: 'Being checked for viruses',
  found: 'Had a virus and was removed',
  kept: 'Files that are sent with it',
}
