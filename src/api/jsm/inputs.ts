import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { onceOf as sendingOf } from '../inputs.js'

/** A text without the sign that no text of PostgreSQL has. */
export const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes('\0'), 'A text has no NUL.')

/** An id or key in a path: what is too long or strange finds nothing. */
export const segment = z.string().transform((value) => value.replaceAll('\0', '').slice(0, 255))

/** Repeated or with commas: `a,b` and `a` and `b` are the same. */
export const list = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) =>
    [value ?? []]
      .flat()
      .flatMap((one) => one.split(','))
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .slice(0, 100),
  )
  .openapi({ type: 'array', items: { type: 'string' } })

/** `true`, `True` and `1` are true, as in any of these spellings `false` is false; absent is what is usual. */
export const flag = (usual: boolean) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => {
      const one = [value ?? []].flat().at(-1)?.toLowerCase()
      return one === undefined || one === '' ? usual : one === 'true' || one === '1'
    })
    .openapi({ type: 'boolean' })

export const words = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => ([value ?? []].flat()[0] ?? '').replaceAll('\0', '').slice(0, 200))
  .openapi({ type: 'string' })

/** Header that makes two sendings one; without it each sending is its own. */
export const onceHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,64}$/, 'An Idempotency-Key has 1 to 64 printable characters.')
    .optional(),
})

/** The same as in the native API; a sending without a key gets one that nobody has. */
export const onceOf = (c: Context, desk: Desk, content: unknown): string =>
  sendingOf(c, c.req.header('idempotency-key') ?? desk.newId(), content)

/** Ids come as numbers and as texts. */
export const id = z
  .union([z.string().max(255), z.int()])
  .transform((value) => String(value))
  .openapi({ type: 'string' })

export const people = z.object({
  usernames: z.array(text(255)).max(100).nullish(),
  accountIds: z.array(text(255)).max(100).nullish(),
})

export const namesIn = (body: z.infer<typeof people>): readonly string[] => [
  ...(body.accountIds ?? []),
  ...(body.usernames ?? []),
]

/** Python sends `{ body: null }` when there is no comment. */
export const additionalComment = z.object({ body: text(10_000).nullish() }).nullish()
