import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answerAsk } from '../../commands/answer-ask.js'
import type { Desk } from '../../commands/desk.js'
import { withdrawRequest } from '../../commands/withdraw-request.js'
import type { Outcome } from '../../desk/refusal.js'
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
const answeredBy = (id: string): number | null => (/^\d{1,14}2$/.test(id) ? Number(id.slice(0, -1)) : null)

interface Transition {
  readonly id: string
  readonly name: Text
}

/** What the requester may do now: take the request back, and answer what offices ask. Nobody else has any. */
async function transitionsOf(c: Context<ApiEnv>, desk: Desk, found: ListedRequest): Promise<readonly Transition[]> {
  if (found.request.standing.as !== 'requester') return []
  const view = await viewOf(c, desk, found)
  return [
    ...view.asks
      .filter((one) => one.answeredAt === null)
      .map((one) => ({ id: answerId(one.id), name: TRANSITIONS.answer(one.office) })),
    ...(view.mayWithdraw ? [{ id: WITHDRAW, name: TRANSITIONS.withdraw }] : []),
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
      const named = all.map(({ id: one, name }) => ({ id: one, name: name[langOf(c)] }))
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
      const { person } = c.var.caller
      const once = onceOf(c, desk, body)
      // Whether it is possible now is the command's to say: of one that was done, it knows a repeat.
      const done = (result: Outcome<object>) =>
        result.ok ? c.body(null, 204) : result.code === 'incomplete' ? refuses(c, result) : fails(c, 400, 'no-answer')
      if (body.id === WITHDRAW) return done(await withdrawRequest(desk, person, { key: request.key, once }))
      const ask = (await viewOf(c, desk, found)).asks.find((one) => one.id === answeredBy(body.id))
      if (!ask) return fails(c, 400, 'no-answer')
      const { requestForm } = await desk.catalog.version(request.versionId)
      const corrected = readValues(requestForm, body.requestFieldValues ?? {}, desk.university, langOf(c))
      if (corrected.strange.length > 0) return fails(c, 400, 'no-such-field', strangeFields(c, corrected.strange))
      const answered = await answerAsk(desk, person, {
        ask: ask.id,
        once,
        message: body.additionalComment?.body ?? '',
        raw: rawForm({ ...rawOf(requestForm, seenAnswers(request, requestForm)), ...corrected.fields }),
        files: [],
      })
      return done(answered)
    },
  )
  return app
}
