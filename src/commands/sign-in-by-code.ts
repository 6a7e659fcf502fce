import { refused, type Outcome } from '../desk/refusal.js'
import { foldCode, isNationalCode } from '../persian/index.js'
import { claimTry } from '../store/attempts.js'
import { personByNationalCode } from '../store/codes.js'
import { transaction, type Desk } from './desk.js'
import { countedCode, makeCode, takeCode, type SayCode } from './one-time-code.js'
import { openSessionFor, type Visitor } from './open-session.js'

/**
 * Sends a code to the verified mobile of whoever has this national code, for people whose account is closed. Nobody
 * learns whether there is such a person: words, time and what may be done next are the same.
 */
export async function askSignInCode(
  desk: Desk,
  visitor: Visitor,
  input: { readonly nationalCode: string; readonly say: SayCode },
): Promise<Outcome<{ ticket: string }>> {
  if (!desk.sms) return refused('not-found')
  const code = foldCode(input.nationalCode.slice(0, 100))
  if (!isNationalCode(code)) return refused('incomplete')
  return transaction(desk, async (tx) => {
    const until = await claimTry(tx, countedCode(`national ${code}`, visitor), desk.now())
    if (until !== null) return refused('too-many-attempts', { until: String(until) })
    const person = await personByNationalCode(tx, code)
    const ticket = await makeCode(tx, desk, {
      purpose: 'sign-in',
      person: person?.id ?? null,
      to: person?.mobile ?? null,
      proves: null,
      say: input.say,
      visitor,
    })
    return { ok: true, ticket }
  })
}

/** Opens a session that reaches own requests only, for whoever typed the code that was sent. */
export async function signInByCode(
  desk: Desk,
  visitor: Visitor,
  input: { readonly ticket: string; readonly code: string; readonly replaces: string | null },
): Promise<Outcome<{ token: string }>> {
  if (!desk.sms) return refused('not-found')
  return transaction(desk, async (tx) => {
    const taken = await takeCode(tx, desk, {
      purpose: 'sign-in',
      ticket: input.ticket,
      code: foldCode(input.code.slice(0, 100)),
      visitor,
    })
    if (!taken.ok) return taken
    const { token } = await openSessionFor(tx, {
      person: taken.person,
      method: 'code',
      visitor,
      replaces: input.replaces,
      at: desk.now(),
    })
    return { ok: true, token }
  })
}
