import type { Next } from 'hono'
import type { Desk } from '../commands/desk.js'
import { foreign } from './pages/message.js'
import type { DeskContext } from './visit.js'

/** Methods that change nothing. */
export const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What a browser says of the page that sent a request. Absent headers are undefined. */
export interface Sender {
  readonly origin: string | undefined
  readonly site: string | undefined
  readonly referer: string | undefined
}

/**
 * Whether a page of the desk sent this. Browsers set these headers and pages can't: `Sec-Fetch-Site` must not name
 * another site, `Origin` must be one of ours, and where a browser sends no `Origin` (older ones, for forms of the same
 * site) the rest must say so. Who sends nothing at all is refused. `Origin: null` is nobody's page.
 */
export function isOwnPage({ origin, site, referer }: Sender, own: readonly string[]): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (origin !== undefined) return own.includes(origin)
  if (site !== undefined) return true
  return referer !== undefined && URL.canParse(referer) && own.includes(new URL(referer).origin)
}

/**
 * Lets nothing change that another site's page asked for, whatever its method and content type.
 * The interface for programs knows no cookies, only tokens that no other site has; it is mounted before this.
 */
export const sameOrigin =
  (desk: Desk) =>
  async (c: DeskContext, next: Next): Promise<Response | void> => {
    if (SAFE.has(c.req.method)) return next()
    const sender = {
      origin: c.req.header('origin'),
      site: c.req.header('sec-fetch-site'),
      referer: c.req.header('referer'),
    }
    if (isOwnPage(sender, ownOrigins(desk.baseUrl, c.req.url))) return next()
    return foreign(c)
  }

/**
 * Behind a proxy the desk is asked under another name than the one people see; both are its own. With TLS only the
 * latter is: a page that somebody put on the same name without TLS is not ours.
 */
const ownOrigins = (baseUrl: string, asked: string): readonly string[] => {
  const base = new URL(baseUrl).origin
  return base.startsWith('https:') ? [base] : [base, new URL(asked).origin]
}
