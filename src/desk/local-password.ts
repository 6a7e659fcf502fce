/** NIST SP 800-63B: length and a list of bad ones, and no rules of composition, which only make passwords alike. */
const SHORTEST = 15
const LONGEST = 256

export type PasswordFault = 'short' | 'long' | 'common'

/** What is wrong with a password for an account of the desk's own; null when nothing is. Length in characters. */
export function passwordFault(password: string, username: string): PasswordFault | null {
  const length = [...password].length
  if (length < SHORTEST) return 'short'
  if (length > LONGEST) return 'long'
  const plain = password.normalize('NFKC').toLowerCase().replace(/\s/g, '')
  const own = username.replace(/@local$/, '')
  const left = [own, ...COMMON].reduce((text, word) => text.replaceAll(word, ''), plain)
  return isRepeated(plain) || isRun(plain) || [...left].length < 6 ? 'common' : null
}

/** What guessers try first; a password that is little else is none. */
const COMMON = [
  'correcthorsebatterystaple',
  'administrator',
  'password',
  'passw0rd',
  'p@ssw0rd',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1q2w3e4r5t',
  'changeme',
  'iloveyou',
  '1234567890',
  '0123456789',
  '123456789',
  '12345678',
  '123456',
  'mizban',
  'welcome',
  'letmein',
  'qwerty',
  'admin',
  'secret',
  'demo',
  'root',
] as const

/** `abcabcabcabcabc`: one piece of at most six letters, over and over. */
const isRepeated = (text: string): boolean => /^(.{1,6}?)\1+.{0,5}$/su.test(text) && new Set(text).size <= 6

/** `abcdefghijklmno`, `987654321098765`: each letter follows the one before. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((letter, index) => (letter.codePointAt(0) ?? 0) - (text.codePointAt(index) ?? 0))
  return steps.filter((one) => Math.abs(one) === 1 || Math.abs(one) === 9).length >= steps.length - 1
}
