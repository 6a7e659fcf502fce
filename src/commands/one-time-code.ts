import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { CODE_DIGITS, CODE_MS, CODE_TRIES, isAlive, type CodePurpose } from '../desk/one-time-code.js'
import { refused, type Refusal } from '../desk/refusal.js'
import { THROTTLES } from '../desk/throttle.js'
import { codeByTicket, countWrongCode, insertCode, useCode, type CodeRecord } from '../store/codes.js'
import type { Counted } from '../store/attempts.js'
import { recordAudit } from '../store/audit.js'
import { insertMessage } from '../store/messages.js'
import type { Tx } from '../store/visible.js'
import { networkOf } from './address.js'
import type { Desk } from './desk.js'
import { hashToken, newToken, type Visitor } from './open-session.js'

/** The text of the message that carries a code, in the language of whoever asked. */
export type SayCode = (code: string) => string

export interface MadeCode {
  readonly purpose: CodePurpose
  /** Whose it is; null makes one that is never right and goes nowhere, and takes as long. */
  readonly person: number | null
  /** Where it is sent, E.164. */
  readonly to: string | null
  /** The number that it proves. */
  readonly proves: string | null
  readonly say: SayCode
  readonly visitor: Visitor
}

/** Makes a code and puts its message in line. @returns the ticket: only the browser that holds it can use the code */
export async function makeCode(tx: Tx, desk: Desk, made: MadeCode): Promise<string> {
  const at = desk.now()
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
  const [ticket, salt] = [newToken(), randomBytes(16).toString('base64url')]
  const ends = at + CODE_MS
  await insertCode(tx, {
    purpose: made.purpose,
    person: made.person,
    ticketHash: hashToken(ticket),
    mobile: made.proves,
    salt,
    codeHash: hashCode(salt, code),
    at,
    ends,
  })
  await desk.later.send(tx, await insertMessage(tx, { mobile: made.to, body: made.say(code), at, ends }))
  await recordAudit(tx, at, {
    kind: made.person === null ? 'code-refused' : 'code-sent',
    by: made.purpose === 'mobile' ? made.person : null,
    person: made.person,
    address: made.visitor.address,
    data: made.person === null ? { purpose: made.purpose, why: 'unknown' } : { purpose: made.purpose },
  })
  return ticket
}

/** Takes a code that was typed. A wrong one is counted, a right one can't be used again. */
export async function takeCode(
  tx: Tx,
  desk: Desk,
  typed: { readonly purpose: CodePurpose; readonly ticket: string; readonly code: string; readonly visitor: Visitor },
): Promise<{ readonly ok: true; readonly person: number; readonly record: CodeRecord } | Refusal> {
  const at = desk.now()
  const record = await codeByTicket(tx, typed.purpose, hashToken(typed.ticket))
  if (!record || !isAlive(record, at)) return refused('code-ended')
  const same = timingSafeEqual(
    Buffer.from(record.codeHash, 'hex'),
    Buffer.from(hashCode(record.salt, typed.code.slice(0, 32)), 'hex'),
  )
  if (same && record.person !== null) {
    await useCode(tx, { id: record.id, at })
    return { ok: true, person: record.person, record }
  }
  await countWrongCode(tx, record.id)
  await recordAudit(tx, at, {
    kind: 'code-refused',
    by: null,
    person: record.person,
    address: typed.visitor.address,
    data: { purpose: typed.purpose, why: 'wrong' },
  })
  const left = CODE_TRIES - record.tries - 1
  return left > 0 ? refused('wrong-code', { left: String(left) }) : refused('code-ended')
}

/** What asking for a code is counted by: whom it is for, and from where it is asked. */
export function countedCode(what: string, visitor: Visitor): readonly Counted[] {
  const network = networkOf(visitor.address)
  return [
    { what: `code ${what}`, rule: THROTTLES.codePerMinute },
    { what: `code ${what}`, rule: THROTTLES.codePerDay },
    ...(network === '' ? [] : [{ what: `code address ${network}`, rule: THROTTLES.codePerAddress }]),
  ]
}

// Six digits are soon tried out by whoever holds the table; three minutes later they are worth nothing.
const hashCode = (salt: string, code: string): string => createHash('sha256').update(`${salt}\n${code}`).digest('hex')
