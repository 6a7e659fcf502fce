import type { Context, Next } from 'hono'

/** Turbo makes one style element, for its progress bar; its exact text is allowed and no other. */
const STYLE_OF_TURBO = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='"

/** What a page may load and where its forms may go: this desk, and nothing inside the page itself. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${STYLE_OF_TURBO}`,
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  // A mail, to look at before it goes or instead of it.
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** For everything that is no page: uploads, documents, lists, drawings. Shown by itself it may do nothing. */
export const BYTES_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/** For a mail as its reader sees it: styles stand in its elements, and it may do nothing. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"

/** Answers with a mail that was drawn. */
export function mailHtml(c: Context, html: string): Response {
  c.header('content-security-policy', MAIL_POLICY)
  return c.html(html)
}

const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), display-capture=(), publickey-credentials-get=(), browsing-topics=()',
}

/** A year, for the names below the desk's own too: the desk has a host name of its own. */
const HSTS = 'max-age=31536000; includeSubDomains'

/** Gives every answer, whatever made it, the headers that keep browsers from doing more than they should. */
export const guardAnswers =
  (secure: () => boolean) =>
  async (c: Context, next: Next): Promise<void> => {
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries(ALWAYS)) headers.set(name, value)
    const isPage = headers.get('content-type')?.startsWith('text/html') ?? false
    const isMail = headers.get('content-security-policy') === MAIL_POLICY
    if (isMail) headers.set('x-frame-options', 'SAMEORIGIN')
    else headers.set('content-security-policy', isPage ? PAGE_POLICY : BYTES_POLICY)
    if (secure()) headers.set('strict-transport-security', HSTS)
    // Answers are for one person and change at any time; only what says otherwise may be kept.
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  }
