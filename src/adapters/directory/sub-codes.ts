import { ResultCodeError } from 'ldapts'
import type { DirectoryRefusal } from '../../commands/desk.js'

/**
 * Why a bind was refused. Active Directory says it in the text of LDAP code 49, `… data 532, …`: hexadecimal Windows
 * errors (winerror.h, 0x525 to 0x775). All but 525, 52e and 775 are only told to who knows the password.
 */
const SUB_CODES: Readonly<Record<string, DirectoryRefusal>> = {
  // ERROR_NO_SUCH_USER and ERROR_LOGON_FAILURE look the same to everyone.
  '525': 'wrong-credentials',
  '52e': 'wrong-credentials',
  '530': 'outside-hours',
  '531': 'other-workstation',
  '532': 'password-expired',
  '533': 'account-disabled',
  '701': 'account-expired',
  '773': 'password-must-change',
  '775': 'account-locked',
}

/** The refusal in an error of a bind; null when it is something else. An unknown sub-code tells nothing more. */
export function refusalOf(error: unknown): DirectoryRefusal | null {
  if (!(error instanceof ResultCodeError) || error.code !== 49) return null
  const data = /\bdata ([0-9a-f]{3,4})\b/i.exec(error.message)?.[1]?.toLowerCase()
  return (data === undefined ? undefined : SUB_CODES[data]) ?? 'wrong-credentials'
}
