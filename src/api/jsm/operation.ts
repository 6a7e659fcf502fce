import { createRoute, OpenAPIHono, type RouteConfig, type z } from '@hono/zod-openapi'
import type { Context, Next } from 'hono'
import type { Scope } from '../../desk/token.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { errorShape, fails } from './errors.js'

/** A part of the dialect. What its schemas do not take is 400, with a message for each field. */
export const operations = (): OpenAPIHono<ApiEnv> =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const errors = result.error.issues.map((one) => [one.path.join('.') || 'body', one.message])
      return fails(c, 400, 'bad-value', Object.fromEntries(errors))
    },
  })

const wants =
  (scope: Scope) =>
  async (c: Context<ApiEnv>, next: Next): Promise<Response | void> => {
    if (c.var.caller.scopes.includes(scope)) return next()
    return fails(c, 403, 'missing-permission', { scope })
  }

/** Describes an operation: what it takes, what it answers, and the scope that a token needs for it (null: none). */
export const operation = <
  P extends string,
  R extends Omit<RouteConfig, 'path' | 'security' | 'middleware'> & { path: P; operationId: string },
>(
  scope: Scope | null,
  route: R,
) =>
  createRoute({
    ...route,
    security: [{ token: scope === null ? [] : [scope] }, { password: [] }],
    middleware: scope === null ? ([] as const) : ([wants(scope)] as const),
    responses: { ...route.responses, default: answer(errorShape, 'why not') },
  })

export const json = <S extends z.ZodType>(schema: S) => ({
  body: { content: { 'application/json': { schema } }, required: true },
})

export const NOTHING = { 204: { description: 'done' } } as const
