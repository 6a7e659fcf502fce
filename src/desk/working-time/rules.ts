import { z } from 'zod'
import { readJalali, dayOfIso, dayOfJalali, monthLength } from '../../persian/index.js'
import type { Text } from '../text.js'
import { readHours, type Span } from './hours.js'

const text = z.object({ fa: z.string().min(1), en: z.string().min(1) })

/** A Jalali date of the file, as the number of its day. */
const day = z.string().transform((raw, context) => {
  const read = readJalali(raw)
  if ('date' in read) return dayOfJalali(read.date)
  context.addIssue({ code: 'custom', message: `${raw} is no Jalali date` })
  return z.NEVER
})

const spans = z.string().transform((raw, context) => {
  const read = readHours(raw)
  if (read) return read
  context.addIssue({ code: 'custom', message: `${raw} are no hours; write 08:00-12:00 or 08:00-12:00, 13:00-16:00` })
  return z.NEVER
})

export const WEEKDAYS = ['sat', 'sun', 'mon', 'tue', 'wed', 'thu', 'fri'] as const

const week = z.strictObject({
  from: day.optional(),
  until: day.optional(),
  hours: z.partialRecord(z.enum(WEEKDAYS), spans),
})

const season = z
  .strictObject({
    name: text,
    during: z.literal('ramadan').optional(),
    from: day.optional(),
    until: day.optional(),
    within: spans,
  })
  .refine((one) => one.during !== undefined || (one.from !== undefined && one.until !== undefined), {
    message: 'a season says `during: ramadan`, or from and until',
  })

const calendar = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  name: text,
  weeks: z.array(week).min(1),
  seasons: z.array(season).default([]),
})

const monthAndDay = z.string().transform((raw, context) => {
  const [month, date] = /^(\d{1,2})\/(\d{1,2}|last)$/.exec(raw)?.slice(1) ?? []
  if (month === undefined || Number(month) < 1 || Number(month) > 12) {
    context.addIssue({ code: 'custom', message: `${raw} is no month/day` })
    return z.NEVER
  }
  return { month: Number(month), day: date === 'last' ? null : Number(date) }
})

const months = z.record(z.string().regex(/^\d{4}\/\d{1,2}$/), z.string().regex(/^\d{4}-\d{2}-\d{2}$/))

const schema = z.strictObject({
  targets: z.strictObject({ default_days: z.number().int().min(1).max(90) }),
  calendars: z.array(calendar).min(1),
  solar_holidays: z.array(z.strictObject({ on: monthAndDay, name: text })),
  lunar_holidays: z.array(z.strictObject({ on: monthAndDay, name: text })),
  lunar_months: z.strictObject({ confirmed: months, provisional: months }),
  closures: z.array(z.strictObject({ on: day, hours: spans.optional(), office: z.string().optional(), name: text })),
})

export type CalendarSpec = Readonly<z.infer<typeof calendar>>

/** A day, or hours of it, on which an office, or all, is closed though its week says otherwise. */
export interface Closure {
  readonly day: number
  /** Null: the whole day. */
  readonly hours: readonly Span[] | null
  /** An office or an office instance; null: all. */
  readonly office: string | null
}

/** `university/calendar.yaml`, read: everything that opens and closes offices besides what an administrator adds. */
export interface CalendarRules {
  readonly defaultDays: number
  readonly calendars: readonly CalendarSpec[]
  readonly solar: readonly YearlyHoliday[]
  readonly lunar: readonly YearlyHoliday[]
  /** First days of lunar months, `1447/9` to the number of the day. */
  readonly lunarMonths: ReadonlyMap<string, { readonly day: number; readonly confirmed: boolean }>
  readonly closures: readonly (Closure & { readonly name: Text })[]
}

interface YearlyHoliday {
  readonly month: number
  /** Null: the last day of the month. */
  readonly day: number | null
  readonly name: Text
}

/** Where there is no file: Saturday to Wednesday, and no holiday. */
const PLAIN = {
  targets: { default_days: 2 },
  calendars: [
    {
      id: 'weekdays',
      name: { fa: 'شنبه تا چهارشنبه', en: 'Saturday to Wednesday' },
      weeks: [{ hours: Object.fromEntries(WEEKDAYS.slice(0, 5).map((name) => [name, '08:00-16:00'])) }],
    },
  ],
  solar_holidays: [],
  lunar_holidays: [],
  lunar_months: { confirmed: {}, provisional: {} },
  closures: [],
}

/** Reads the parsed file; throws one sentence per mistake, for whoever edits it. */
export function readCalendarRules(data: unknown = PLAIN): CalendarRules {
  const read = schema.safeParse(data)
  if (!read.success) throw new Error(`university/calendar.yaml: ${z.prettifyError(read.error)}`)
  const { data: file } = read
  const wrong = file.solar_holidays.find(({ on }) => on.day !== null && on.day > monthLength(1403, on.month))
  if (wrong) throw new Error(`university/calendar.yaml: month ${wrong.on.month} has no day ${wrong.on.day}`)
  const yearly = ({ on, name }: { on: { month: number; day: number | null }; name: Text }) => ({ ...on, name })
  return {
    defaultDays: file.targets.default_days,
    calendars: file.calendars,
    solar: file.solar_holidays.map(yearly),
    lunar: file.lunar_holidays.map(yearly),
    lunarMonths: new Map([
      ...Object.entries(file.lunar_months.provisional).map(monthStart(false)),
      ...Object.entries(file.lunar_months.confirmed).map(monthStart(true)),
    ]),
    closures: file.closures.map((one) => ({
      day: one.on,
      hours: one.hours ?? null,
      office: one.office ?? null,
      name: one.name,
    })),
  }
}

const monthStart =
  (confirmed: boolean) =>
  ([month, iso]: [string, string]) =>
    [month, { day: dayOfIso(iso), confirmed }] as const
