import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { addComment } from '../../commands/add-comment.js'
import type { Desk } from '../../commands/desk.js'
import { keepUpload } from '../../commands/keep-upload.js'
import { refused } from '../../desk/refusal.js'
import { mayOpen } from '../../desk/upload/scan.js'
import { fileFor } from '../../store/files.js'
import { peopleById } from '../../store/named-people.js'
import { download } from '../../web/download.js'
import { UUID } from '../../web/uploads.js'
import { sentName } from '../file-name.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { attachment, attachmentShape, authorsOf, comment, commentShape, saidId } from './comment-shape.js'
import { saidOf } from './comments.js'
import { fails, langOf, refuses } from './errors.js'
import { findRequest, viewOf } from './found.js'
import { isDesk } from './ids.js'
import { additionalComment, onceHeader, onceOf, segment, text } from './inputs.js'
import { temporaryFiles } from './new-request.js'
import { json, operation, operations } from './operation.js'
import { insidePage, page, pageOf, paging, windowOf } from './page.js'
import { ofRequest } from './requests.js'
import { ATTACHED } from './words.js'

const MOST_AT_ONCE = 20

const ofAttachment = ofRequest.extend({ attachmentId: segment })

const BYTES = {
  200: { description: 'the bytes', content: { '*/*': { schema: z.string().openapi({ format: 'binary' }) } } },
}

export function attachmentRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/attachTemporaryFile',
      operationId: 'jsmAttachTemporaryFile',
      summary: 'Keeps files until a request or a comment takes them',
      tags: ['attachments'],
      request: {
        params: z.object({ serviceDeskId: segment }),
        // Read by the handler: a part without a content type, as Python sends it, is a file too.
        body: {
          content: {
            'multipart/form-data': {
              schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
            },
          },
        },
      },
      responses: {
        201: answer(
          z.object({
            temporaryAttachments: z.array(z.object({ temporaryAttachmentId: z.string(), fileName: z.string() })),
          }),
          'the files',
        ),
      },
    }),
    async (c) => {
      if (!isDesk(c.req.valid('param').serviceDeskId)) return fails(c, 404, 'not-found')
      const form = await c.req.raw.formData().catch(() => null)
      const files = (form?.getAll('file') ?? []).filter((one) => one instanceof File)
      if (files.length === 0) return fails(c, 400, 'no-file')
      if (files.length > MOST_AT_ONCE) return fails(c, 400, 'too-many-files')
      const kept = []
      for (const file of files) {
        const bytes = new Uint8Array(await file.arrayBuffer())
        const result = await keepUpload(desk, c.var.caller.person, {
          name: sentName(file),
          bytes,
          purpose: 'attachment',
        })
        if (!result.ok) return refuses(c, result)
        kept.push({ temporaryAttachmentId: result.id, fileName: result.name })
      }
      return c.json({ temporaryAttachments: kept }, 201)
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/servicedeskapi/request/{issueIdOrKey}/attachment',
      operationId: 'jsmAttach',
      summary: 'Attaches temporary files with a message',
      tags: ['attachments'],
      request: {
        params: ofRequest,
        headers: onceHeader,
        ...json(
          z.object({
            temporaryAttachmentIds: z.array(text(100)).min(1).max(MOST_AT_ONCE),
            public: z.boolean().nullish(),
            additionalComment,
          }),
        ),
      },
      responses: {
        201: answer(
          z.object({ comment: commentShape, attachments: pageOf(attachmentShape) }),
          'the message and its files',
        ),
      },
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      if (!found) return fails(c, 404, 'not-found')
      const body = c.req.valid('json')
      const files = await temporaryFiles(desk, c, body.temporaryAttachmentIds)
      if (!files) return fails(c, 400, 'no-such-file')
      const written = await addComment(desk, c.var.caller.person, {
        key: found.request.key,
        once: onceOf(c, desk, body),
        body: body.additionalComment?.body || ATTACHED[langOf(c)],
        internal: body.public === false,
        office: null,
        files: files.map((one) => one.id),
      })
      if (!written.ok) return refuses(c, written)
      const said = (await saidOf(c, desk, found)).find((one) => one.id === saidId('comment', written.comment))
      if (!said) return fails(c, 404, 'not-found')
      const shown = { desk, key: found.request.key, people: await peopleById(desk.db, authorsOf([said])) }
      const path = `/rest/servicedeskapi/request/${found.request.id}/comment/${said.id}/attachment`
      const attached = said.files.map((file) => attachment(c, shown, file))
      return c.json({ comment: comment(c, shown, said, []), attachments: insidePage(c, attached, path) }, 201)
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/attachment',
      operationId: 'jsmAttachments',
      summary: 'The files of a request that the caller may see',
      tags: ['attachments'],
      request: { params: ofRequest, query: z.object(paging) },
      responses: { 200: answer(pageOf(attachmentShape), 'a page of files') },
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      if (!found) return fails(c, 404, 'not-found')
      const window = windowOf(c.req.valid('query'))
      const files = (await viewOf(c, desk, found)).files.slice(window.start, window.start + window.limit + 1)
      const people = await peopleById(desk.db, authorsOf([], files))
      const shown = { desk, key: found.request.key, people }
      return c.json(
        page(
          c,
          window,
          files.map((file) => attachment(c, shown, file)),
        ),
        200,
      )
    },
  )

  /** The file with its bytes, when it is one of this request and the caller may open it. */
  const opened = async (c: Context<ApiEnv>, { issueIdOrKey, attachmentId }: z.infer<typeof ofAttachment>) => {
    const found = UUID.test(attachmentId) ? await findRequest(c, desk, issueIdOrKey) : null
    const sources = { university: desk.university, version: desk.catalog.version }
    const file = found && (await fileFor(desk.db, sources, c.var.caller.person, attachmentId))
    if (!found || !file || file.request !== found.request.id) return null
    if (!mayOpen(file.scan)) return { refusal: refused(file.scan === 'found' ? 'file-infected' : 'file-waits') }
    const bytes = await desk.files.get(file.sha256)
    return bytes && { file, bytes }
  }

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/attachment/{attachmentId}',
      operationId: 'jsmAttachmentBytes',
      summary: 'The bytes of a file',
      tags: ['attachments'],
      request: { params: ofAttachment },
      responses: BYTES,
    }),
    async (c) => {
      const one = await opened(c, c.req.valid('param'))
      if (!one) return fails(c, 404, 'not-found')
      if ('refusal' in one) return refuses(c, one.refusal)
      return c.body(new Uint8Array(one.bytes), 200, download(one.file.type, one.file.name))
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/attachment/{attachmentId}/thumbnail',
      operationId: 'jsmThumbnail',
      summary: 'A picture itself; other files have none',
      tags: ['attachments'],
      request: { params: ofAttachment },
      responses: BYTES,
    }),
    async (c) => {
      const one = await opened(c, c.req.valid('param'))
      if (!one) return fails(c, 404, 'not-found')
      if ('refusal' in one) return refuses(c, one.refusal)
      if (!one.file.type.startsWith('image/')) return fails(c, 404, 'no-thumbnail')
      return c.body(new Uint8Array(one.bytes), 200, download(one.file.type, one.file.name))
    },
  )
  return app
}
