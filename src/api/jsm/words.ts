import type { Text } from '../../desk/text.js'

/** What the dialect says besides the refusals of the pages. The names are the last part of `i18nKey` and never change. */
export const WORDS = {
  'no-login': {
    fa: 'نام کاربری و گذرواژه یا رمز دسترسی بفرستید.',
    en: 'Send a user name and password, or an access token.',
  },
  'wrong-login': {
    fa: 'نام کاربری، گذرواژه یا رمز دسترسی درست نیست.',
    en: 'The user name, password or access token is not right.',
  },
  'missing-permission': {
    fa: 'این رمز دسترسی اجازهٔ این کار را ندارد.',
    en: 'This access token has no permission for this.',
  },
  'not-found': {
    fa: 'چنین چیزی نیست یا به آن دسترسی ندارید.',
    en: 'There is no such thing, or you have no access to it.',
  },
  'bad-value': { fa: 'یکی از مقدارها درست نیست.', en: 'A value is not right.' },
  'not-utf8': { fa: 'بدنهٔ درخواست UTF-8 نیست.', en: 'The body is not UTF-8.' },
  'not-json': { fa: 'بدنهٔ درخواست JSON نیست.', en: 'The body is no JSON.' },
  'too-large': { fa: 'بدنهٔ درخواست بیش از اندازه بزرگ است.', en: 'The body is too large.' },
  'too-many-calls': { fa: 'درخواست‌های برنامه زیاد است؛ کمی صبر کنید.', en: 'Too many calls. Wait a little.' },
  broken: { fa: 'اشکالی پیش آمد؛ چیزی تغییر نکرد.', en: 'Something went wrong. Nothing was changed.' },
  'staff-only': { fa: 'این بخش برای کارکنان واحدهاست.', en: 'This is for people who work in an office.' },
  'not-an-address': { fa: 'این نشانی رایانامه نیست.', en: 'This is no e-mail address.' },
  'no-name': { fa: 'نام خالی است.', en: 'The name is empty.' },
  'draft-open': {
    fa: 'کسی در بخش مدیریت در حال تغییر این خدمت است؛ نخست آن را منتشر کند یا کنار بگذارد.',
    en: 'Somebody is changing this service in the administration; they have to publish or discard that first.',
  },
  'from-directory': {
    fa: 'افراد از فهرست کاربران مؤسسه می‌آیند و از اینجا ساخته نمی‌شوند.',
    en: 'People come from the directory of the institution and are not made here.',
  },
  'already-known': { fa: 'کسی با این رایانامه از پیش هست.', en: 'Somebody with this e-mail address is known already.' },
  'open-desk': {
    fa: 'این میز خدمت برای همه باز است؛ کسی از آن برداشته نمی‌شود.',
    en: 'The desk is open to everybody; nobody is taken from it.',
  },
  'open-to-all': {
    fa: 'همهٔ خدمت‌ها برای همه بازند و به کسی محدود نمی‌شوند.',
    en: 'Every service is open to everybody and can’t be restricted.',
  },
  'institution-data': {
    fa: 'دانشکده‌ها و واحدها از داده‌های مؤسسه می‌آیند و از اینجا تغییر نمی‌کنند.',
    en: 'Faculties and offices are data of the institution and are not changed here.',
  },
  'name-taken': { fa: 'سازمانی با این نام هست.', en: 'There is an organization of this name.' },
  'unknown-people': { fa: 'یک یا چند نفر شناخته نشدند.', en: 'One or more people are not known.' },
  'own-requests': {
    fa: 'هر کس درخواست را خودش ثبت می‌کند؛ به جای دیگری ثبت نمی‌شود.',
    en: 'People make their requests themselves; nobody makes one for another.',
  },
  'no-such-field': { fa: 'این فرم چنین فیلدی ندارد.', en: 'The form has no such field.' },
  'no-such-file': {
    fa: 'فایل موقت پیدا نشد؛ دوباره بارگذاری کنید.',
    en: 'The temporary file is not there. Upload it again.',
  },
  'wrong-file': { fa: 'نوع یا اندازهٔ این فایل پذیرفته نیست.', en: 'The type or size of this file is not taken.' },
  'no-file': { fa: 'فایلی در فیلد file نیست.', en: 'There is no file in the field “file”.' },
  'too-many-files': { fa: 'شمار فایل‌ها بیش از اندازه است.', en: 'Too many files at once.' },
  'no-thumbnail': { fa: 'این فایل تصویر نیست.', en: 'This file is no picture.' },
  'no-answer': { fa: 'این گذار اکنون ممکن نیست.', en: 'This transition is not possible now.' },
  'not-answerable': { fa: 'این تأیید اکنون با شما نیست.', en: 'This approval is not yours to answer now.' },
  'not-here': { fa: 'میزبان این را ندارد.', en: 'Mizban does not have this.' },
} as const satisfies Readonly<Record<string, Text>>

export type Word = keyof typeof WORDS

export const TRANSITIONS = {
  withdraw: { fa: 'پس گرفتن درخواست', en: 'Withdraw the request' },
  answer: (office: Text): Text => ({ fa: `پاسخ به ${office.fa}`, en: `Answer ${office.en}` }),
} as const

export const SUBMITTED: Text = { fa: 'ثبت‌شده', en: 'Submitted' }

/** The message of files that came without one. */
export const ATTACHED: Text = { fa: 'فایل پیوست شد.', en: 'Files attached.' }
