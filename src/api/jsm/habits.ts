import { isUtf8 } from 'node:buffer'
import type { Context, Next } from 'hono'
import type { ApiEnv } from '../token.js'
import { fails } from './errors.js'

const MOST_JSON = 256 * 1024
const MOST_FILES = 50 * 1024 * 1024

/**
 * What known clients send besides what they mean: a content type without a body, a form's content type before JSON or
 * before nothing, a JSON content type on GET. A body is JSON unless it is files; an empty one is none.
 */
export async function forgiveHabits(c: Context<ApiEnv>, next: Next): Promise<Response | void> {
  const { raw } = c.req
  const headers = new Headers(raw.headers)
  const isFiles = /^multipart\/form-data/i.test(headers.get('content-type') ?? '')
  if (raw.method === 'GET' || raw.method === 'HEAD') {
    headers.delete('content-type')
    c.req.raw = new Request(raw.url, { method: raw.method, headers })
    return next()
  }
  const bytes = await readWithin(raw, isFiles ? MOST_FILES : MOST_JSON)
  if (bytes === null) return fails(c, 413, 'too-large')
  // Letters that were sent in another encoding would be kept as replacement signs.
  if (!isFiles && !isUtf8(bytes)) return fails(c, 400, 'not-utf8')
  if (!isFiles) {
    if (bytes.length === 0) headers.delete('content-type')
    else headers.set('content-type', 'application/json')
  }
  c.req.raw = new Request(raw.url, { method: raw.method, headers, ...(bytes.length === 0 ? {} : { body: bytes }) })
  return next()
}

/** The body, or null when it is longer; what is longer is not read to its end. */
async function readWithin(request: Request, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return null
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body) {
    length += chunk.length
    if (length > most) return null
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
