import { Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { Desk } from '../../commands/desk.js'
import { signIn } from '../../commands/sign-in.js'
import { signOut, signOutEverywhere } from '../../commands/sign-out.js'
import { isStaff } from '../../desk/person.js'
import type { Refusal, RefusalCode } from '../../desk/refusal.js'
import { foldName, typedInPersian } from '../../desk/sign-in-name.js'
import type { WebOptions } from '../app.js'
import { STATUS } from '../answer.js'
import { goOn, isSecure, LANG, localPath, secretCookie, secretName, sessionToken, THEME } from '../middleware.js'
import { signInPage, type SignIn } from '../pages/sign-in.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { tryAgain } from '../try-again.js'
import type { DeskContext, DeskEnv } from '../visit.js'

const YEAR_S = 365 * 86_400

/** Signing in and out, language and theme. */
export function signInRoutes(desk: Desk, { demo, accountUrl = null }: WebOptions): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const page = (c: DeskContext, given: Pick<SignIn, 'next' | 'username' | 'refused'>) =>
    signInPage({
      visit: c.var.visit,
      demo,
      accountUrl,
      byCode: desk.sms !== null,
      openId: desk.openId !== null,
      ...given,
    })

  app.get(paths.signIn(), (c) => {
    if (c.var.visit.person) return goOn(c, paths.home())
    return c.html(page(c, { next: localPath(c.req.query('next'), ''), username: '', refused: null }))
  })

  app.post(paths.sessions(), async (c) => {
    const posted = await readPosted(c)
    const person = demo ? posted.text('demo') : ''
    const typed = { username: posted.text('username'), password: posted.text('password') }
    const next = localPath(posted.text('next'), '')
    const result = await signIn(desk, {
      ...(person === '' || !demo ? typed : { username: person, password: demo.password, demo: true }),
      visitor: c.var.visitor,
      replaces: sessionToken(c, desk),
    })
    if (!result.ok) {
      const username = typed.username.isWellFormed() ? foldName(typed.username).slice(0, 256) : ''
      return c.html(page(c, { next, username, refused: told(c, result, typed) }), STATUS[result.code])
    }
    // No age: closing the browser ends it, on a shared computer too.
    setCookie(c, secretName(desk, 'mizban_session'), result.token, secretCookie(desk))
    return goOn(c, next || (isStaff(result.person) ? paths.work() : paths.home()))
  })

  app.post(paths.signOut(), async (c) => {
    const token = sessionToken(c, desk)
    const { elsewhere } = token === null ? { elsewhere: false } : await signOut(desk, c.var.visitor, token)
    return leave(c, desk, elsewhere ? paths.openIdLeft() : paths.signIn())
  })

  app.post(paths.accountSessions(), async (c) => {
    const { person } = c.var.visit
    if (person) await signOutEverywhere(desk, person, c.var.visitor)
    return leave(c, desk)
  })

  app.post(paths.preferences(), async (c) => {
    const posted = await readPosted(c)
    const kept = { path: '/', sameSite: 'Lax', maxAge: YEAR_S, secure: isSecure(desk) } as const
    const [lang, theme] = [posted.text('lang'), posted.text('theme')]
    if (lang === 'fa' || lang === 'en') setCookie(c, LANG, lang, kept)
    if (theme === 'system' || theme === 'light' || theme === 'dark') setCookie(c, THEME, theme, kept)
    return goOn(c, localPath(posted.text('back'), paths.home()))
  })

  return app
}

/** Nothing of whoever used this browser stays in it but the language and the theme, which are cookies. */
function leave(c: DeskContext, desk: Desk, to: string = paths.signIn()): Response {
  deleteCookie(c, secretName(desk, 'mizban_session'), secretCookie(desk))
  deleteCookie(c, secretName(desk, 'mizban_mobile'), secretCookie(desk))
  c.header('clear-site-data', '"cache", "storage"')
  return goOn(c, to, 'signedOut')
}

/** Refusals after which the site of the account helps. */
const MENDED_THERE: ReadonlySet<RefusalCode> = new Set(['password-expired', 'password-must-change', 'account-locked'])

function told(
  c: DeskContext,
  refusal: Refusal,
  typed: { readonly username: string; readonly password: string },
): NonNullable<SignIn['refused']> {
  const { t } = c.var.visit
  const wrong = refusal.code === 'wrong-credentials'
  return {
    text: refusal.code === 'too-many-attempts' ? tryAgain(c, refusal, 'tryAgain') : t.refusals[refusal.code],
    hint: wrong && typedInPersian(typed.username, typed.password) ? t.signIn.keyboard : null,
    down: refusal.code === 'directory-down',
    accountSite: MENDED_THERE.has(refusal.code),
  }
}
