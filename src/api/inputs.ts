import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'

/** A short text of an address, as PostgreSQL takes it: what is too long or has a NUL finds nothing, and is no error. */
export const words = z.string().transform((text) => text.replaceAll('\0', '').slice(0, 100))

/** A number in an address, such as that of a task. */
export const number = z
  .string()
  .regex(/^\d{1,15}$/, 'A number has 1 to 15 digits.')
  .transform(Number)

/** A text that somebody reads later. */
export const written = (length: number) =>
  z
    .string()
    .max(length)
    .refine((text) => !text.includes('\0'), 'A text has no NUL.')

/** The header that makes two sendings one; the same key with the same content brings the same answer. */
export const onceHeader = z.object({
  'idempotency-key': z
    .string('Send an Idempotency-Key header of 1 to 64 printable characters.')
    .regex(/^[\x21-\x7e]{1,64}$/, 'An Idempotency-Key has 1 to 64 printable characters.')
    .openapi({ description: 'a value of your own; sent again with the same content, it is the same sending' }),
})

/** The same, for what two may change at once. */
export const onceAndSeenHeaders = onceHeader.extend({
  'if-match': z.string().optional().openapi({ description: 'the `ETag` of the last reading, or `*` for any' }),
})

/**
 * What makes a sending the same sending: its key, where it goes, and what it says. The same key elsewhere, or with other
 * content, is another one: it never gets the answer to something else.
 */
export const onceOf = (c: Context, key: string, content: unknown): string =>
  `api:${key}:${createHash('sha256')
    .update(JSON.stringify([c.req.method, c.req.path, content]))
    .digest('base64url')
    .slice(0, 22)}`

/** A page of a list. `next` leads to the page after it. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().openapi({ description: 'null: this is the last page' }),
  })

export const after = z.string().max(200).optional().openapi({ description: '`next` of the page before' })
