import { createRoute, OpenAPIHono, type RouteConfig, type z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { ZodError, ZodType } from 'zod'
import * as locales from 'zod/locales'
import type { Scope } from '../desk/token.js'
import { apiWords, langOf, problem, problemSchema } from './problem.js'
import { wants, type ApiEnv } from './token.js'

/** A part of the native API: its operations check what comes by the same schemas that the OpenAPI document is made of. */
export const operations = (): OpenAPIHono<ApiEnv> =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const body = result.target === 'json' || result.target === 'form'
      const t = apiWords(c)
      const title = body ? t.body : result.target === 'header' ? t.header : t.address
      return problem(c, body ? 422 : 400, body ? 'incomplete' : 'bad-value', title, { errors: issues(c, result.error) })
    },
  })

const issues = (c: Context, error: ZodError) =>
  error.issues.map((one) => ({ field: one.path.join('.'), code: one.code, detail: sentence(c, one) }))

const persian = locales.fa().localeError

function sentence(c: Context, issue: z.core.$ZodIssue): string {
  if (langOf(c) === 'en') return issue.message
  const told = persian({ ...issue, input: issue.input } as z.core.$ZodRawIssue)
  return typeof told === 'string' ? told : (told?.message ?? issue.message)
}

/**
 * Describes an operation: what it takes, what it answers, and the scope its token needs (null: none). Every error is a
 * problem of RFC 9457.
 */
export const operation = <
  P extends string,
  R extends Omit<RouteConfig, 'path' | 'security'> & { path: P; operationId: string; tags: readonly [string] },
>(
  scope: Scope | null,
  route: R,
) =>
  createRoute({
    ...route,
    tags: [...route.tags],
    security: [{ token: scope === null ? [] : [scope] }],
    middleware: scope === null ? ([] as const) : ([wants(scope)] as const),
    responses: { ...route.responses, default: answer(problemSchema, 'why not', 'application/problem+json') },
  })

export const answer = <S extends ZodType, T extends string = 'application/json'>(
  schema: S,
  description: string,
  type = 'application/json' as T,
) => ({ description, content: { [type]: { schema } } as { [K in T]: { schema: S } } })

/** A body of JSON. */
export const json = <S extends ZodType>(schema: S) =>
  ({ content: { 'application/json': { schema } }, required: true }) as const
