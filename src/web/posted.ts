import type { Context } from 'hono'
import type { RawFields } from '../desk/form/raw.js'

/** What a form sent: texts and files, each possibly several times. */
export interface Posted {
  readonly fields: RawFields
  readonly files: Readonly<Record<string, readonly File[]>>
  readonly text: (name: string) => string
  readonly all: (name: string) => readonly string[]
}

export async function readPosted(c: Context): Promise<Posted> {
  const body = await c.req.parseBody({ all: true })
  const texts = new Map<string, string[]>()
  const sent = new Map<string, File[]>()
  for (const [name, value] of Object.entries(body)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'string') texts.set(name, [...(texts.get(name) ?? []), one])
      // A file field left empty is sent as a file without name and content.
      else if (one.name !== '' || one.size > 0) sent.set(name, [...(sent.get(name) ?? []), one])
    }
  }
  // Maps, because a field may be called `constructor` or `__proto__`.
  return {
    fields: Object.fromEntries(texts),
    files: Object.fromEntries(sent),
    text: (name) => texts.get(name)?.[0] ?? '',
    all: (name) => texts.get(name) ?? [],
  }
}
