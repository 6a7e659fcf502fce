import type { Problem } from './form/form.js'
import { headsItself, type Person } from './person.js'

const DAY_MS = 86_400_000

/** The longest a substitution lasts, and the furthest ahead one may begin, in milliseconds. */
const YEAR_MS = 366 * DAY_MS

/**
 * Who may name a substitute: the person for themself, the head of an office for its people there, an administrator for
 * anybody. The head's own substitute may not: who stands in hands on no rights.
 * @param absent who is away, with the offices they themself work in
 */
export function mayNameSubstitute(
  person: Person,
  absent: { readonly id: number; readonly offices: readonly string[] },
  office: string | null,
): boolean {
  if (person.reach !== 'whole') return false
  if (person.administrator || person.id === absent.id) return true
  return office !== null && headsItself(person, office) && absent.offices.includes(office)
}

/** Who may end one: who is away, who named it, the head of its office, an administrator. */
export function mayEndSubstitution(
  person: Person,
  one: { readonly absent: number; readonly madeBy: number; readonly office: string | null },
): boolean {
  if (person.reach !== 'whole') return false
  if (person.administrator || person.id === one.absent || person.id === one.madeBy) return true
  return one.office !== null && headsItself(person, one.office)
}

/** What is wrong with the dates: the end is after the start and still to come, and nothing lasts or waits for years. */
export function spanProblems(
  { from, until }: { readonly from: number; readonly until: number },
  now: number,
): readonly Problem[] {
  const problems: Problem[] = []
  const wrong = (key: 'from' | 'until', fa: string, en: string) =>
    problems.push({ key, code: 'range', text: { fa, en } })
  if (!Number.isFinite(from) || from < now - DAY_MS || from > now + YEAR_MS)
    wrong('from', 'آغاز از امروز تا یک سال دیگر باشد.', 'It begins today or within a year.')
  if (!Number.isFinite(until) || until <= from || until <= now)
    wrong('until', 'پایان پس از آغاز و پس از اکنون باشد.', 'It ends after it begins, and later than now.')
  else if (until - from > YEAR_MS) wrong('until', 'جانشینی بیش از یک سال نمی‌شود.', 'It lasts a year at most.')
  return problems
}
