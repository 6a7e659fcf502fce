import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Desk } from '../../commands/desk.js'
import { askSignInCode, signInByCode } from '../../commands/sign-in-by-code.js'
import { CODE_MS } from '../../desk/one-time-code.js'
import type { Refusal } from '../../desk/refusal.js'
import { STATUS } from '../answer.js'
import { goOn, secretCookie, secretName, sessionToken } from '../middleware.js'
import { codePage, nationalCodePage } from '../pages/by-code.js'
import { notFound } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { tryAgain } from '../try-again.js'
import { bound } from '../web-otp.js'
import type { DeskContext, DeskEnv } from '../visit.js'

/** Longer than a code lives, so that who comes too late is told so. */
const TICKET_S = 15 * 60

/** Signing in with a code to the mobile: for people whose account is closed. */
export function signInCodeRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const ticket = secretName(desk, 'mizban_code')

  app.get(paths.signInCode(), (c) => {
    if (!desk.sms) return notFound(c)
    return c.html(nationalCodePage({ visit: c.var.visit, wrong: null, typed: '' }))
  })

  app.post(paths.signInCode(), async (c) => {
    const typed = (await readPosted(c)).text('national_code').slice(0, 40)
    const { t } = c.var.visit
    const say = (code: string) => bound(t.byCode.message(code, CODE_MS / 60_000), code, desk.baseUrl)
    const result = await askSignInCode(desk, c.var.visitor, { nationalCode: typed, say })
    if (result.ok) {
      setCookie(c, ticket, result.ticket, { ...secretCookie(desk), maxAge: TICKET_S })
      return goOn(c, paths.signInCodeEntry())
    }
    if (result.code === 'not-found') return notFound(c)
    const wrong =
      result.code === 'too-many-attempts' ? tryAgain(c, result, 'codeAgain') : c.var.visit.t.byCode.badNationalCode
    return c.html(nationalCodePage({ visit: c.var.visit, wrong, typed }), STATUS[result.code])
  })

  app.get(paths.signInCodeEntry(), (c) => {
    if (!desk.sms || !getCookie(c, ticket)) return goOn(c, paths.signInCode())
    return c.html(codePage({ visit: c.var.visit, kind: 'sign-in', wrong: null, demo: desk.sms.demo }))
  })

  app.post(paths.signInCodeEntry(), async (c) => {
    if (!desk.sms) return notFound(c)
    const result = await signInByCode(desk, c.var.visitor, {
      ticket: getCookie(c, ticket) ?? '',
      code: (await readPosted(c)).text('code'),
      replaces: sessionToken(c, desk),
    })
    if (!result.ok)
      return c.html(
        codePage({ visit: c.var.visit, kind: 'sign-in', wrong: codeWords(c, result), demo: desk.sms.demo }),
        STATUS[result.code],
      )
    deleteCookie(c, ticket, secretCookie(desk))
    setCookie(c, secretName(desk, 'mizban_session'), result.token, secretCookie(desk))
    return goOn(c, paths.requests())
  })

  return app
}

/** Why a code was not taken. */
export function codeWords(c: DeskContext, { code, detail }: Refusal): string {
  const { t } = c.var.visit
  if (code === 'wrong-code') return t.byCode.left(Number(detail['left'] ?? 1))
  return code === 'code-ended' ? t.byCode.ended : t.refusals[code]
}
