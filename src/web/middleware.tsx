import type { Context, Next } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { hashToken } from '../commands/open-session.js'
import type { Desk } from '../commands/desk.js'
import { deviceOf } from '../desk/device.js'
import type { Lang } from '../desk/text.js'
import { refused } from '../desk/refusal.js'
import { badges } from '../store/own-requests.js'
import { personBySession } from '../store/people.js'
import { notFound, refusal } from './pages/message.js'
import { paths } from './paths.js'
import { clientAddress } from './client-address.js'
import type { WebOptions } from './app.js'
import { readUndo, writeUndo, type Undo } from './undo.js'
import { words, type Words } from './text/index.js'
import type { DeskContext, DeskEnv, Theme, Visit } from './visit.js'

const NOTICE = 'mizban_notice'
export const LANG = 'mizban_lang'
export const THEME = 'mizban_theme'

/** The header of what a page asks for without anybody having pressed anything. */
export const BY_ITSELF = 'x-mizban-by-itself'

export const isSecure = (desk: Desk): boolean => desk.baseUrl.startsWith('https:')

/** Behind TLS a cookie of this prefix can't be set by another host or by a page without TLS. */
export const secretName = (
  desk: Desk,
  name: 'mizban_session' | 'mizban_code' | 'mizban_mobile' | 'mizban_openid',
): string => (isSecure(desk) ? `__Host-${name}` : name)

/** What the cookie of a secret has besides its name: no script reads it, no other site sends it. */
export const secretCookie = (desk: Desk) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(desk) }) as const

export const sessionToken = (c: Context, desk: Desk): string | null =>
  getCookie(c, secretName(desk, 'mizban_session')) ?? null

/** Finds out who looks, in which language, and what the frame of every page shows: two queries. */
export const meet =
  (desk: Desk, { embedded, trustProxy = 0, live = null }: WebOptions) =>
  async (c: Context<DeskEnv>, next: Next): Promise<void> => {
    const now = desk.now()
    const lang = readLang(c)
    const t = words(lang)
    const [notice, undo = ''] = (getCookie(c, NOTICE) ?? '').split('|', 2)
    const url = new URL(c.req.url)
    const stranger: Visit = {
      lang,
      theme: THEMES.find((one) => one === getCookie(c, THEME)) ?? 'system',
      t,
      person: null,
      badges: { waiting: 0, tasks: 0, notices: 0 },
      now,
      here: c.req.method === 'GET' ? url.pathname + url.search : '/',
      notice: isNotice(t, notice) ? notice : null,
      undo: readUndo(undo),
      institution: desk.university.name,
      embedded,
      liveAt: live?.at() ?? null,
    }
    // Should the database not answer, the page that says so has its words.
    c.set('visit', stranger)
    const token = sessionToken(c, desk)
    // What a page asks for by itself is no use of the session: a page left open ends it all the same.
    const use = c.req.path !== paths.live() && c.req.header(BY_ITSELF) === undefined
    const person = token ? await personBySession(desk.db, hashToken(token), now, { use }) : null
    if (notice && use && c.req.method === 'GET') deleteCookie(c, NOTICE, { path: '/' })
    if (person) {
      c.set('visit', { ...stranger, person, badges: await badges(desk.db, person) })
      c.set('person', person)
    }
    c.set('visitor', {
      address: clientAddress(c, trustProxy),
      device: deviceOf(c.req.header('user-agent') ?? ''),
    })
    await next()
  }

const THEMES: readonly Theme[] = ['system', 'light', 'dark']

/** The language chosen, else Persian: it is the language of the institution, whatever a browser was installed with. */
const readLang = (c: Context): Lang => (getCookie(c, LANG) === 'en' ? 'en' : 'fa')

const isNotice = (t: Words, name: string | undefined): name is keyof Words['notices'] =>
  name !== undefined && Object.hasOwn(t.notices, name)

/** Lets signed-in people through; others sign in first and come back. */
export const signedIn = async (c: Context<DeskEnv>, next: Next): Promise<Response | void> => {
  if (c.get('visit').person) return next()
  return c.redirect(paths.signIn(c.req.method === 'GET' ? c.get('visit').here : undefined), 303)
}

/** Lets administrators through. For all others there is nothing here, as for what does not exist. */
export const administratorsOnly = async (c: Context<DeskEnv>, next: Next): Promise<Response | void> => {
  const { person } = c.get('visit')
  if (!person) return signedIn(c, next)
  return person.administrator ? next() : notFound(c)
}

const OWN =
  /^\/(notices|requests|asks|drafts|comments|live|files|documents|lists|account|sessions|preferences|sign-in|verify|api|demo)(\/|$)/

/** Who came in with a code has their own requests: nothing else is offered to them, and nothing else is done. */
export const keepToOwn = async (c: Context<DeskEnv>, next: Next): Promise<Response | void> => {
  if (c.get('visit').person?.reach !== 'own' || OWN.test(c.req.path)) return next()
  return c.req.path === paths.home() ? c.redirect(paths.requests(), 303) : refusal(c, refused('not-allowed'))
}

/** Goes on to another page, which says what was done, and offers to take it back where that can be. */
export function goOn(c: DeskContext, to: string, notice?: keyof Words['notices'], undo?: Undo): Response {
  const said = undo ? `${notice}|${writeUndo(undo)}` : notice
  if (said) setCookie(c, NOTICE, said, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 60 })
  return c.redirect(to, 303)
}

/** A path of this desk to go back to, never another place. */
export const localPath = (path: string | undefined, otherwise: string): string =>
  path && /^\/(?![/\\])[\x20-\x7e]*$/.test(path) ? path : otherwise
