import { createHmac, randomBytes } from 'node:crypto'
import { isLocalName, foldName } from '../desk/sign-in-name.js'
import type { Person } from '../desk/person.js'
import type { Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { peopleNamed } from '../store/named-people.js'
import { personById } from '../store/people.js'
import type { Desk } from './desk.js'
import type { Visitor } from './open-session.js'
import { letIn } from './sign-in.js'

/** So long a password that was right is believed without asking the directory again, in milliseconds. */
const BELIEVED_MS = 5 * 60_000
const MOST_KEPT = 1000

interface Known {
  readonly person: number
  readonly until: number
}

/**
 * Who a program works for that sends a name and a password with every call. The first call passes the same door as
 * people do, counted and audited; for five minutes the next ones are known again by a keyed hash that only this process
 * can make. A wrong password is never remembered, and whether the account is open is asked each time.
 */
export function passwordChecker(
  desk: Desk,
): (name: string, password: string, visitor: Visitor) => Promise<Outcome<{ person: Person }>> {
  const secret = randomBytes(32)
  const known = new Map<string, Known>()
  const asked = new Map<string, Promise<Outcome<{ person: Person }>>>()

  const ask = async (name: string, password: string, visitor: Visitor, key: string) => {
    const username = await usernameFor(desk, name)
    const entered = await letIn(desk, { username, password, visitor }, async (tx, person) => {
      const data = { method: 'program', device: visitor.device }
      await recordAudit(tx, desk.now(), { kind: 'signed-in', by: person.id, person: person.id, ...visitor, data })
      return person
    })
    if (!entered.ok) return entered
    const [oldest] = known.keys()
    if (known.size >= MOST_KEPT && oldest !== undefined) known.delete(oldest)
    known.set(key, { person: entered.found.id, until: desk.now() + BELIEVED_MS })
    return { ok: true as const, person: entered.found }
  }

  return async (name, password, visitor) => {
    const key = createHmac('sha256', secret)
      .update(`${foldName(name)}\0${password}`)
      .digest('base64')
    const before = known.get(key)
    if (before && before.until > desk.now()) {
      const person = await personById(desk.db, before.person, desk.now())
      if (person) return { ok: true, person }
    }
    known.delete(key)
    // Calls side by side with the same password are one try.
    const running = asked.get(key) ?? ask(name, password, visitor, key).finally(() => asked.delete(key))
    asked.set(key, running)
    return running
  }
}

/** An e-mail address that one person has stands for their user name; what else has an @ is the directory’s to know. */
async function usernameFor(desk: Desk, name: string): Promise<string> {
  if (!name.includes('@') || isLocalName(foldName(name))) return name
  const [person] = await peopleNamed(desk.db, [name])
  return person?.username ?? name
}
