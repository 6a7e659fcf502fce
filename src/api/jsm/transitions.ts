import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answerAsk } from '../../commands/answer-ask.js'
import type { Desk } from '../../commands/desk.js'
import { withdrawRequest } from '../../commands/withdraw-request.js'
import { rawForm, rawOf } from '../../desk/form/raw.js'
import type { Text } from '../../desk/text.js'
import type { ListedRequest } from '../../store/request-list.js'
import { seenAnswers } from '../../store/requests.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { fails, langOf, refuses } from './errors.js'
import { readValues } from './field-values.js'
import { findRequest, viewOf } from './found.js'
import { additionalComment, id, onceHeader, onceOf } from './inputs.js'
import { strangeFields } from './new-request.js'
import { json, NOTHING, operation, operations } from './operation.js'
import { pageFrom, pageOf, paging } from './page.js'
import { ofRequest } from './requests.js'
import { TRANSITIONS } from './words.js'

const WITHDRAW = '1'
const answerId = (ask: number): string => String(ask * 10 + 2)

interface Transition {
  readonly id: string
  readonly name: Text
  /** The ask that it answers; null: it takes the request back. */
  readonly ask: number | null
}

/** What the requester may do now: take the request back, and answer what offices ask. Nobody else has any. */
async function transitionsOf(c: Context<ApiEnv>, desk: Desk, found: ListedRequest): Promise<readonly Transition[]> {
  if (found.request.standing.as !== 'requester') return []
  const view = await viewOf(c, desk, found)
  return [
    ...view.asks
      .filter((one) => one.answeredAt === null)
      .map((one) => ({ id: answerId(one.id), name: TRANSITIONS.answer(one.office), ask: one.id })),
    ...(view.mayWithdraw ? [{ id: WITHDRAW, name: TRANSITIONS.withdraw, ask: null }] : []),
  ]
}

export function transitionRoutes(desk: Desk) {
  const app = operations()
  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/transition',
      operationId: 'jsmTransitions',
      summary: 'What the requester may do now',
      tags: ['transitions'],
      request: { params: ofRequest, query: z.object(paging) },
      responses: {
        200: answer(
          pageOf(z.object({ id: z.string(), name: z.string() }).openapi('JsmTransition')),
          'a page of transitions',
        ),
      },
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      if (!found) return fails(c, 404, 'not-found')
      const all = await transitionsOf(c, desk, found)
      const named = all.map((one) => ({ id: one.id, name: one.name[langOf(c)] }))
      return c.json(pageFrom(c, c.req.valid('query'), named), 200)
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/servicedeskapi/request/{issueIdOrKey}/transition',
      operationId: 'jsmTransition',
      summary: 'Does one of them; the additional comment is the answer to what was asked',
      tags: ['transitions'],
      request: {
        params: ofRequest,
        headers: onceHeader,
        ...json(
          z.object({
            id,
            additionalComment,
            requestFieldValues: z
              .record(z.string().max(255), z.unknown())
              .nullish()
              .openapi({ description: 'fields that an office asked to correct; only Mizban takes this' }),
          }),
        ),
      },
      responses: NOTHING,
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      if (!found) return fails(c, 404, 'not-found')
      const { request } = found
      const body = c.req.valid('json')
      const wanted = (await transitionsOf(c, desk, found)).find((one) => one.id === body.id)
      if (!wanted) return fails(c, 400, 'no-answer')
      const { person } = c.var.caller
      const once = onceOf(c, desk, body)
      if (wanted.ask === null) {
        const taken = await withdrawRequest(desk, person, { key: request.key, once })
        return taken.ok ? c.body(null, 204) : refuses(c, taken)
      }
      const { requestForm } = await desk.catalog.version(request.versionId)
      const corrected = readValues(requestForm, body.requestFieldValues ?? {}, desk.university, langOf(c))
      if (corrected.strange.length > 0) return fails(c, 400, 'no-such-field', strangeFields(c, corrected.strange))
      const answered = await answerAsk(desk, person, {
        ask: wanted.ask,
        once,
        message: body.additionalComment?.body ?? '',
        raw: rawForm({ ...rawOf(requestForm, seenAnswers(request, requestForm)), ...corrected.fields }),
        files: [],
      })
      return answered.ok ? c.body(null, 204) : refuses(c, answered)
    },
  )
  return app
}
