import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { addComment } from '../../commands/add-comment.js'
import type { Desk } from '../../commands/desk.js'
import { peopleById } from '../../store/named-people.js'
import { requestComments } from '../../store/request-page.js'
import type { ListedRequest } from '../../store/request-list.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import {
  attachment,
  attachmentShape,
  authorsOf,
  comment,
  commentShape,
  saidAs,
  saidIn,
  type Said,
} from './comment-shape.js'
import { fails, refuses } from './errors.js'
import { findRequest, viewOf } from './found.js'
import { flag, list, onceHeader, onceOf, segment, text } from './inputs.js'
import { json, operation, operations } from './operation.js'
import { page, pageFrom, pageOf, paging, windowOf } from './page.js'
import { ofRequest } from './requests.js'

const ofComment = ofRequest.extend({ commentId: segment })

export async function saidOf(c: Context<ApiEnv>, desk: Desk, found: ListedRequest): Promise<readonly Said[]> {
  return saidIn(await viewOf(c, desk, found), found.request.requester)
}

export function commentRoutes(desk: Desk) {
  const app = operations()
  const shownBy = async (found: ListedRequest, said: readonly Said[]) => ({
    desk,
    key: found.request.key,
    people: await peopleById(desk.db, authorsOf(said)),
  })

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/comment',
      operationId: 'jsmComments',
      summary: 'Messages, what offices asked, and the answers; offices read notes too',
      tags: ['comments'],
      request: {
        params: ofRequest,
        query: z.object({ ...paging, public: flag(true), internal: flag(true), expand: list }),
      },
      responses: { 200: answer(pageOf(commentShape), 'a page of comments, oldest first') },
    }),
    async (c) => {
      const query = c.req.valid('query')
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      if (!found) return fails(c, 404, 'not-found')
      const said = (await saidOf(c, desk, found)).filter((one) => (one.public ? query.public : query.internal))
      const window = windowOf(query)
      const part = said.slice(window.start, window.start + window.limit + 1)
      const shown = await shownBy(found, part)
      return c.json(
        page(
          c,
          window,
          part.map((one) => comment(c, shown, one, query.expand)),
        ),
        200,
      )
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/servicedeskapi/request/{issueIdOrKey}/comment',
      operationId: 'jsmAddComment',
      summary: 'Writes a message, or with `public: false` a note that only offices read',
      tags: ['comments'],
      request: {
        params: ofRequest,
        headers: onceHeader,
        ...json(z.object({ body: text(10_000).min(1), public: z.boolean().nullish() })),
      },
      responses: { 201: answer(commentShape, 'the comment') },
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      if (!found) return fails(c, 404, 'not-found')
      const { body, public: isPublic } = c.req.valid('json')
      const written = await addComment(desk, c.var.caller.person, {
        key: found.request.key,
        once: onceOf(c, desk, c.req.valid('json')),
        body,
        internal: isPublic === false,
        office: null,
        files: [],
      })
      if (!written.ok) return refuses(c, written)
      const all = await requestComments(desk.db, desk.university, found.request, c.var.caller.person)
      const mine = all.find((one) => one.id === written.comment)
      if (!mine) return fails(c, 404, 'not-found')
      const said = saidAs(mine)
      return c.json(comment(c, await shownBy(found, [said]), said, []), 201)
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/comment/{commentId}',
      operationId: 'jsmComment',
      summary: 'One comment',
      tags: ['comments'],
      request: { params: ofComment, query: z.object({ expand: list }) },
      responses: { 200: answer(commentShape, 'the comment') },
    }),
    async (c) => {
      const { issueIdOrKey, commentId } = c.req.valid('param')
      const found = await findRequest(c, desk, issueIdOrKey)
      const said = found && (await saidOf(c, desk, found)).find((one) => one.id === commentId)
      return found && said
        ? c.json(comment(c, await shownBy(found, [said]), said, c.req.valid('query').expand), 200)
        : fails(c, 404, 'not-found')
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/comment/{commentId}/attachment',
      operationId: 'jsmCommentAttachments',
      summary: 'The files of a comment',
      tags: ['comments'],
      request: { params: ofComment, query: z.object(paging) },
      responses: { 200: answer(pageOf(attachmentShape), 'a page of files') },
    }),
    async (c) => {
      const { issueIdOrKey, commentId } = c.req.valid('param')
      const found = await findRequest(c, desk, issueIdOrKey)
      const said = found && (await saidOf(c, desk, found)).find((one) => one.id === commentId)
      if (!found || !said) return fails(c, 404, 'not-found')
      const shown = await shownBy(found, [said])
      return c.json(
        pageFrom(
          c,
          c.req.valid('query'),
          said.files.map((file) => attachment(c, shown, file)),
        ),
        200,
      )
    },
  )
  return app
}
