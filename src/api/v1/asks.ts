import { z } from '@hono/zod-openapi'
import { answerAsk } from '../../commands/answer-ask.js'
import type { Desk } from '../../commands/desk.js'
import { fieldsIn } from '../../desk/form/form.js'
import { rawForm, rawOf } from '../../desk/form/raw.js'
import { refused } from '../../desk/refusal.js'
import { requestOfAsk, seenAnswers } from '../../store/requests.js'
import { attachmentsShape, filledIn, valuesShape } from '../filled-in.js'
import { number, onceHeader, onceOf, written } from '../inputs.js'
import { answer, json, operation, operations } from '../operation.js'
import { refusalProblem } from '../problem.js'

const newAnswer = z
  .strictObject({ message: written(10_000).default(''), fields: valuesShape.default({}), files: attachmentsShape })
  .openapi('NewAnswer')

/** What offices ask a requester, and the answer. The asks themselves are in the request. */
export function askRoutes(desk: Desk) {
  const app = operations()
  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/asks/{id}/answers',
      operationId: 'answerAsk',
      summary: 'Answers what an office has asked the caller',
      tags: ['requests'],
      request: { params: z.object({ id: number }), headers: onceHeader, body: json(newAnswer) },
      responses: { 201: answer(z.object({ request: z.string() }), 'answered') },
    }),
    async (c) => {
      const { person } = c.var.caller
      const { id } = c.req.valid('param')
      const request = await requestOfAsk(desk.db, person, id, { lock: false })
      if (request?.standing.as !== 'requester') return refusalProblem(c, refused('not-found'))
      const { requestForm } = await desk.catalog.version(request.versionId)
      const { message, fields, files } = c.req.valid('json')
      const before = rawForm(rawOf(requestForm, seenAnswers(request, requestForm)))
      const bound = fieldsIn(requestForm).flatMap((field) => (field.kind === 'upload' ? before.uploads(field.key) : []))
      const { raw, problems, attachments } = await filledIn(desk, person, requestForm, fields, files, bound)
      if (problems.length > 0) return refusalProblem(c, refused('incomplete', {}, problems))
      const once = onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json'))
      const result = await answerAsk(desk, person, { ask: id, once, message, raw, files: attachments })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )
  return app
}
