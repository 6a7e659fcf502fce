import type { Problem } from './form/form.js'
import type { Person, Role } from './person.js'
import { officeInstances, type University } from './university.js'

/** The longest a membership is given for ahead, in milliseconds. */
const MOST_MS = 5 * 366 * 86_400_000

export const ROLES: readonly Role[] = ['head', 'expert']

/** Who may change what others may do. Whoever came in with a code may change nothing, administrator or not. */
export const mayAdminister = (person: Person): boolean => person.administrator && person.reach === 'whole'

/** A membership as it was typed. `until` is epoch milliseconds, not included; null: until it is taken back. */
export interface MembershipWish {
  readonly office: string
  readonly role: string
  readonly until: number | null
}

/** What is wrong with a membership that somebody wants to give. */
export function membershipProblems(university: University, wish: MembershipWish, now: number): readonly Problem[] {
  const problems: Problem[] = []
  const wrong = (key: keyof MembershipWish, code: string, fa: string, en: string) =>
    problems.push({ key, code, text: { fa, en } })
  if (!officeInstances(university).includes(wish.office))
    wrong('office', 'unknown', 'واحد را از فهرست انتخاب کنید.', 'Choose the office from the list.')
  if (!isRole(wish.role))
    wrong('role', 'unknown', 'بگویید مسئول واحد است یا کارشناس.', 'Say whether they are its head or an expert.')
  if (wish.until !== null && !(wish.until > now))
    wrong('until', 'range', 'روز پایان از امروز پیش‌تر نباشد.', 'The last day is today or later.')
  else if (wish.until !== null && wish.until > now + MOST_MS)
    wrong('until', 'range', 'روز پایان حداکثر پنج سال دیگر باشد.', 'The last day is within five years.')
  return problems
}

export const isRole = (role: string): role is Role => ROLES.some((one) => one === role)
