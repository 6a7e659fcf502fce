import net from 'node:net'
import tls from 'node:tls'
import { Client, ResultCodeError } from 'ldapts'
import { Unreachable } from './failover.js'

/** How a directory is reached; see docs/operations/configuration.md. */
export interface DirectorySettings {
  /** `ldaps://…`, or `ldap://…` for StartTLS; never without TLS. */
  readonly urls: readonly string[]
  readonly base: string
  readonly bindDn: string
  readonly password: string
  /** Certificates that are trusted, as PEM; null for those of the system. */
  readonly ca: string | null
}

/** How long to wait for a connection with its handshake, and for each operation, in milliseconds. */
export interface Limits {
  readonly connect: number
  readonly operation: number
}

/** Somebody waits. Together they leave two seconds for a controller that freezes at any point of a sign-in. */
export const SIGN_IN: Limits = { connect: 700, operation: 1_200 }
/** A page of five hundred accounts may take its time. */
export const LISTING: Limits = { connect: 700, operation: 30_000 }

/** Busy, unavailable, or not willing: the next controller may answer (RFC 4511 §A.2). */
const PASSING = [51, 52]

/**
 * Opens one encrypted connection, runs, and closes it. A connection that breaks is not opened again: ldapts would open
 * it without TLS and send the next password in clear text.
 * @throws Unreachable when the controller can't be reached, can't be trusted or does not answer in time
 */
export async function connected<T>(
  url: string,
  settings: DirectorySettings,
  limits: Limits,
  run: (client: Client) => Promise<T>,
): Promise<T> {
  const { hostname, protocol } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const trust: tls.ConnectionOptions = {
    host,
    ...(net.isIP(host) ? {} : { servername: host }),
    ...(settings.ca === null ? {} : { ca: settings.ca }),
    minVersion: 'TLSv1.2',
  }
  const secure = protocol === 'ldaps:'
  const client = new Client({
    url,
    timeout: limits.operation,
    connectTimeout: limits.connect,
    ...(secure ? { tlsOptions: trust } : {}),
    createConnection: once(net.connect),
    createSecureConnection: once(tls.connect),
  })
  try {
    // startTLS writes the socket into the object it is given, so it gets one of its own.
    if (!secure) await within(limits.connect, client.startTLS({ ...trust }))
    return await run(client)
  } catch (error) {
    if (error instanceof ResultCodeError && !PASSING.includes(error.code)) throw error
    if (error instanceof Unreachable) throw error
    const why = reason(error)
    throw new Unreachable(why, /time(d )?out/i.test(why))
  } finally {
    await client.unbind().catch(() => {})
  }
}

/** The code of what went wrong or its first line; neither names people. */
const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : (error.message.split('\n', 1)[0] ?? '')
}

/** The same function, which works once. */
function once<F extends (...args: never[]) => unknown>(open: F): F {
  let opened = false
  return new Proxy(open, {
    apply: (target, self, args) => {
      if (opened) throw new Unreachable('the connection broke', false)
      opened = true
      return Reflect.apply(target, self, args)
    },
  })
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unreachable('StartTLS timed out', true)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    work.catch(() => {})
  }
}
