import { formatNumber } from '../../persian/index.js'

const n = (value: number) => formatNumber(value, 'fa')

/** Signing in with a code to the mobile, and the outbox of the demo. */
export const fa = {
  link: 'حسابتان بسته شده است؟ با کد پیامکی وارد شوید',
  title: 'ورود با کد پیامکی',
  intro:
    'اگر حساب دانشگاهی‌تان بسته شده است (مثلاً پس از دانش‌آموختگی)، درخواست‌های خود را از این راه می‌بینید و به آن‌ها پاسخ می‌دهید.',
  nationalCode: 'کد ملی',
  nationalCodeHint: 'ده رقم. کد به شمارهٔ همراهی می‌رود که دانشگاه از شما دارد یا پیش‌تر تأیید کرده‌اید.',
  badNationalCode: 'این کد ملی درست نیست. ده رقم آن را دوباره ببینید.',
  send: 'فرستادن کد',
  back: 'ورود با نام کاربری و رمز',
  entryTitle: 'کد را بنویسید',
  sent: (minutes: number) =>
    `اگر این کد ملی از آنِ کسی باشد که شمارهٔ همراه تأییدشده دارد، پیامکی با یک کد ۶ رقمی به همان شماره رفت. کد تا ${n(minutes)} دقیقه اعتبار دارد.`,
  code: 'کد ۶ رقمی',
  enter: 'ورود',
  again: 'کد نرسید؟ یک دقیقه پس از درخواست پیشین می‌توانید دوباره بخواهید.',
  askAgain: 'درخواست کد تازه',
  left: (tries: number) => `کد درست نیست. ${n(tries)} بار دیگر می‌توانید بیازمایید.`,
  ended: 'این کد دیگر کار نمی‌کند: مهلتش گذشته، به کار رفته یا چند بار اشتباه نوشته شده است. کد تازه‌ای بخواهید.',
  message: (code: string, minutes: number) =>
    `میزبان\nکد ورود: ${code}\nتا ${n(minutes)} دقیقه. آن را به هیچ‌کس نگویید، حتی به کارکنان دانشگاه.`,
  mobileMessage: (code: string, minutes: number) =>
    `میزبان\nکد تأیید شمارهٔ همراه: ${code}\nتا ${n(minutes)} دقیقه. آن را به هیچ‌کس نگویید.`,
  own: 'با کد پیامکی وارد شده‌اید: درخواست‌های خود را می‌بینید و به آن‌ها پاسخ می‌دهید، ولی درخواست تازه نمی‌توانید ثبت کنید. این ورود حداکثر یک ساعت می‌ماند.',
  outboxEmpty: 'پیامکی در راه نیست',
  outboxEmptyHint: 'برای نمونه، در صفحهٔ ورود کد پیامکی بخواهید.',
  outboxTo: 'به',
  outboxLink: 'پیامک‌های نمایشی را ببینید',
}

export const en: typeof fa = {
  link: 'Is your account closed? Sign in with a code by SMS',
  title: 'Sign in with a code by SMS',
  intro:
    'If your university account is closed, for example after you graduated, you see your requests this way and answer them.',
  nationalCode: 'National code',
  nationalCodeHint:
    'Ten digits. The code goes to the mobile number that the university has of you or that you verified before.',
  badNationalCode: 'This national code is not right. Look at its ten digits again.',
  send: 'Send the code',
  back: 'Sign in with user name and password',
  entryTitle: 'Enter the code',
  sent: (minutes) =>
    `If this national code belongs to somebody with a verified mobile number, a message with a code of 6 digits has gone to it. The code is valid for ${minutes} minutes.`,
  code: 'Code of 6 digits',
  enter: 'Sign in',
  again: 'No code? You can ask again a minute after the last time.',
  askAgain: 'Ask for a new code',
  left: (tries) => `The code is wrong. You can try ${tries === 1 ? 'once' : `${tries} times`} more.`,
  ended: 'This code is of no use any more: it is too old, was used, or was typed wrongly too often. Ask for a new one.',
  message: (code, minutes) =>
    `Mizban\nSign-in code: ${code}\nValid for ${minutes} minutes. Tell it to nobody, not to university staff either.`,
  mobileMessage: (code, minutes) =>
    `Mizban\nCode to verify your mobile: ${code}\nValid for ${minutes} minutes. Tell it to nobody.`,
  own: 'You signed in with a code: you see your own requests and answer them, but can’t make new ones. This sign-in lasts an hour at most.',
  outboxEmpty: 'No message is on its way',
  outboxEmptyHint: 'Ask for a code on the sign-in page, for example.',
  outboxTo: 'To',
  outboxLink: 'See the demo text messages',
}
