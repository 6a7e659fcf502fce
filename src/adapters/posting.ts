import { readFile } from 'node:fs/promises'
import type { Handing } from '../commands/desk.js'

const TIMEOUT_MS = 10_000

/**
 * Posts something over HTTP once and says what became of it. What was refused before it was taken may be tried again;
 * when the line breaks or nothing is heard, it may have been taken. What the other side says is not repeated.
 */
export async function post(
  url: string,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<Handing> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      ...message,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await answer.body?.cancel()
    const said = `HTTP ${answer.status}`
    if (answer.ok) return { kind: 'taken', said }
    return { kind: answer.status >= 500 || NOT_ITS_FAULT.has(answer.status) ? 'later' : 'never', said }
  } catch (error) {
    const code = causeOf(error)
    if (code === null) return { kind: 'unknown', said: 'timeout' }
    return { kind: NOT_REACHED.has(code) ? 'later' : 'unknown', said: code }
  }
}

/** A secret that ran out, and too many at once: the message waits until it is set right. */
const NOT_ITS_FAULT: ReadonlySet<number> = new Set([401, 429])

/** Reads a file with a secret, each time, so that it may be renewed without a restart; null when it can't be read. */
export const readSecret = async (file: string | null): Promise<string | null> =>
  file === null
    ? ''
    : readFile(file, 'utf8').then(
        (text) => text.trim(),
        () => null,
      )

export const NO_SECRET: Handing = { kind: 'later', said: 'no-secret' }

/** Errors of connecting: nothing was said yet. */
const NOT_REACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

function causeOf(error: unknown): string | null {
  const cause = error instanceof Error ? error.cause : null
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : null
}
