import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { refused } from '../../desk/refusal.js'
import type { Service } from '../../desk/service.js'
import { words } from '../inputs.js'
import { answer, operation, operations } from '../operation.js'
import { refusalProblem } from '../problem.js'
import { form, formShape } from './forms.js'
import { text } from './shapes.js'

const rowShape = z
  .object({ id: z.string(), name: text, summary: text, group: z.string(), version: z.int() })
  .openapi('ServiceRow')

const serviceShape = rowShape.extend({ fields: formShape }).openapi('Service')

/** What is offered: the services, each with its form. */
export function serviceRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/services',
      operationId: 'listServices',
      summary: 'The services that are offered',
      tags: ['services'],
      responses: { 200: answer(z.object({ items: z.array(rowShape) }), 'all of them') },
    }),
    (c) => c.json({ items: desk.catalog.offered().map(({ service, number }) => row(service, number)) }, 200),
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/services/{id}',
      operationId: 'getService',
      summary: 'A service and the form that opens a request of it',
      tags: ['services'],
      request: { params: z.object({ id: words }) },
      responses: { 200: answer(serviceShape, 'the service') },
    }),
    (c) => {
      const found = desk.catalog.offered().find((one) => one.service.id === c.req.valid('param').id)
      if (!found) return refusalProblem(c, refused('not-found'))
      return c.json({ ...row(found.service, found.number), fields: form(found.service.requestForm) }, 200)
    },
  )

  return app
}

const row = ({ id, name, summary, group }: Service, version: number): z.infer<typeof rowShape> => ({
  id,
  name,
  summary,
  group,
  version,
})
