import { lookup as resolve } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { HookAnswer, Hooks } from '../../commands/desk.js'
import { addressGuard } from './address.js'

const TIMEOUT_MS = 15_000

class Forbidden extends Error {}

/**
 * Posts to webhooks. The name is resolved once, every address it has is checked, and the connection goes to a checked
 * one: an answer that changes in between (DNS rebinding) leads nowhere else. Redirects are not followed, proxies of the
 * environment not used, and what the other side writes is not read.
 * @param allowed blocks of private addresses that may be called, and without TLS
 */
export function webhookPoster(allowed: readonly string[], timeout = TIMEOUT_MS): Hooks {
  const may = addressGuard(allowed)
  const checked: LookupFunction = (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0)
      if (found.length === 0 || !found.every(({ address }) => may(address))) return done(new Forbidden(), '', 0)
      if (options.all) return done(null, found)
      const [first] = found
      return first ? done(null, first.address, first.family) : done(new Forbidden(), '', 0)
    })
  }
  return {
    mayPlain: allowed.length > 0,
    post: ({ url, headers, body }) =>
      new Promise<HookAnswer>((answer) => {
        const to = new URL(url)
        const host = to.hostname.replace(/^\[|\]$/g, '')
        if (isIP(host) > 0 && !may(host)) return answer({ status: null, why: 'forbidden-address' })
        if (to.protocol === 'http:' && allowed.length === 0) return answer({ status: null, why: 'no-tls' })
        const send = to.protocol === 'https:' ? https.request : http.request
        const request = send(
          to,
          {
            method: 'POST',
            headers: { ...headers, 'content-length': Buffer.byteLength(body) },
            lookup: checked,
            agent: false,
            signal: AbortSignal.timeout(timeout),
          },
          (response) => {
            response.destroy()
            answer({ status: response.statusCode ?? null, why: null })
          },
        )
        request.on('error', (error) => answer({ status: null, why: whyOf(error) }))
        request.end(body)
      }),
  }
}

function whyOf(error: Error): NonNullable<HookAnswer['why']> {
  if (error instanceof Forbidden) return 'forbidden-address'
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout'
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host'
  return /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code) ? 'certificate' : 'no-connection'
}
