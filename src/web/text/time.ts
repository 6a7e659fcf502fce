import { formatNumber } from '../../persian/index.js'
import type { Length } from '../../desk/working-time/index.js'

/** Working time in words. */
const persian = { day: 'روز کاری', hour: 'ساعت کاری', minute: 'دقیقهٔ کاری' } as const
const n = {
  fa: (value: number) => formatNumber(value, 'fa'),
  en: (value: number) => formatNumber(value, 'en'),
} as const

const faLength = ({ unit, count }: Length) => `${n.fa(count)} ${persian[unit]}`
const enLength = ({ unit, count }: Length) => `${n.en(count)} working ${unit}${count === 1 ? '' : 's'}`
const faRange = (low: number, high: number) => (low === high ? n.fa(low) : `${n.fa(low)} تا ${n.fa(high)}`)
const enRange = (low: number, high: number) => (low === high ? n.en(low) : `${n.en(low)}–${n.en(high)}`)
const days = (count: number) => (count === 1 ? 'working day' : 'working days')

const fa = {
  length: (length: Length) => (length.count === 0 ? 'همین حالا' : faLength(length)),
  left: (length: Length) => (length.count === 0 ? 'کمتر از یک دقیقه مانده' : `${faLength(length)} مانده`),
  late: (length: Length) => (length.count === 0 ? 'مهلت گذشته' : `${faLength(length)} گذشته`),
  due: (date: string) => `مهلت: ${date}`,
  waits: (length: string) => `${length} در انتظار`,
  expected: (low: number, high: number, date: string) =>
    `تا پایان معمولاً ${faRange(low, high)} روز کاری دیگر، یعنی تا حدود ${date}.`,
  expectedAfter: (low: number, high: number) => `پس از پاسخ شما، تا پایان معمولاً ${faRange(low, high)} روز کاری.`,
  usually: (low: number, high: number) => `رسیدگی معمولاً ${faRange(low, high)} روز کاری طول می‌کشد.`,
  expires: (date: string) => `اگر تا ${date} پاسخ ندهید، درخواست پس گرفته می‌شود.`,
}

const en: typeof fa = {
  length: (length) => (length.count === 0 ? 'just now' : enLength(length)),
  left: (length) => (length.count === 0 ? 'less than a minute left' : `${enLength(length)} left`),
  late: (length) => (length.count === 0 ? 'overdue' : `${enLength(length)} overdue`),
  due: (date) => `Due: ${date}`,
  waits: (length) => `waiting ${length}`,
  expected: (low, high, date) => `Usually ${enRange(low, high)} more ${days(high)} to the end, until about ${date}.`,
  expectedAfter: (low, high) => `After your answer, usually ${enRange(low, high)} ${days(high)} to the end.`,
  usually: (low, high) => `Usually takes ${enRange(low, high)} ${days(high)}.`,
  expires: (date) => `Without your answer by ${date}, the request is withdrawn.`,
}

export const time = { fa, en } as const
