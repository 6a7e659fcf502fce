import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { foldCode, readMobile } from '../persian/index.js'
import { claimTry, type Counted } from '../store/attempts.js'
import { recordAudit } from '../store/audit.js'
import { keepMobile } from '../store/codes.js'
import { THROTTLES } from '../desk/throttle.js'
import { transaction, type Desk } from './desk.js'
import { countedCode, makeCode, takeCode, type SayCode } from './one-time-code.js'
import type { Visitor } from './open-session.js'

/** Sends a code to a number that a person says is theirs. */
export async function askMobileCode(
  desk: Desk,
  person: Person,
  visitor: Visitor,
  input: { readonly mobile: string; readonly say: SayCode },
): Promise<Outcome<{ ticket: string }>> {
  if (!desk.sms) return refused('not-found')
  if (person.reach !== 'whole') return refused('not-allowed')
  const mobile = readMobile(input.mobile.slice(0, 100))
  if ('fault' in mobile) return refused('incomplete')
  return transaction(desk, async (tx) => {
    // Nobody's telephone is made to ring by people who take turns.
    const number: Counted = { what: `code number ${mobile.e164}`, rule: THROTTLES.codePerDay }
    const until = await claimTry(tx, [...countedCode(`person ${person.id}`, visitor), number], desk.now())
    if (until !== null) return refused('too-many-attempts', { until: String(until) })
    const ticket = await makeCode(tx, desk, {
      purpose: 'mobile',
      person: person.id,
      to: mobile.e164,
      proves: mobile.e164,
      say: input.say,
      visitor,
    })
    return { ok: true, ticket }
  })
}

/** Keeps the number whose code was typed. The code counts for the person who asked for it only. */
export async function confirmMobile(
  desk: Desk,
  person: Person,
  visitor: Visitor,
  input: { readonly ticket: string; readonly code: string },
): Promise<Outcome<Record<never, never>>> {
  if (person.reach !== 'whole') return refused('not-allowed')
  return transaction(desk, async (tx) => {
    const code = foldCode(input.code.slice(0, 100))
    const taken = await takeCode(tx, desk, { purpose: 'mobile', ticket: input.ticket, code, visitor })
    if (!taken.ok) return taken
    if (taken.person !== person.id || taken.record.mobile === null) return refused('code-ended')
    const at = desk.now()
    await keepMobile(tx, person.id, taken.record.mobile, at)
    await recordAudit(tx, at, {
      kind: 'mobile-verified',
      by: person.id,
      person: person.id,
      address: visitor.address,
    })
    return { ok: true }
  })
}
