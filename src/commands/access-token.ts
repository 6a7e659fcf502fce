import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { LIFETIMES, scopesFor } from '../desk/token.js'
import { cleanText } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import { insertToken, revokeToken as revoke } from '../store/tokens.js'
import { acting, transaction, type Desk } from './desk.js'
import { hashToken, newToken, type Visitor } from './open-session.js'

const DAY = 86_400_000

export interface Making {
  readonly once: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly days: number
}

/**
 * Makes a token for a program. The token itself is in this answer and nowhere else: pressed twice, the second answer
 * has none.
 */
export async function makeToken(
  desk: Desk,
  person: Person,
  visitor: Visitor,
  input: Making,
): Promise<Outcome<{ token: string | null }>> {
  if (person.reach !== 'whole') return refused('not-allowed')
  const name = cleanText(input.name).slice(0, 80)
  const allowed = scopesFor(person)
  const scopes = allowed.filter((one) => input.scopes.includes(one))
  const problems = [
    ...(name === '' ? [problem('name', 'برای کلید نامی بنویسید.', 'Give the token a name.')] : []),
    ...(scopes.length === 0 || scopes.length < new Set(input.scopes).size
      ? [problem('scope', 'دست‌کم یک اجازه را انتخاب کنید.', 'Choose at least one permission.')]
      : []),
    ...(LIFETIMES.some((days) => days === input.days)
      ? []
      : [problem('days', 'مدت اعتبار را انتخاب کنید.', 'Choose how long it is valid.')]),
  ]
  if (problems.length > 0) return refused('incomplete', {}, problems)
  const token = `mzb_${newToken()}`
  const tokenHash = hashToken(token)
  const at = desk.now()
  const made = await acting(desk, person, `token:${input.once}`, async (tx) => {
    const ends = at + input.days * DAY
    const id = await insertToken(tx, { person: person.id, name, tokenHash, scopes, at, ends })
    await recordAudit(tx, at, {
      kind: 'token-created',
      by: person.id,
      person: person.id,
      address: visitor.address,
      data: { token: id, name, scopes, ends: new Date(ends).toISOString() },
    })
    return { ok: true, tokenHash }
  })
  return made.ok ? { ok: true, token: made.tokenHash === tokenHash ? token : null } : made
}

const problem = (key: string, fa: string, en: string) => ({ key, code: 'required', text: { fa, en } }) as const

/** Ends a token of one's own at once. */
export const revokeToken = (
  desk: Desk,
  person: Person,
  visitor: Visitor,
  token: number,
): Promise<Outcome<Record<never, never>>> =>
  transaction(desk, async (tx) => {
    const at = desk.now()
    const name = await revoke(tx, person.id, token, at)
    if (name === null) return refused('not-found')
    await recordAudit(tx, at, {
      kind: 'token-revoked',
      by: person.id,
      person: person.id,
      address: visitor.address,
      data: { token, name },
    })
    return { ok: true }
  })
