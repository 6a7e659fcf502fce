import { z } from '@hono/zod-openapi'
import type { Context, TypedResponse } from 'hono'
import type { Lang } from '../desk/text.js'
import type { Refusal } from '../desk/refusal.js'
import { STATUS } from '../web/answer.js'
import { words } from '../web/text/index.js'

type Status = 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503

/** An error as RFC 9457 has it. `code` is for programs and never changes, `title` is for people. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    scope: z.string().optional().openapi({ description: 'the scope that the token lacks' }),
    errors: z
      .array(z.object({ field: z.string(), code: z.string(), detail: z.string() }))
      .optional()
      .openapi({ description: 'what is wrong with which field' }),
  })
  .openapi('Problem')

type Problem = z.infer<typeof problemSchema>

export const problem = (
  c: Context,
  status: Status,
  code: string,
  title: string,
  more: Pick<Problem, 'scope' | 'errors'> = {},
): Response & TypedResponse<Problem, Status, 'json'> =>
  c.json({ type: 'about:blank', title, status, code, ...more }, status, {
    'content-type': 'application/problem+json; charset=utf-8',
  })

/** A refusal of the desk, with the same status and words as the pages have. */
export function refusalProblem(c: Context, refusal: Refusal): ReturnType<typeof problem> {
  const lang = langOf(c)
  return problem(c, STATUS[refusal.code], refusal.code, words(lang).refusals[refusal.code], {
    ...(refusal.problems.length === 0
      ? {}
      : { errors: refusal.problems.map(({ key, code, text }) => ({ field: key, code, detail: text[lang] })) }),
  })
}

/** The sentences of the API itself, in the language of the caller. */
export const apiWords = (c: Context) => words(langOf(c)).api

/** Programs read English unless they ask for Persian. */
export const langOf = (c: Context): Lang => (/^\s*fa\b/i.test(c.req.header('accept-language') ?? '') ? 'fa' : 'en')
