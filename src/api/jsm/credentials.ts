import type { Context, Next } from 'hono'
import { passwordChecker } from '../../commands/check-password.js'
import type { Desk } from '../../commands/desk.js'
import { hashToken } from '../../commands/open-session.js'
import { deviceOf } from '../../desk/device.js'
import type { Person } from '../../desk/person.js'
import { isAdminScope, scopesFor } from '../../desk/token.js'
import { personByToken } from '../../store/people.js'
import { clientAddress } from '../../web/client-address.js'
import type { ApiEnv, Caller } from '../token.js'
import { fails, refuses } from './errors.js'

const TOKEN = /^mzb_[\w-]{43}$/

/** A Basic challenge would have browsers ask for a password and send it with every page that others make. */
const CHALLENGE = 'Bearer realm="mizban"'

const OPEN = /^\/rest\/(servicedeskapi\/info|api\/2\/serverInfo)$/

/**
 * Finds out whom a program works for: an access token as Bearer or as the password of Basic (the name before it does not
 * matter then), or a user name or e-mail address with the password. Cookies are never looked at.
 */
export function withCredentials(desk: Desk, trustProxy: number) {
  const check = passwordChecker(desk)

  const byToken = async (token: string): Promise<Caller | null> => {
    const found = await personByToken(desk.db, hashToken(token), desk.now())
    if (!found) return null
    const scopes = found.person.administrator ? found.scopes : found.scopes.filter((one) => !isAdminScope(one))
    return { person: plain(found.person), scopes, endsAt: found.endsAt }
  }

  return async (c: Context<ApiEnv>, next: Next): Promise<Response | void> => {
    const sent = c.req.header('authorization') ?? ''
    const [, bearer] = /^Bearer +(\S+)$/i.exec(sent) ?? []
    const basic = readBasic(sent)
    const token = bearer ?? (basic && TOKEN.test(basic.password) ? basic.password : undefined)
    if (token !== undefined) {
      const caller = TOKEN.test(token) ? await byToken(token) : null
      if (caller) c.set('caller', caller)
    } else if (basic) {
      const visitor = {
        address: clientAddress(c, trustProxy),
        device: deviceOf(c.req.header('user-agent') ?? ''),
      }
      const result = await check(basic.name, basic.password, visitor)
      if (result.ok) {
        const person = plain(result.person)
        c.set('caller', { person, scopes: scopesFor(person), endsAt: Number.MAX_SAFE_INTEGER })
      } else if (result.code === 'directory-down') return refuses(c, result)
      else if (result.code === 'too-many-attempts') {
        const until = Number(result.detail['until'] ?? desk.now())
        c.header('retry-after', String(Math.max(1, Math.ceil((until - desk.now()) / 1000))))
        return refuses(c, result)
      }
    }
    if (c.get('caller') || OPEN.test(c.req.path)) return next()
    c.header('www-authenticate', CHALLENGE)
    return fails(c, 401, sent === '' ? 'no-login' : 'wrong-login')
  }
}

/**
 * Nobody sees more in this dialect for being an administrator. What only they do (people, services) asks for their scope,
 * which a token of somebody who is none any more has not.
 */
const plain = (person: Person): Person => ({ ...person, administrator: false, readings: [] })

/** The administrator whose token has `administration:write`, for the commands that ask for one. */
export const administratorOf = (c: Context<ApiEnv>): Person => ({
  ...c.var.caller.person,
  administrator: c.var.caller.scopes.includes('administration:write'),
})

/** Name and password in UTF-8; what is older than that is read as Latin-1. */
function readBasic(header: string): { readonly name: string; readonly password: string } | null {
  const [, packed] = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(header) ?? []
  if (packed === undefined) return null
  const bytes = Buffer.from(packed, 'base64')
  const utf8 = bytes.toString('utf8')
  const text = utf8.includes('\ufffd') ? bytes.toString('latin1') : utf8
  const colon = text.indexOf(':')
  return colon < 0 ? null : { name: text.slice(0, colon), password: text.slice(colon + 1) }
}
