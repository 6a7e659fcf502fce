import { foldDigits } from '../persian/index.js'

/** Accounts of the desk's own end so. Such names never go to the directory, all others never anywhere else. */
const LOCAL = /^[a-z0-9][a-z0-9._-]{0,63}@local$/

const LONGEST_NAME = 256
const LONGEST_PASSWORD = 1024

// oxlint-disable-next-line no-control-regex -- to find control characters is the purpose
const UNTYPED = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u061c\u2028-\u202e\u2066-\u2069\ufeff]/g

/** A user name as it is looked up: Latin digits, small letters, without what comes along when it is copied. */
export const foldName = (raw: string): string =>
  foldDigits(raw.slice(0, 4 * LONGEST_NAME).normalize('NFC'))
    .replace(UNTYPED, '')
    .trim()
    .toLowerCase()

export const isLocalName = (name: string): boolean => name.endsWith('@local')

export const isLocalAccountName = (name: string): boolean => LOCAL.test(name)

/** Whether anybody could be called so and have this password; what could not is not asked about. */
export const isPlausible = (name: string, password: string): boolean =>
  name !== '' &&
  name.length <= LONGEST_NAME &&
  name.isWellFormed() &&
  password !== '' &&
  password.length <= LONGEST_PASSWORD &&
  password.isWellFormed() &&
  // LDAP simple binds and PostgreSQL texts end at this sign.
  !password.includes('\0')

/**
 * What tries are counted by. `UNIVERSITY\sara`, `sara@university` and `sara` are one account of the directory, and
 * whoever guesses gets the tries of one.
 */
export const countedName = (name: string): string =>
  isLocalName(name) ? name : (name.split('\\').at(-1) ?? name).replace(/@.*$/, '')

/** Whether what was typed looks as if the keyboard stood on Persian. Digits alone don't: they are folded. */
export const typedInPersian = (name: string, password: string): boolean =>
  /\p{Script=Arabic}/u.test(foldDigits(name)) || /[\p{Script=Arabic}\u06f0-\u06f9\u0660-\u0669]/u.test(password)
