import { createHash, randomBytes } from 'node:crypto'
import { lastsFor, type SignInMethod } from '../desk/session.js'
import { recordAudit } from '../store/audit.js'
import { endSession, openSession } from '../store/sessions.js'
import type { Tx } from '../store/visible.js'

/** Where somebody comes from: the network address, and browser and system as `deviceOf` tells them. */
export interface Visitor {
  readonly address: string
  readonly device: string
}

export interface Opening {
  /** Who came in, by whatever way: the caller has made sure of it. */
  readonly person: number
  readonly method: SignInMethod
  readonly visitor: Visitor
  /** The session token this browser held before, if any: that session ends, so that nothing of it is adopted. */
  readonly replaces: string | null
  readonly at: number
}

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** 256 random bits. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/**
 * Opens a session for somebody who proved who they are, and writes it into the audit log. Every way to sign in ends
 * here. @returns the token, which nothing keeps: it is the cookie
 */
export async function openSessionFor(
  tx: Tx,
  { person, method, visitor, replaces, at }: Opening,
): Promise<{ readonly token: string }> {
  const token = newToken()
  if (replaces !== null) await endSession(tx, hashToken(replaces))
  await openSession(tx, {
    tokenHash: hashToken(token),
    person,
    method,
    device: visitor.device,
    address: visitor.address,
    at,
    ends: at + lastsFor(method),
  })
  await recordAudit(tx, at, {
    kind: 'signed-in',
    by: person,
    person,
    address: visitor.address,
    data: { method, device: visitor.device },
  })
  return { token }
}
