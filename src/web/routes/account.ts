import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { makeToken, revokeToken } from '../../commands/access-token.js'
import type { Desk } from '../../commands/desk.js'
import { hashToken } from '../../commands/open-session.js'
import { revokeSession } from '../../commands/sign-out.js'
import { askMobileCode, confirmMobile } from '../../commands/verify-mobile.js'
import { CODE_MS } from '../../desk/one-time-code.js'
import { IDLE_MS } from '../../desk/session.js'
import { mobileOf } from '../../store/codes.js'
import { ownSessions } from '../../store/sessions.js'
import { ownTokens } from '../../store/tokens.js'
import { STATUS } from '../answer.js'
import { goOn, secretCookie, secretName, sessionToken, signedIn } from '../middleware.js'
import { accountPage, type AccountPage } from '../pages/account.js'
import { codePage } from '../pages/by-code.js'
import { notFound, refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { tryAgain } from '../try-again.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'
import { bound } from '../web-otp.js'
import { codeWords } from './sign-in-code.js'

const TICKET_S = 15 * 60

/** One's own account: where one is signed in, the mobile, access tokens. */
export function accountRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const ticket = secretName(desk, 'mizban_mobile')

  app.get(paths.account(), signedIn, (c) => show(c, desk, NOTHING))

  app.post(paths.accountSession(':id{[0-9]+}'), signedIn, async (c) => {
    const result = await revokeSession(desk, c.var.person, c.var.visitor, Number(param(c, 'id')))
    return result.ok ? goOn(c, paths.account(), 'sessionEnded') : refusal(c, result)
  })

  app.post(paths.accountMobile(), signedIn, async (c) => {
    const mobile = (await readPosted(c)).text('mobile').slice(0, 40)
    const { t } = c.var.visit
    const say = (code: string) => bound(t.byCode.mobileMessage(code, CODE_MS / 60_000), code, desk.baseUrl)
    const result = await askMobileCode(desk, c.var.person, c.var.visitor, { mobile, say })
    if (result.ok) {
      setCookie(c, ticket, result.ticket, { ...secretCookie(desk), maxAge: TICKET_S })
      return goOn(c, paths.accountMobileCode())
    }
    if (result.code !== 'incomplete' && result.code !== 'too-many-attempts') return refusal(c, result)
    const wrong = result.code === 'incomplete' ? t.myAccount.mobileBad : tryAgain(c, result, 'codeAgain')
    return show(c, desk, { ...NOTHING, mobile: { typed: mobile, wrong } }, STATUS[result.code])
  })

  app.get(paths.accountMobileCode(), signedIn, (c) => {
    if (!desk.sms || !getCookie(c, ticket)) return goOn(c, paths.account())
    return c.html(codePage({ visit: c.var.visit, kind: 'mobile', wrong: null, demo: desk.sms.demo }))
  })

  app.post(paths.accountMobileCode(), signedIn, async (c) => {
    if (!desk.sms) return notFound(c)
    const code = (await readPosted(c)).text('code')
    const result = await confirmMobile(desk, c.var.person, c.var.visitor, { ticket: getCookie(c, ticket) ?? '', code })
    if (!result.ok)
      return c.html(
        codePage({ visit: c.var.visit, kind: 'mobile', wrong: codeWords(c, result), demo: desk.sms.demo }),
        STATUS[result.code],
      )
    deleteCookie(c, ticket, secretCookie(desk))
    return goOn(c, paths.account(), 'mobileVerified')
  })

  app.post(paths.accountTokens(), signedIn, async (c) => {
    const posted = await readPosted(c)
    const typed = { name: posted.text('name').slice(0, 80), scopes: posted.all('scope'), days: posted.text('days') }
    const result = await makeToken(desk, c.var.person, c.var.visitor, {
      once: posted.text('once').slice(0, 64) || desk.newId(),
      name: typed.name,
      scopes: typed.scopes,
      days: Number(typed.days),
    })
    if (result.ok) return show(c, desk, { ...NOTHING, made: { token: result.token } })
    if (result.code !== 'incomplete') return refusal(c, result)
    return show(c, desk, { ...NOTHING, token: { ...typed, problems: result.problems } }, 422)
  })

  app.post(paths.accountToken(':id{[0-9]+}'), signedIn, async (c) => {
    const result = await revokeToken(desk, c.var.person, c.var.visitor, Number(param(c, 'id')))
    return result.ok ? goOn(c, paths.account(), 'tokenRevoked') : refusal(c, result)
  })

  return app
}

type Shown = Pick<AccountPage, 'mobile' | 'token' | 'made'>

const NOTHING: Shown = { mobile: null, token: null, made: null }

async function show(c: DeskContext, desk: Desk, shown: Shown, status: 200 | 422 | 429 = 200): Promise<Response> {
  const { visit, person } = c.var
  const whole = person.reach === 'whole'
  const [sessions, tokens, number] = await Promise.all([
    ownSessions(desk.db, person.id, hashToken(sessionToken(c, desk) ?? ''), visit.now, IDLE_MS),
    whole ? ownTokens(desk.db, person.id, visit.now) : [],
    whole ? mobileOf(desk.db, person.id) : { mobile: null, provedAt: null },
  ])
  const page: AccountPage = {
    visit,
    me: person,
    sessions,
    tokens,
    number,
    mayVerify: desk.sms !== null,
    newToken: desk.newId,
    ...shown,
  }
  return c.html(accountPage(page), status)
}
