import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { refused } from '../../desk/refusal.js'
import { documentFor } from '../../store/documents.js'
import { download } from '../../web/download.js'
import { words } from '../inputs.js'
import { answer, operation, operations } from '../operation.js'
import { refusalProblem } from '../problem.js'
import { requestView } from './request-view.js'
import { document, documentShape } from './shapes.js'

/** Documents that were issued on a request. */
export function documentRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/requests/{key}/documents',
      operationId: 'listDocuments',
      summary: 'The documents of a request that count',
      tags: ['documents'],
      request: { params: z.object({ key: words }) },
      responses: { 200: answer(z.object({ items: z.array(documentShape) }), 'its documents') },
    }),
    async (c) => {
      const view = await requestView(c, desk, c.req.valid('param').key)
      return view ? c.json({ items: view.documents.map(document) }, 200) : refusalProblem(c, refused('not-found'))
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/documents/{code}',
      operationId: 'getDocument',
      summary: 'A document as PDF',
      tags: ['documents'],
      request: { params: z.object({ code: words }) },
      responses: {
        200: {
          description: 'the document',
          content: {
            'application/pdf': { schema: z.instanceof(Uint8Array).openapi({ type: 'string', format: 'binary' }) },
          },
        },
      },
    }),
    async (c) => {
      const sources = { university: desk.university, version: desk.catalog.version }
      const found = await documentFor(desk.db, sources, c.var.caller.person, c.req.valid('param').code)
      const bytes = found && (await desk.files.get(found.sha256))
      return found && bytes
        ? c.body(new Uint8Array(bytes), 200, download('application/pdf', `${found.title.fa} ${found.key}.pdf`))
        : refusalProblem(c, refused('not-found'))
    },
  )

  return app
}
