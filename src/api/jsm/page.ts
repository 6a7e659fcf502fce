import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { linksOf } from './links.js'

const MOST = 100
const USUAL = 50
/** Further in than this nobody pages; a list that long is asked for by a filter. */
const FURTHEST = 100_000

/** Beyond `most` it is an error: the same page again and again would never end for whoever reads to the last one. */
const count = (usual: number, most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value, context) => {
      const one = [value ?? []].flat().at(-1) ?? ''
      if (one === '') return usual
      if (/^\d{1,9}$/.test(one) && Number(one) <= most) return Number(one)
      context.addIssue({ code: 'custom', message: `must be a number from 0 to ${most}` })
      return z.NEVER
    })
    .openapi({ type: 'integer', maximum: most })

/** @param furthest how far into the list a page may begin */
export const pagingTo = (furthest: number) => ({ start: count(0, furthest), limit: count(USUAL, 999_999_999) })
export const paging = pagingTo(FURTHEST)

export interface Window {
  readonly start: number
  readonly limit: number
}

/** What is really answered: never more than a hundred at once, never none. */
export const windowOf = ({ start, limit }: Window, most = MOST): Window => ({
  start,
  limit: Math.min(Math.max(limit, 1), most),
})

export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({
    _expands: z.array(z.string()),
    size: z.int(),
    start: z.int(),
    limit: z.int(),
    isLastPage: z.boolean(),
    _links: z.object({
      self: z.url(),
      base: z.url(),
      context: z.string(),
      next: z.url().optional(),
      prev: z.url().optional(),
    }),
    values: z.array(item),
  })

/**
 * A page in its envelope.
 * @param found what stands in this window and one more, when there is more
 */
export function page<T>(c: Context, { start, limit }: Window, found: readonly T[], path?: string) {
  const { base, context } = linksOf(c)
  const values = found.slice(0, limit)
  const isLastPage = found.length <= limit
  const at = (from: number) => {
    // A page inside another answer has an address of its own, without what the outer one was asked for.
    const query = new URLSearchParams(path === undefined ? new URL(c.req.url).search : '')
    query.set('start', String(from))
    query.set('limit', String(limit))
    return `${base}${path ?? ownPath(c)}?${query}`
  }
  return {
    _expands: [] as string[],
    size: values.length,
    start,
    limit,
    isLastPage,
    _links: {
      self: at(start),
      base: `${base}/rest/servicedeskapi`,
      context,
      ...(isLastPage ? {} : { next: at(start + limit) }),
      ...(start === 0 ? {} : { prev: at(Math.max(0, start - limit)) }),
    },
    values,
  }
}

/** A page of a list that is here as a whole. */
export const pageFrom = <T>(c: Context, asked: Window, all: readonly T[], path?: string) => {
  const { start, limit } = windowOf(asked)
  return page(c, { start, limit }, all.slice(start, start + limit + 1), path)
}

/** The whole of a short list inside another answer, such as an expansion. */
export const insidePage = <T>(c: Context, all: readonly T[], path: string) =>
  page(c, { start: 0, limit: Math.max(all.length, 1) }, all, path)

const ownPath = (c: Context): string => new URL(c.req.url).pathname
