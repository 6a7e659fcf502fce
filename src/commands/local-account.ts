import { passwordFault, type PasswordFault } from '../desk/local-password.js'
import { isLocalAccountName } from '../desk/sign-in-name.js'
import type { Text } from '../desk/text.js'
import { recordAudit } from '../store/audit.js'
import { changeLocalHash, insertLocalAccount, localAccount } from '../store/local-accounts.js'
import { endSessionsOf } from '../store/leaving.js'
import type { Desk } from './desk.js'
import { hashPassword, isPasswordOf, NOBODY } from './scrypt.js'

/** Who a local account belongs to. An unknown name costs the same work as a known one. */
export async function checkLocal(
  desk: Pick<Desk, 'db'>,
  username: string,
  password: string,
): Promise<{ readonly person: number } | { readonly why: 'wrong-credentials' }> {
  const account = await localAccount(desk.db, username)
  const right = await isPasswordOf(account?.hash ?? NOBODY, password)
  return account && right ? { person: account.person } : { why: 'wrong-credentials' }
}

export type LocalFault = PasswordFault | 'bad-name' | 'taken' | 'unknown'

type Keeper = Pick<Desk, 'db' | 'now'>

/** Makes an administrator who needs no directory. @returns what was wrong, or null */
export async function createLocalAccount(
  desk: Keeper,
  account: { readonly username: string; readonly name: Text; readonly password: string },
): Promise<LocalFault | null> {
  if (!isLocalAccountName(account.username)) return 'bad-name'
  const fault = passwordFault(account.password, account.username)
  if (fault) return fault
  const hash = await hashPassword(account.password)
  const at = desk.now()
  return desk.db.transaction().execute(async (tx) => {
    const person = await insertLocalAccount(tx, { username: account.username, name: account.name, hash, at })
    if (person === null) return 'taken'
    await recordAudit(tx, at, {
      kind: 'local-account-created',
      by: null,
      person,
      data: { username: account.username },
    })
    return null
  })
}

/** Gives a local account another password and ends its sessions. @returns what was wrong, or null */
export async function changeLocalPassword(
  desk: Keeper,
  account: { readonly username: string; readonly password: string },
): Promise<LocalFault | null> {
  const fault = passwordFault(account.password, account.username)
  if (fault) return fault
  const hash = await hashPassword(account.password)
  const at = desk.now()
  return desk.db.transaction().execute(async (tx) => {
    const person = await changeLocalHash(tx, { username: account.username, hash, at })
    if (person === null) return 'unknown'
    const sessions = await endSessionsOf(tx, [person])
    await recordAudit(tx, at, { kind: 'local-password-changed', by: null, person, data: { sessions } })
    return null
  })
}
