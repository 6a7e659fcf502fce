import { createHash, randomBytes } from 'node:crypto'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { personById, savePerson } from '../store/people.js'
import { endSession, openSession } from '../store/sessions.js'
import type { Desk } from './desk.js'

/** How long a session lasts at most, in milliseconds: a working day and a half. */
export const SESSION_MS = 12 * 3_600_000

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Asks the directory who this is and opens a session. Unknown people and wrong passwords look the same. */
export async function signIn(
  desk: Desk,
  input: { readonly username: string; readonly password: string },
): Promise<Outcome<{ token: string; person: Person }>> {
  if (input.password === '') return refused('wrong-credentials')
  const answer = await desk.directory.check(input.username.trim().toLowerCase(), input.password)
  if (answer.kind === 'down') return refused('directory-down')
  if (answer.kind === 'refused') return refused(answer.why)
  const id = await desk.db.transaction().execute((tx) => savePerson(tx, answer.person))
  const person = await personById(desk.db, id, desk.now())
  if (!person) return refused('wrong-credentials')
  const token = randomBytes(32).toString('base64url')
  const at = desk.now()
  await openSession(desk.db, { tokenHash: hashToken(token), person: id, at, ends: at + SESSION_MS })
  return { ok: true, token, person }
}

export const signOut = (desk: Desk, token: string): Promise<void> => endSession(desk.db, hashToken(token))
