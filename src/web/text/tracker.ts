import { formatNumber } from '../../persian/index.js'

const fa = (value: number) => formatNumber(value, 'fa')
const en = (value: number) => formatNumber(value, 'en')

/** The tracker in words. `groups` says how branches belong together, `awaited` what a request waits for. */
const persian = {
  states: {
    done: 'انجام شد',
    now: 'اکنون',
    next: 'مرحلهٔ بعد',
    later: 'هنوز نرسیده',
    skipped: 'لازم نبود',
    interrupted: 'لغو شد',
  },
  steps: (list: string, of: number) => `مرحله‌های ${list} از ${fa(of)}`,
  doneOf: (done: number, of: number) => `${fa(done)} مرحله از ${fa(of)} انجام شد`,
  waits: (name: string, words: string) => `درخواست اکنون در «${name}» است: ${words}.`,
  waitsFor: (words: string) => `وضعیت درخواست: ${words}.`,
  groups: {
    all: 'هم‌زمان',
    some: 'آنچه لازم است',
    one: 'یکی از این راه‌ها',
    inner: 'چند گام',
    called: 'چند گام',
    aside: 'در کنار روند',
  },
  until: (words: string, time: string) => `${words}، تا ${time}`,
  join: 'در انتظار شاخه‌های دیگر',
  branch: (index: number) => `شاخهٔ ${fa(index)}`,
  parts: (done: number, total: number) => `${fa(done)} از ${fa(total)} انجام شد`,
  partsDone: (done: number) => `${fa(done)} بار انجام شد`,
  round: (count: number) => `دور ${fa(count)}`,
  awaited: {
    timer: 'در انتظار زمان',
    message: 'در انتظار پیام',
    signal: 'در انتظار خبر',
    condition: 'در انتظار برقراری شرط',
    event: 'در انتظار نخستین رویداد',
    job: 'سامانه در حال انجام آن است',
    inner: 'در جریان',
    incident: 'مشکلی پیش آمده؛ مدیر سامانه آن را می‌بیند',
  },
}

const english: typeof persian = {
  states: {
    done: 'done',
    now: 'now',
    next: 'next',
    later: 'not reached yet',
    skipped: 'not needed',
    interrupted: 'cancelled',
  },
  steps: (list, of) => `Steps ${list} of ${en(of)}`,
  doneOf: (done, of) => `${en(done)} of ${en(of)} steps done`,
  waits: (name, words) => `The request is now at “${name}”: ${words}.`,
  waitsFor: (words) => `The request: ${words}.`,
  groups: {
    all: 'At the same time',
    some: 'Those that are needed',
    one: 'One of these ways',
    inner: 'Several steps',
    called: 'Several steps',
    aside: 'Beside the way',
  },
  until: (words, time) => `${words}, until ${time}`,
  join: 'waiting for the other branches',
  branch: (index) => `Branch ${en(index)}`,
  parts: (done, total) => `${en(done)} of ${en(total)} done`,
  partsDone: (done) => `done ${en(done)} times`,
  round: (count) => `round ${en(count)}`,
  awaited: {
    timer: 'waiting for its time',
    message: 'waiting for a message',
    signal: 'waiting for word',
    condition: 'waiting for its condition',
    event: 'waiting for the first event',
    job: 'the system is at work on it',
    inner: 'under way',
    incident: 'a problem occurred; the administrator sees it',
  },
}

export const tracker = { fa: persian, en: english }
