import { z } from '@hono/zod-openapi'

/** A short text of an address, as PostgreSQL takes it: what is too long or has a NUL finds nothing, and is no error. */
export const words = z.string().transform((text) => text.replaceAll('\0', '').slice(0, 100))

/** The header that makes two sendings one; the same key brings the same answer. */
export const onceHeader = z.object({
  'idempotency-key': z
    .string('Send an Idempotency-Key header of 1 to 64 printable characters.')
    .regex(/^[\x21-\x7e]{1,64}$/, 'An Idempotency-Key has 1 to 64 printable characters.'),
})
