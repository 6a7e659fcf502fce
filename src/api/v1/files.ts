import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { keepUpload } from '../../commands/keep-upload.js'
import { removeUploads } from '../../commands/remove-uploads.js'
import { refused } from '../../desk/refusal.js'
import { mayOpen } from '../../desk/upload/scan.js'
import { fileFor, ownFiles, waitingFiles } from '../../store/files.js'
import { download } from '../../web/download.js'
import { onceHeader } from '../inputs.js'
import { sentName } from '../file-name.js'
import { answer, operation, operations } from '../operation.js'
import { refusalProblem } from '../problem.js'
import { file, fileShape } from './shapes.js'

const id = z.object({ id: z.uuid() })

const newFile = z
  .object({
    file: z.instanceof(File).openapi({ type: 'string', format: 'binary' }),
    field: z
      .string()
      .regex(/^[\w.-]{1,60}$/)
      .default('files')
      .openapi({ description: 'the field of the form it is for; `files` for a message or an answer' }),
  })
  .openapi('NewFile')

const bytes = z.instanceof(Uint8Array).openapi({ type: 'string', format: 'binary' })

/** Files: sent first, then named in a form, an answer or a message. */
export function fileRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/files',
      operationId: 'uploadFile',
      summary: 'Sends a PDF, JPEG or PNG that a form or a message names afterwards',
      description:
        'It waits two days for that. The same file for the same field is one file, however often it is sent.',
      tags: ['files'],
      request: {
        headers: onceHeader,
        body: { content: { 'multipart/form-data': { schema: newFile } }, required: true },
      },
      responses: { 201: answer(fileShape, 'kept') },
    }),
    async (c) => {
      const { person } = c.var.caller
      const { file: sent, field } = c.req.valid('form')
      const result = await keepUpload(desk, person, {
        name: sentName(sent),
        bytes: new Uint8Array(await sent.arrayBuffer()),
        purpose: field,
        among: await waitingFiles(desk.db, person, field),
      })
      if (result.ok) return c.json(file(result), 201)
      const problem = { key: 'file', code: result.detail['why'] ?? result.code, text: badFile }
      return refusalProblem(c, { ...result, problems: [problem] })
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/files/{id}',
      operationId: 'getFile',
      summary: 'The bytes of a file that the caller may see',
      tags: ['files'],
      request: { params: id },
      responses: {
        200: {
          description: 'the file',
          content: {
            'application/pdf': { schema: bytes },
            'image/jpeg': { schema: bytes },
            'image/png': { schema: bytes },
          },
        },
      },
    }),
    async (c) => {
      const sources = { university: desk.university, version: desk.catalog.version }
      const found = await fileFor(desk.db, sources, c.var.caller.person, c.req.valid('param').id)
      if (!found) return refusalProblem(c, refused('not-found'))
      if (!mayOpen(found.scan))
        return refusalProblem(c, refused(found.scan === 'found' ? 'file-infected' : 'file-waits'))
      const content = await desk.files.get(found.sha256)
      return content
        ? c.body(new Uint8Array(content), 200, download(found.type, found.name))
        : refusalProblem(c, refused('not-found'))
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'delete',
      path: '/files/{id}',
      operationId: 'removeFile',
      summary: 'Removes a file of the caller’s that nothing has taken yet',
      tags: ['files'],
      request: { params: id },
      responses: { 204: { description: 'removed' } },
    }),
    async (c) => {
      const { person } = c.var.caller
      const [found] = await ownFiles(desk.db, person, [c.req.valid('param').id])
      if (!found) return refusalProblem(c, refused('not-found'))
      if (found.request !== null) return refusalProblem(c, refused('too-late'))
      await removeUploads(desk, person, [found.id])
      return c.body(null, 204)
    },
  )

  return app
}

const badFile = {
  fa: 'این فایل پذیرفته نشد: PDF، JPEG یا PNG سالم، تا ۱۰ مگابایت.',
  en: 'This file was not taken: a sound PDF, JPEG or PNG of up to 10 MB.',
}
