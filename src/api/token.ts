import type { Context, Next } from 'hono'
import type { Desk } from '../commands/desk.js'
import { hashToken } from '../commands/open-session.js'
import type { Person } from '../desk/person.js'
import { isAdminScope, type Scope } from '../desk/token.js'
import { personByToken } from '../store/people.js'
import { apiWords, problem } from './problem.js'

/** Who a program works for, and what it may do. */
export interface Caller {
  readonly person: Person
  readonly scopes: readonly Scope[]
  readonly endsAt: number
}

export type ApiEnv = { readonly Variables: { caller: Caller } }

const REALM = 'Bearer realm="mizban"'

/** Lets programs through that carry a living token. A cookie is never looked at. */
export const withToken =
  (desk: Desk) =>
  async (c: Context<ApiEnv>, next: Next): Promise<Response | void> => {
    const [, token] = /^Bearer +(mzb_[\w-]{43})$/i.exec(c.req.header('authorization') ?? '') ?? []
    const found = token ? await personByToken(desk.db, hashToken(token), desk.now()) : null
    if (!found) {
      c.header('www-authenticate', c.req.header('authorization') ? `${REALM}, error="invalid_token"` : REALM)
      return problem(c, 401, 'no-token', apiWords(c).noToken)
    }
    c.set('caller', { person: found.person, scopes: found.scopes, endsAt: found.endsAt })
    return next()
  }

/** Refuses a token that lacks this scope, and one of an administrator who is none any more. */
export const wants =
  (scope: Scope) =>
  async (c: Context<ApiEnv>, next: Next): Promise<Response | void> => {
    const { person, scopes } = c.var.caller
    if (scopes.includes(scope)) {
      if (!isAdminScope(scope) || person.administrator) return next()
      return problem(c, 403, 'not-allowed', apiWords(c).notAdministrator)
    }
    c.header('www-authenticate', `${REALM}, error="insufficient_scope", scope="${scope}"`)
    return problem(c, 403, 'missing-scope', apiWords(c).missingScope(scope), { scope })
  }
