import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { addParticipants, removeParticipants } from '../../commands/participants.js'
import { peopleById } from '../../store/named-people.js'
import type { ListedRequest } from '../../store/request-list.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { showsEmail } from './comment-shape.js'
import { fails, refuses } from './errors.js'
import { findRequest } from './found.js'
import { namesIn, onceHeader, onceOf, people } from './inputs.js'
import { json, operation, operations } from './operation.js'
import { pageFrom, pageOf, paging, type Window } from './page.js'
import { ofRequest } from './requests.js'
import { user, userShape } from './users.js'

const PATH = '/servicedeskapi/request/{issueIdOrKey}/participant'
const CHANGES = {
  post: { act: addParticipants, id: 'jsmAddParticipants', summary: 'The requester shows the request to others' },
  delete: { act: removeParticipants, id: 'jsmRemoveParticipants', summary: 'The requester shows it to them no longer' },
} as const

export function participantRoutes(desk: Desk) {
  const app = operations()
  const listed = async (c: Context<ApiEnv>, { request }: ListedRequest, window: Window) => {
    const known = await peopleById(desk.db, request.participants)
    const all = request.participants.flatMap((one) => known.get(one) ?? [])
    return pageFrom(
      c,
      window,
      all.map((one) => user(c, one, showsEmail(c, one.id))),
    )
  }
  const responses = { 200: answer(pageOf(userShape), 'a page of people') }

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: PATH,
      operationId: 'jsmParticipants',
      summary: 'Whom the requester shows the request to',
      tags: ['participants'],
      request: { params: ofRequest, query: z.object(paging) },
      responses,
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      return found ? c.json(await listed(c, found, c.req.valid('query')), 200) : fails(c, 404, 'not-found')
    },
  )

  for (const method of ['post', 'delete'] as const)
    app.openapi(
      operation('requests:write', {
        method,
        path: PATH,
        operationId: CHANGES[method].id,
        summary: CHANGES[method].summary,
        tags: ['participants'],
        request: { params: ofRequest, headers: onceHeader, query: z.object(paging), ...json(people) },
        responses,
      }),
      async (c) => {
        const { issueIdOrKey } = c.req.valid('param')
        const found = await findRequest(c, desk, issueIdOrKey)
        if (!found) return fails(c, 404, 'not-found')
        const changed = await CHANGES[method].act(desk, c.var.caller.person, {
          key: found.request.key,
          once: onceOf(c, desk, c.req.valid('json')),
          people: namesIn(c.req.valid('json')),
        })
        if (!changed.ok) return refuses(c, changed)
        // Who has left sees it no longer: what is answered is what stood before, without them.
        const after = (await findRequest(c, desk, issueIdOrKey)) ?? {
          ...found,
          request: { ...found.request, participants: [] },
        }
        return c.json(await listed(c, after, c.req.valid('query')), 200)
      },
    )
  return app
}
