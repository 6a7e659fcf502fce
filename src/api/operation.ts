import { createRoute, OpenAPIHono, type RouteConfig } from '@hono/zod-openapi'
import type { ZodError, ZodType } from 'zod'
import type { Scope } from '../desk/token.js'
import { problem, problemSchema } from './problem.js'
import { wants, type ApiEnv } from './token.js'

/** A part of the native API: its operations check what comes by the same schemas that the OpenAPI document is made of. */
export const operations = (): OpenAPIHono<ApiEnv> =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const title = { json: 'The body is not what this operation takes.', header: 'A header is missing or wrong.' }
      return problem(
        c,
        result.target === 'json' ? 422 : 400,
        result.target === 'json' ? 'incomplete' : 'bad-value',
        result.target === 'json' || result.target === 'header'
          ? title[result.target]
          : 'A value of the address is wrong.',
        { errors: issues(result.error) },
      )
    },
  })

const issues = (error: ZodError) =>
  error.issues.map((one) => ({ field: one.path.join('.'), code: one.code, detail: one.message }))

/**
 * Describes an operation: what it takes, what it answers, and the scope its token needs (null: none). Every error is a
 * problem of RFC 9457.
 */
export const operation = <
  P extends string,
  R extends Omit<RouteConfig, 'path' | 'security'> & { path: P; operationId: string },
>(
  scope: Scope | null,
  route: R,
) =>
  createRoute({
    ...route,
    security: [{ token: scope === null ? [] : [scope] }],
    middleware: scope === null ? ([] as const) : ([wants(scope)] as const),
    responses: { ...route.responses, default: answer(problemSchema, 'why not', 'application/problem+json') },
  })

export const answer = <S extends ZodType, T extends string = 'application/json'>(
  schema: S,
  description: string,
  type = 'application/json' as T,
) => ({ description, content: { [type]: { schema } } as { [K in T]: { schema: S } } })
