import type { Next } from 'hono'
import { badForm, tooLarge, wrongMedia } from './pages/message.js'
import { SAFE } from './same-origin.js'
import type { DeskContext } from './visit.js'

/** More than any form of the desk has, few enough to be read at once. */
const MAX_FIELDS = 500
const MAX_FIELD_NAME = 200
const MAX_FIELD_LETTERS = 50_000

/** How much may be sent: files need a session, and so does much text. */
const MB = 1024 * 1024
const MAX_BYTES = { anonymous: 64 * 1024, text: 2 * MB, files: 40 * MB } as const

/**
 * Reads a form before its route does, within bounds, so that no route meets a huge or broken one. Bytes are counted as
 * they come and parts are counted before they are parsed: a form of 100,000 fields costs one pass over its bytes.
 */
export async function boundedForm(c: DeskContext, next: Next): Promise<Response | void> {
  if (SAFE.has(c.req.method)) return next()
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const isFiles = type === 'multipart/form-data'
  const isForm = isFiles || type === 'application/x-www-form-urlencoded'
  const limit = c.var.visit.person === null ? MAX_BYTES.anonymous : isFiles ? MAX_BYTES.files : MAX_BYTES.text
  const bytes = await readWithin(c.req.raw, limit)
  if (bytes === 'too-long') return tooLarge(c)
  if (bytes === 'broken-off') return badForm(c)
  if (!isForm) return bytes.length === 0 ? next() : wrongMedia(c)
  const parts = countParts(bytes, isFiles ? boundaryOf(c.req.header('content-type') ?? '') : '&')
  if (parts > MAX_FIELDS) return tooLarge(c)
  c.req.raw = new Request(c.req.raw, { method: c.req.method, body: bytes })
  const fields = await c.req.formData().catch(() => null)
  if (!fields) return badForm(c)
  for (const [name, value] of fields)
    if (name.length > MAX_FIELD_NAME || (typeof value === 'string' && value.length > MAX_FIELD_LETTERS))
      return tooLarge(c)
  return next()
}

/** The body, unless it is longer than the limit; what is longer is not read to its end. */
async function readWithin(
  request: Request,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | 'too-long' | 'broken-off'> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return 'too-long'
  if (!request.body) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    // Whoever left while sending gets no answer, and it is no error of the desk.
    const part = await reader.read().catch(() => null)
    if (!part) return 'broken-off'
    const { done, value } = part
    if (done) return new Uint8Array(Buffer.concat(chunks))
    length += value.length
    // Left as it is: the server ends the connection of whoever goes on sending.
    if (length > limit) return 'too-long'
    chunks.push(value)
  }
}

const boundaryOf = (contentType: string): string => `--${/boundary="?([^";]+)"?/i.exec(contentType)?.[1] ?? ''}`

function countParts(bytes: Uint8Array, mark: string): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let count = 1
  for (let at = text.indexOf(mark); at >= 0 && count <= MAX_FIELDS; at = text.indexOf(mark, at + mark.length))
    count += 1
  return count
}
