import { z } from '@hono/zod-openapi'
import type { Context, TypedResponse } from 'hono'
import type { Refusal } from '../../desk/refusal.js'
import type { Lang } from '../../desk/text.js'
import { STATUS } from '../../web/answer.js'
import { words } from '../../web/text/index.js'
import { WORDS, type Word } from './words.js'

/** An error that every known client reads: the documented pair, and the two keys of the platform. */
export const errorShape = z
  .object({
    errorMessage: z.string(),
    i18nErrorMessage: z.object({ i18nKey: z.string(), parameters: z.array(z.string()) }),
    errorMessages: z.array(z.string()),
    errors: z.record(z.string(), z.string()).openapi({ description: 'what is wrong with which field' }),
  })
  .openapi('JsmError')

type Shape = z.infer<typeof errorShape>
export type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 429 | 500 | 501 | 503
type ErrorAnswer = Response & TypedResponse<Shape, ErrorStatus, 'json'>

/** The dialect speaks the language of the institution unless it is asked for English: status words are read by people. */
export const langOf = (c: Context): Lang => (/^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'fa')

const answer = (
  c: Context,
  status: ErrorStatus,
  key: string,
  message: string,
  errors: Readonly<Record<string, string>>,
): ErrorAnswer =>
  c.json(
    {
      errorMessage: message,
      i18nErrorMessage: { i18nKey: `sd.mizban.${key}`, parameters: [] },
      errorMessages: [message],
      errors: { ...errors },
    },
    status,
  )

export const fails = (
  c: Context,
  status: ErrorStatus,
  word: Word,
  errors: Readonly<Record<string, string>> = {},
): ErrorAnswer => answer(c, status, word, said(WORDS[word][langOf(c)], errors), errors)

/** Many clients show nothing but this: what is wrong with which field, each sentence once. */
const said = (first: string, errors: Readonly<Record<string, string>>): string => {
  const fields = Object.entries(errors)
  const rest = [...new Set(fields.map(([, text]) => text))].slice(0, MOST_SAID)
  const names = (text: string) => fields.flatMap(([name, other]) => (other === text ? [name] : [])).slice(0, MOST_SAID)
  return [first, ...rest.map((text) => `${names(text).join(', ')}: ${text}`)].join(' ')
}

const MOST_SAID = 10

/** A refusal of the desk. What the pages answer with 422 is 400 here. */
export function refuses(c: Context, refusal: Refusal): ErrorAnswer {
  const lang = langOf(c)
  const status = STATUS[refusal.code]
  const errors = Object.fromEntries(refusal.problems.map(({ key, text }) => [key, text[lang]]))
  const message = said(words(lang).refusals[refusal.code], errors)
  return answer(c, status === 422 ? 400 : status, refusal.code, message, errors)
}
