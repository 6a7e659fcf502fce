import { formatNumber } from '../../persian/index.js'

const fa = (value: number) => formatNumber(value, 'fa')
const en = (value: number) => formatNumber(value, 'en')
const some = (count: number, unit: string) => `${en(count)} working ${unit}${count === 1 ? '' : 's'}`

/** Working time in words. `length` is one of `lengths`, `range` one of `range`. */
const persian = {
  lengths: {
    day: (count: number) => `${fa(count)} روز کاری`,
    hour: (count: number) => `${fa(count)} ساعت کاری`,
    minute: (count: number) => `${fa(count)} دقیقهٔ کاری`,
  },
  now: 'همین حالا',
  left: (length: string) => `${length} مانده`,
  leftNow: 'کمتر از یک دقیقه مانده',
  late: (length: string) => `${length} گذشته`,
  lateNow: 'مهلت گذشته',
  due: (date: string) => `مهلت: ${date}`,
  range: (low: number, high: number) => `${low === high ? fa(low) : `${fa(low)} تا ${fa(high)}`} روز کاری`,
  expected: (range: string, date: string) => `تا پایان معمولاً ${range} دیگر، یعنی تا حدود ${date}.`,
  expectedAfter: (range: string) => `پس از پاسخ شما، تا پایان معمولاً ${range}.`,
  usually: (range: string) => `رسیدگی معمولاً ${range} طول می‌کشد.`,
  expires: (date: string) => `اگر تا ${date} پاسخ ندهید، درخواست پس گرفته می‌شود.`,
}

const english: typeof persian = {
  lengths: {
    day: (count) => some(count, 'day'),
    hour: (count) => some(count, 'hour'),
    minute: (count) => some(count, 'minute'),
  },
  now: 'just now',
  left: (length) => `${length} left`,
  leftNow: 'less than a minute left',
  late: (length) => `${length} overdue`,
  lateNow: 'overdue',
  due: (date) => `Due: ${date}`,
  range: (low, high) => (low === high ? some(low, 'day') : `${en(low)}–${en(high)} working days`),
  expected: (range, date) => `Usually ${range} more to the end, until about ${date}.`,
  expectedAfter: (range) => `After your answer, usually ${range} to the end.`,
  usually: (range) => `Usually takes ${range}.`,
  expires: (date) => `Without your answer by ${date} the request is withdrawn.`,
}

export const time = { fa: persian, en: english } as const
