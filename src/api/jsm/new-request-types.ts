import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { offerLike, sayOfService, withdrawService } from '../../commands/offer-service.js'
import type { CardWords } from '../../desk/drawing/card-words.js'
import type { Outcome, Refusal } from '../../desk/refusal.js'
import { cleanText } from '../../persian/index.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { administratorOf } from './credentials.js'
import { fails, langOf, refuses } from './errors.js'
import { findService } from './found.js'
import { isDesk } from './ids.js'
import { id, onceHeader, onceOf, segment, text } from './inputs.js'
import { json, NOTHING, operation, operations } from './operation.js'
import { requestType, requestTypeShape } from './request-types.js'
import { WORDS } from './words.js'

const PATH = '/servicedeskapi/servicedesk/{serviceDeskId}/requesttype'
const ofDesk = z.object({ serviceDeskId: segment })

const said = { description: text(1000).nullish(), helpText: text(1000).nullish() }
const newType = z.object({ issueTypeId: id, name: text(255), ...said }).openapi('JsmNewRequestType')
const changedType = z.object({ requestTypeId: id, name: text(255).nullish(), ...said }).openapi('JsmChangedRequestType')

/**
 * Services made, called otherwise and withdrawn by programs of administrators. The type of an issue is the service whose
 * form and process the new one gets: here a form and a process are never without each other.
 */
export function newRequestTypeRoutes(desk: Desk) {
  const app = operations()
  const known = (desks: string, type: string) => (isDesk(desks) ? findService(desk, type) : undefined)

  app.openapi(
    operation('administration:write', {
      method: 'post',
      path: PATH,
      operationId: 'jsmCreateRequestType',
      summary: 'Offers a service with the form and the process of another; for administrators',
      tags: ['request types'],
      request: { params: ofDesk, headers: onceHeader, ...json(newType) },
      responses: { 200: answer(requestTypeShape, 'the request type') },
    }),
    async (c) => {
      const body = c.req.valid('json')
      const like = known(c.req.valid('param').serviceDeskId, body.issueTypeId)
      if (!like) return fails(c, 404, 'not-found')
      const name = cleanText(body.name)
      if (name === '') return fails(c, 400, 'bad-value', { name: WORDS['no-name'][langOf(c)] })
      const words = { ...wordsOf(body), name, summary: cleanText(body.description ?? '') || name }
      const once = onceOf(c, desk, body)
      return shown(c, desk, await offerLike(desk, administratorOf(c), { once, like: like.id, words }))
    },
  )

  app.openapi(
    operation('administration:write', {
      method: 'put',
      path: PATH,
      operationId: 'jsmChangeRequestType',
      summary: 'Says what a service is called and what it is for, in the language of the call; for administrators',
      tags: ['request types'],
      request: { params: ofDesk, headers: onceHeader, ...json(changedType) },
      responses: { 200: answer(requestTypeShape, 'the request type') },
    }),
    async (c) => {
      const body = c.req.valid('json')
      const service = known(c.req.valid('param').serviceDeskId, body.requestTypeId)
      if (!service) return fails(c, 404, 'not-found')
      const input = { once: onceOf(c, desk, body), service: service.id, words: wordsOf(body), lang: langOf(c) }
      return shown(c, desk, await sayOfService(desk, administratorOf(c), input))
    },
  )

  app.openapi(
    operation('administration:write', {
      method: 'delete',
      path: `${PATH}/{requestTypeId}`,
      operationId: 'jsmRemoveRequestType',
      summary: 'Offers a service no more; its requests go on; for administrators',
      tags: ['request types'],
      request: { params: ofDesk.extend({ requestTypeId: segment }) },
      responses: NOTHING,
    }),
    async (c) => {
      const { serviceDeskId, requestTypeId } = c.req.valid('param')
      const service = known(serviceDeskId, requestTypeId)
      if (!service) return fails(c, 404, 'not-found')
      const once = onceOf(c, desk, null)
      const gone = await withdrawService(desk, administratorOf(c), { once, service: service.id })
      return gone.ok ? c.body(null, 204) : refusal(c, gone)
    },
  )
  return app
}

/** What is empty stays as it is, but for the text about what happens then, which a service may lack. */
const wordsOf = (body: {
  readonly name?: string | null | undefined
  readonly description?: string | null | undefined
  readonly helpText?: string | null | undefined
}): CardWords => ({
  name: cleanText(body.name ?? '') || undefined,
  summary: cleanText(body.description ?? '') || undefined,
  after: body.helpText === null || body.helpText === undefined ? undefined : cleanText(body.helpText),
})

function shown(c: Context<ApiEnv>, desk: Desk, outcome: Outcome<{ service: string }>) {
  if (!outcome.ok) return refusal(c, outcome)
  const service = findService(desk, outcome.service)
  return service ? c.json(requestType(c, desk, service), 200) : fails(c, 404, 'not-found')
}

const refusal = (c: Context<ApiEnv>, no: Refusal) =>
  no.code === 'stale' ? fails(c, 409, 'draft-open') : refuses(c, no)
