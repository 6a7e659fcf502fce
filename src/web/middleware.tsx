import type { Context, Next } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { hashToken } from '../commands/sign-in.js'
import type { Desk } from '../commands/desk.js'
import type { Lang } from '../desk/text.js'
import { badges } from '../store/own-requests.js'
import { personBySession } from '../store/people.js'
import { notFound } from './pages/message.js'
import { paths } from './paths.js'
import { words, type Words } from './text/index.js'
import type { DeskContext, DeskEnv, Theme, Visit } from './visit.js'

export const SESSION = 'mizban_session'
const NOTICE = 'mizban_notice'
export const LANG = 'mizban_lang'
export const THEME = 'mizban_theme'

export const isSecure = (desk: Desk): boolean => desk.baseUrl.startsWith('https:')

/** Finds out who looks, in which language, and what the frame of every page shows: two queries. */
export const meet =
  (desk: Desk, embedded: boolean) =>
  async (c: Context<DeskEnv>, next: Next): Promise<void> => {
    const now = desk.now()
    const token = getCookie(c, SESSION)
    const person = token ? await personBySession(desk.db, hashToken(token), now) : null
    const lang = readLang(c)
    const t = words(lang)
    const notice = getCookie(c, NOTICE)
    const url = new URL(c.req.url)
    const visit: Visit = {
      lang,
      theme: THEMES.find((one) => one === getCookie(c, THEME)) ?? 'system',
      t,
      person,
      badges: person ? await badges(desk.db, person) : { waiting: 0, tasks: 0 },
      now,
      here: c.req.method === 'GET' ? url.pathname + url.search : '/',
      notice: isNotice(t, notice) ? notice : null,
      institution: desk.university.name,
      embedded,
      nonce: c.get('secureHeadersNonce') ?? '',
    }
    if (notice && c.req.method === 'GET') deleteCookie(c, NOTICE, { path: '/' })
    c.set('visit', visit)
    if (person) c.set('person', person)
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

/** Goes on to another page, which says what was done. */
export function goOn(c: DeskContext, to: string, notice?: keyof Words['notices']): Response {
  if (notice) setCookie(c, NOTICE, notice, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 60 })
  return c.redirect(to, 303)
}

/** A path of this desk to go back to, never another place. */
export const localPath = (path: string | undefined, otherwise: string): string =>
  path && /^\/(?![/\\])[\x20-\x7e]*$/.test(path) ? path : otherwise
