import type { ForeignPerson } from './foreign.js'

/** People here who may be somebody there: of the same user name or e-mail. */
export interface Candidate {
  readonly id: number
  readonly username: string
  readonly email: string | null
  /** An import made it; only the name is known. */
  readonly placeholder: boolean
}

/**
 * Who somebody of another desk is here: the one with their user name, unless both e-mails are known and differ, else the
 * only one with their e-mail. Null: nobody is sure enough.
 */
export function matchPerson(there: ForeignPerson, here: readonly Candidate[]): Candidate | null {
  const username = signInName(there)
  const email = there.email?.trim().toLowerCase() ?? ''
  const mail = (one: Candidate) => one.email?.toLowerCase() ?? ''
  const named = here.find((one) => one.username === username && username !== '')
  if (named && (email === '' || mail(named) === '' || mail(named) === email)) return named
  const [first, ...more] = here.filter((one) => email !== '' && mail(one) === email)
  return first && more.length === 0 ? first : null
}

/** `DOMAIN\sara` and `Sara` are `sara`. */
export const signInName = ({ username }: ForeignPerson): string =>
  (username ?? '')
    .replace(/^[^\\]*\\/, '')
    .trim()
    .toLowerCase()

/** By what two mentions of somebody there are the same: the user name; of whom none is left, what is known besides. */
export const identityOf = (person: ForeignPerson): string =>
  signInName(person) || `|${person.email ?? ''}|${person.name}`
