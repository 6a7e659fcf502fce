import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Desk } from '../../commands/desk.js'
import { signInWithOpenId } from '../../commands/sign-in-openid.js'
import { isStaff } from '../../desk/person.js'
import { STATUS } from '../answer.js'
import { goOn, localPath, secretCookie, secretName, sessionToken } from '../middleware.js'
import { notFound } from '../pages/message.js'
import { leavingPage, unfinishedPage } from '../pages/openid.js'
import { paths } from '../paths.js'
import type { DeskEnv } from '../visit.js'

/** How long somebody may take at the provider. */
const KEPT_S = 10 * 60

const keptSchema = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() })

/** Signing in at an OpenID provider: there and back. */
export function openIdRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const cookie = secretName(desk, 'mizban_openid')

  app.get(paths.openId(), async (c) => {
    if (!desk.openId) return notFound(c)
    const next = localPath(c.req.query('next'), '')
    const begun = await desk.openId.begin()
    if (!begun) return c.html(unfinishedPage(c.var.visit, 'directory-down'), STATUS['directory-down'])
    const kept = Buffer.from(JSON.stringify({ ...begun.kept, next })).toString('base64url')
    setCookie(c, cookie, kept, { ...secretCookie(desk), maxAge: KEPT_S })
    return c.redirect(begun.url, 303)
  })

  app.get(paths.openIdReturn(), async (c) => {
    if (!desk.openId) return notFound(c)
    const read = readKept(getCookie(c, cookie))
    deleteCookie(c, cookie, secretCookie(desk))
    // Coming back without having begun here: another browser, another day, or somebody else's link.
    if (!read) return c.html(unfinishedPage(c.var.visit, 'provider-refused'), STATUS['provider-refused'])
    const { next, ...kept } = read
    const url = new URL(c.req.url)
    const result = await signInWithOpenId(desk, {
      returned: new URL(`${desk.baseUrl}${url.pathname}${url.search}`),
      kept,
      visitor: c.var.visitor,
      replaces: sessionToken(c, desk),
    })
    if (!result.ok) return c.html(unfinishedPage(c.var.visit, result.code), STATUS[result.code])
    setCookie(c, secretName(desk, 'mizban_session'), result.token, secretCookie(desk))
    return goOn(c, localPath(next, isStaff(result.person) ? paths.work() : paths.home()))
  })

  // A form may lead to this desk only, so signing out there begins here: with a header, or with the link if that fails.
  app.get(paths.openIdLeft(), async (c) => {
    const there = desk.openId ? await desk.openId.leave() : null
    if (!there) return goOn(c, paths.signIn(), 'signedOut')
    c.header('refresh', `0; url=${there}`)
    return c.html(leavingPage(c.var.visit, there))
  })

  return app
}

function readKept(cookie: string | undefined): z.infer<typeof keptSchema> | null {
  try {
    return keptSchema.parse(JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString()))
  } catch {
    return null
  }
}
