import type { Person } from '../desk/person.js'
import type { Problem } from '../desk/form/form.js'
import { refused, type Outcome } from '../desk/refusal.js'
import type { University } from '../desk/university.js'
import { readHours } from '../desk/working-time/index.js'
import { cleanText, foldDigits, jalaliToIso, readJalali } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import { calendarsWithin, insertClosure, nextRevision, type NewClosure } from '../store/calendars.js'
import { acting, type Desk } from './desk.js'
import { recountWith } from './recount-due.js'

/** What an administrator typed. */
export interface ClosureTyped {
  /** A Jalali date. */
  readonly date: string
  /** `08:00`; both empty: the whole day. */
  readonly from: string
  readonly until: string
  /** Empty: all offices. */
  readonly office: string
  readonly reason: string
}

/** Closes offices on a day or for hours of it. Open tasks get their due times anew in the same transaction. */
export function addClosure(
  desk: Desk,
  person: Person,
  input: ClosureTyped & { readonly once: string },
): Promise<Outcome<{ id: number; day: string }>> {
  return acting(desk, person, `closure:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const read = readClosure(desk.university, input)
    if (!read.ok) return read
    const at = desk.now()
    await nextRevision(tx)
    const id = await insertClosure(tx, read.closure, person.id, at)
    if (id === null) return refused('already-done')
    await recountWith(tx, desk, await calendarsWithin(tx, desk.university), Number.MAX_SAFE_INTEGER)
    await recordAudit(tx, at, { by: person.id, kind: 'closure-added', data: { id, ...read.closure } })
    return { ok: true, id, day: read.closure.day }
  })
}

/** Reads what was typed, or says field by field what is wrong with it. */
export function readClosure(university: University, typed: ClosureTyped): Outcome<{ closure: NewClosure }> {
  const problems: Problem[] = []
  const wrong = (key: string, fa: string, en: string) => void problems.push({ key, code: 'wrong', text: { fa, en } })
  const date = readJalali(typed.date)
  if (!('date' in date)) wrong('date', 'تاریخ را مانند ۱۴۰۵/۱۰/۲۵ بنویسید.', 'Write the date like 1405/10/25 (Jalali).')
  const [from, until] = [typed.from, typed.until].map((text) => foldDigits(text).trim())
  const allDay = from === '' && until === ''
  const hours = allDay ? null : (readHours(`${from}-${until}`)?.[0] ?? null)
  if (!allDay && hours === null)
    wrong(
      'from',
      'ساعت را مانند ۰۸:۰۰ بنویسید؛ پایان باید پس از آغاز باشد.',
      'Write hours like 08:00; the end must be after the beginning.',
    )
  const reason = cleanText(typed.reason).slice(0, 200)
  if (reason === '') wrong('reason', 'دلیل تعطیلی را بنویسید.', 'Write why offices are closed.')
  const office = typed.office === '' ? null : typed.office
  if (office !== null && !isOffice(university, office))
    wrong('office', 'این واحد شناخته نیست.', 'There is no such office.')
  if (problems.length > 0 || !('date' in date)) return refused('incomplete', {}, problems)
  return {
    ok: true,
    closure: {
      day: jalaliToIso(date.date),
      fromTime: hours ? hours[0] / MINUTE : null,
      untilTime: hours ? hours[1] / MINUTE : null,
      office,
      reason,
    },
  }
}

const MINUTE = 60_000

/** A central office, an office of each faculty, or that of one. */
function isOffice(university: University, office: string): boolean {
  const [kind, faculty] = office.split(':', 2)
  const known = university.offices.find((one) => one.id === kind)
  if (!known || faculty === undefined) return known !== undefined
  return known.scope === 'faculty' && university.faculties.faculties.some((one) => one.id === faculty)
}
