import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { answer } from '../operation.js'
import { fails } from './errors.js'
import { findService } from './found.js'
import { isDesk, numberOf } from './ids.js'
import { id, segment, text } from './inputs.js'
import { json, operation, operations } from './operation.js'

const ofDesk = z.object({ serviceDeskId: segment })
const ofType = ofDesk.extend({ requestTypeId: segment })

/** Who may ask for what: everybody for everything. */
export function permissionRoutes(desk: Desk) {
  const app = operations()

  const permissionsShape = z
    .object({ id: z.string(), permissions: z.array(z.object({ entityId: z.string(), entityType: z.string() })) })
    .openapi('JsmPermissions')
  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/requesttype/{requestTypeId}/permission',
      operationId: 'jsmPermissions',
      summary: 'Whom it is restricted to: nobody, every service is open to everybody',
      tags: ['request types'],
      request: { params: ofType },
      responses: { 200: answer(permissionsShape, 'an empty list') },
    }),
    (c) => {
      const { serviceDeskId, requestTypeId } = c.req.valid('param')
      const service = isDesk(serviceDeskId) && findService(desk, requestTypeId)
      return service
        ? c.json({ id: numberOf('service', service.id), permissions: [] }, 200)
        : fails(c, 404, 'not-found')
    },
  )
  app.openapi(
    operation('administration:write', {
      method: 'put',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/requesttype/{requestTypeId}/permission',
      operationId: 'jsmSetPermissions',
      summary: 'Opens it to everybody, which it is; anything else is refused',
      tags: ['request types'],
      request: { params: ofType, ...json(z.object({ allowlist: z.array(z.unknown()).max(100).nullish() })) },
      responses: { 200: answer(permissionsShape, 'an empty list') },
    }),
    (c) => {
      const { serviceDeskId, requestTypeId } = c.req.valid('param')
      const service = isDesk(serviceDeskId) && findService(desk, requestTypeId)
      if (!service) return fails(c, 404, 'not-found')
      return (c.req.valid('json').allowlist ?? []).length > 0
        ? fails(c, 403, 'open-to-all')
        : c.json({ id: numberOf('service', service.id), permissions: [] }, 200)
    },
  )

  app.openapi(
    operation(null, {
      method: 'post',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/requesttype/permissions/check',
      operationId: 'jsmCheckPermissions',
      summary: 'Which of these services the caller may ask for, and which they administer',
      tags: ['request types'],
      request: {
        params: ofDesk,
        ...json(
          z.object({
            accountId: text(255).nullish(),
            permissions: z.array(text(100)).max(10),
            requestTypeIds: z.array(id).max(100),
          }),
        ),
      },
      responses: {
        200: answer(
          z.object({ canCreateRequest: z.array(z.int()).optional(), canAdminister: z.array(z.int()).optional() }),
          'the services',
        ),
      },
    }),
    (c) => {
      if (!isDesk(c.req.valid('param').serviceDeskId)) return fails(c, 404, 'not-found')
      const { permissions, requestTypeIds } = c.req.valid('json')
      const administers = c.var.caller.scopes.includes('administration:write')
      const offered = requestTypeIds
        .filter((one) => findService(desk, one))
        .map(Number)
        .filter(Number.isInteger)
      return c.json(
        {
          ...(permissions.includes('canCreateRequest') ? { canCreateRequest: offered } : {}),
          ...(permissions.includes('canAdminister') ? { canAdminister: administers ? offered : [] } : {}),
        },
        200,
      )
    },
  )
  return app
}
