import type { z } from 'zod'
import { pageOf } from './shapes.js'

export interface JsmSettings {
  /** The address of the desk, with its context path and without a slash at the end. */
  readonly url: string
  readonly sign: { readonly token: string } | { readonly user: string; readonly password: string }
  /** Waits; tests don't. */
  readonly pause: (ms: number) => Promise<void>
  readonly now: () => number
}

/** Why the other desk could not be read. */
export class JsmFault extends Error {
  readonly why: 'unsigned' | 'refused' | 'unreachable' | 'not-json' | 'redirected' | 'wrong-shape' | 'endless'
  constructor(why: JsmFault['why'], message: string) {
    super(message)
    this.why = why
  }
}

export interface JsmClient {
  /** Null where the other desk says that there is none. */
  readonly get: <T>(path: string, schema: z.ZodType<T>) => Promise<T | null>
  /** Everything of a list, page by page; nothing where there is none. */
  readonly all: <T>(path: string, item: z.ZodType<T>) => AsyncGenerator<readonly T[]>
  /** What an address there holds, unless it is more than the limit or leads to another place; null: there is none. */
  readonly bytes: (url: string, limit: number) => Promise<Uint8Array | 'too-large' | 'elsewhere' | null>
}

const PAGE = 100
const TIMEOUT_MS = 60_000
/** How often something is tried that may go well later, and the shortest and the longest time between two tries. */
const TRIES = 7
const SHORTEST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 120_000
/** How often something is read that broke off on its way. */
const READINGS = 3
/** A desk that says «not so fast» is believed for this long in all. */
const PATIENCE_MS = 3_600_000

/**
 * Reads a desk that speaks the customer API of Jira Service Management: pages to their end, waits as long as it is told
 * to, tries again what failed for a moment. The token goes to the given address and nowhere else: of the absolute links
 * in answers only path and query are followed.
 */
export function jsmClient(settings: JsmSettings): JsmClient {
  const base = new URL(settings.url)
  const authorization =
    'token' in settings.sign
      ? `Bearer ${settings.sign.token}`
      : `Basic ${Buffer.from(`${settings.sign.user}:${settings.sign.password}`, 'utf8').toString('base64')}`

  const ask = async (url: string, accept: string): Promise<Response> => {
    let waited = 0
    for (let tries = 1; ; tries += 1) {
      const answer = await fetch(url, {
        headers: { authorization, accept, 'x-experimentalapi': 'opt-in' },
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((error: unknown) => (error instanceof Error ? error : new Error('no answer')))
      if (answer instanceof Error || answer.status >= 500 || answer.status === 429) {
        const told = answer instanceof Error ? null : retryAfter(answer, settings.now())
        const pause = Math.min(Math.max(told ?? 500 * 2 ** tries, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS)
        waited += pause
        const patient = !(answer instanceof Error) && answer.status === 429 && waited < PATIENCE_MS
        if (!patient && tries >= TRIES)
          throw new JsmFault(
            'unreachable',
            `${pathOf(url)}: ${answer instanceof Error ? cause(answer) : answer.status}`,
          )
        if (!(answer instanceof Error)) await answer.body?.cancel()
        await settings.pause(pause)
        continue
      }
      return answer
    }
  }

  const get = async <T>(path: string, schema: z.ZodType<T>): Promise<T | null> => {
    const url = under(base, path)
    for (let tries = 1; ; tries += 1) {
      const answer = await ask(url, 'application/json')
      if (answer.status === 404) return null
      if (answer.status === 401) throw unsigned()
      if (isElsewhere(answer))
        throw new JsmFault('redirected', `${pathOf(url)} leads to ${answer.headers.get('location') ?? 'another place'}`)
      if (!answer.ok) throw new JsmFault('refused', `${pathOf(url)}: ${answer.status}`)
      const data: unknown = await answer.json().catch(() => undefined)
      if (data === undefined && tries < READINGS) {
        await settings.pause(1000 * tries)
        continue
      }
      if (data === undefined) throw new JsmFault('not-json', `${pathOf(url)} does not answer with JSON`)
      const read = schema.safeParse(data)
      if (!read.success) throw new JsmFault('wrong-shape', `${pathOf(url)}: ${read.error.issues[0]?.path.join('.')}`)
      return read.data
    }
  }

  async function* all<T>(path: string, item: z.ZodType<T>): AsyncGenerator<readonly T[]> {
    const schema = pageOf(item)
    let start = 0
    for (;;) {
      const page = await get(`${path}${path.includes('?') ? '&' : '?'}start=${start}&limit=${PAGE}`, schema)
      if (!page) return
      if (page.values.length > 0) yield page.values
      const { _links: links } = page
      const next = links?.next
      if (page.isLastPage === true || (page.isLastPage === undefined && next === undefined)) return
      const told = next === undefined ? Number.NaN : Number(new URL(next, base).searchParams.get('start') ?? Number.NaN)
      const after = Number.isSafeInteger(told) ? told : start + page.values.length
      if (after <= start) throw new JsmFault('endless', `${pathOf(under(base, path))} does not come to an end`)
      start = after
    }
  }

  const bytes: JsmClient['bytes'] = async (url, limit) => {
    const link = new URL(url, base)
    const from = `${base.origin}${link.pathname}${link.search}`
    for (let tries = 1; ; tries += 1) {
      const answer = await ask(from, '*/*')
      // Its request would be taken without it, and never be asked for again.
      if (answer.status === 401) throw unsigned()
      if (isElsewhere(answer)) return 'elsewhere'
      if (!answer.ok) return null
      const read = await readWithin(answer, limit).catch(() => undefined)
      if (read !== undefined) return read
      if (tries >= READINGS) throw new JsmFault('unreachable', `${pathOf(from)} breaks off`)
      await settings.pause(1000 * tries)
    }
  }

  return { get, all, bytes }
}

const under = (base: URL, path: string): string => `${base.origin}${base.pathname.replace(/\/$/, '')}${path}`

const unsigned = (): JsmFault => new JsmFault('unsigned', 'The other desk does not accept this token or password.')

const isElsewhere = ({ status }: Response): boolean => status >= 300 && status < 400

/** Without the query, which may name people. */
const pathOf = (url: string): string => new URL(url).pathname

const cause = (error: Error): string =>
  error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : error.name

/** Milliseconds of a Retry-After header: seconds or a date. */
function retryAfter(answer: Response, now: number): number | null {
  const told = answer.headers.get('retry-after')
  if (told === null) return null
  const ms = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - now
  return Number.isNaN(ms) ? null : Math.max(ms, 0)
}

async function readWithin(answer: Response, limit: number): Promise<Uint8Array | 'too-large'> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    const part: Uint8Array = chunk
    size += part.length
    // Leaving the loop ends the connection: what is too large is not read to its end.
    if (size > limit) return 'too-large'
    chunks.push(part)
  }
  return Buffer.concat(chunks)
}
