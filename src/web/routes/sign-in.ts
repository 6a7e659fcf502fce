import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Desk } from '../../commands/desk.js'
import { SESSION_MS, signIn, signOut } from '../../commands/sign-in.js'
import { isStaff } from '../../desk/person.js'
import type { DemoSignIn } from '../../desk/views.js'
import { STATUS } from '../answer.js'
import { goOn, isSecure, LANG, localPath, SESSION, THEME } from '../middleware.js'
import { signInPage } from '../pages/sign-in.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import type { DeskEnv } from '../visit.js'

const YEAR_S = 365 * 86_400

/** Signing in and out, language and theme. */
export function signInRoutes(desk: Desk, demo: DemoSignIn | null): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const cookie = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(desk) } as const

  app.get(paths.signIn(), (c) => {
    const { visit } = c.var
    if (visit.person) return goOn(c, paths.home())
    return c.html(signInPage({ visit, next: localPath(c.req.query('next'), ''), username: '', wrong: null, demo }))
  })

  app.post(paths.sessions(), async (c) => {
    const posted = await readPosted(c)
    const person = posted.text('demo')
    const [username, password] =
      person === '' || !demo ? [posted.text('username'), posted.text('password')] : [person, demo.password]
    const next = localPath(posted.text('next'), '')
    const result = await signIn(desk, { username, password })
    if (!result.ok) {
      const { visit } = c.var
      return c.html(
        signInPage({ visit, next, username, wrong: visit.t.refusals[result.code], demo }),
        STATUS[result.code],
      )
    }
    setCookie(c, SESSION, result.token, { ...cookie, maxAge: SESSION_MS / 1000 })
    return goOn(c, next || (isStaff(result.person) ? paths.work() : paths.home()))
  })

  app.post(paths.signOut(), async (c) => {
    const token = getCookie(c, SESSION)
    if (token) await signOut(desk, token)
    deleteCookie(c, SESSION, { path: '/' })
    return goOn(c, paths.signIn())
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
