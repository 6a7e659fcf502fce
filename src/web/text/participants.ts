/** Whom a requester shows a request to, and what they think of it once it has ended. */
const persian = {
  title: 'همراهان درخواست',
  hint: 'هر که اینجا باشد درخواست را مانند شما می‌بیند، با همهٔ مشخصات آن، و پیام می‌نویسد؛ تصمیمی به جای شما نمی‌گیرد.',
  nobody: 'جز شما و واحدهای مسئول کسی این درخواست را نمی‌بیند.',
  add: 'نام کاربری یا رایانامهٔ همراه',
  addButton: 'افزودن همراه',
  remove: (name: string) => `برداشتن ${name}`,
  removeShort: 'برداشتن',
  shownToYou: (name: string) => `${name} این درخواست را به شما نشان داده است.`,
  leave: 'دیگر نمی‌خواهم آن را ببینم',
  shared: 'همراه',
  rate: 'کار این درخواست چطور بود؟',
  rateHint: 'اختیاری است. واحدهایی که روی آن کار کرده‌اند می‌خوانند.',
  marks: ['خیلی بد', 'بد', 'متوسط', 'خوب', 'خیلی خوب'],
  comment: 'توضیح',
  send: 'فرستادن نظر',
  given: (mark: string) => `نظر شما: ${mark}`,
  givenBy: (mark: string) => `نظر درخواست‌کننده: ${mark}`,
}

const english: typeof persian = {
  title: 'Participants',
  hint: 'Whoever is here sees the request as you do, with all that you filled in, and can write messages; they decide nothing for you.',
  nobody: 'Nobody besides you and the offices in charge sees this request.',
  add: 'User name or e-mail address',
  addButton: 'Add participant',
  remove: (name) => `Remove ${name}`,
  removeShort: 'Remove',
  shownToYou: (name) => `${name} shows you this request.`,
  leave: 'I do not want to see it any more',
  shared: 'Shown to you',
  rate: 'How was it?',
  rateHint: 'Optional. The offices that worked on it read this.',
  marks: ['Very bad', 'Bad', 'Fair', 'Good', 'Very good'],
  comment: 'Comment',
  send: 'Send',
  given: (mark) => `You said: ${mark}`,
  givenBy: (mark) => `The requester said: ${mark}`,
}

export const participants = { fa: persian, en: english }
