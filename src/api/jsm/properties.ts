import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { transaction, type Desk } from '../../commands/desk.js'
import type { Json } from '../../desk/json.js'
import { isStaff } from '../../desk/person.js'
import { property, propertyKeys, removeProperty, setProperty } from '../../store/properties.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { fails } from './errors.js'
import { findService } from './found.js'
import { isDesk, numberOf } from './ids.js'
import { segment } from './inputs.js'
import { linksOf } from './links.js'
import { NOTHING, operation, operations } from './operation.js'
import { findOrganization } from './organizations.js'

const MOST_KEYS = 100

const keysShape = z.object({ keys: z.array(z.object({ self: z.url(), key: z.string() })) }).openapi('JsmPropertyKeys')
const propertyShape = z.object({ key: z.string(), value: z.unknown() }).openapi('JsmProperty')

/** What has properties, where, and how its owner is found and named in the store. */
const OWNERS = [
  {
    name: 'Organization',
    path: '/servicedeskapi/organization/{organizationId}/property',
    params: z.object({ organizationId: segment }),
    owner: async (c: Context<ApiEnv>, desk: Desk, params: Readonly<Record<string, string>>) => {
      const one = await findOrganization(c, desk, params['organizationId'] ?? '')
      return one ? `organization:${one.id}` : null
    },
  },
  {
    name: 'RequestType',
    path: '/servicedeskapi/servicedesk/{serviceDeskId}/requesttype/{requestTypeId}/property',
    params: z.object({ serviceDeskId: segment, requestTypeId: segment }),
    owner: async (_: Context<ApiEnv>, desk: Desk, params: Readonly<Record<string, string>>) => {
      const service = isDesk(params['serviceDeskId'] ?? '') && findService(desk, params['requestTypeId'] ?? '')
      return service ? `request-type:${numberOf('service', service.id)}` : null
    },
  },
] as const

/** Small values that programs keep. Everybody who sees the owner reads them, people who work in an office write them. */
export function propertyRoutes(desk: Desk) {
  const app = operations()
  for (const { name, path, params, owner } of OWNERS) {
    const ofProperty = params.extend({ propertyKey: segment })

    app.openapi(
      operation(null, {
        method: 'get',
        path,
        operationId: `jsm${name}PropertyKeys`,
        summary: 'The keys of its properties',
        tags: ['properties'],
        request: { params },
        responses: { 200: answer(keysShape, 'the keys') },
      }),
      async (c) => {
        const of = await owner(c, desk, c.req.valid('param'))
        if (of === null) return fails(c, 404, 'not-found')
        const self = `${linksOf(c).base}${new URL(c.req.url).pathname}`
        const keys = await propertyKeys(desk.db, of)
        return c.json({ keys: keys.map((key) => ({ self: `${self}/${encodeURIComponent(key)}`, key })) }, 200)
      },
    )

    app.openapi(
      operation(null, {
        method: 'get',
        path: `${path}/{propertyKey}`,
        operationId: `jsm${name}Property`,
        summary: 'One property',
        tags: ['properties'],
        request: { params: ofProperty },
        responses: { 200: answer(propertyShape, 'the property') },
      }),
      async (c) => {
        const key = c.req.valid('param').propertyKey
        const of = await owner(c, desk, c.req.valid('param'))
        const value = of === null ? undefined : await property(desk.db, of, key)
        return value === undefined ? fails(c, 404, 'not-found') : c.json({ key, value }, 200)
      },
    )

    app.openapi(
      operation('tasks:write', {
        method: 'put',
        path: `${path}/{propertyKey}`,
        operationId: `jsmSet${name}Property`,
        summary: 'Keeps a value; without a body it is null',
        tags: ['properties'],
        request: {
          params: ofProperty,
          body: { content: { 'application/json': { schema: z.unknown() } }, required: false },
        },
        responses: { 200: { description: 'changed' }, 201: { description: 'new' } },
      }),
      async (c) => {
        const { person } = c.var.caller
        if (!isStaff(person)) return fails(c, 403, 'staff-only')
        const key = c.req.valid('param').propertyKey
        const of = await owner(c, desk, c.req.valid('param'))
        if (of === null || key === '') return fails(c, 404, 'not-found')
        const sent = c.req.header('content-type') === undefined ? null : (c.req.valid('json') as Json)
        const keys = await propertyKeys(desk.db, of)
        if (keys.length >= MOST_KEYS && !keys.includes(key)) return fails(c, 413, 'too-large')
        const by = { person: person.id, at: desk.now() }
        const done = await transaction(desk, (tx) => setProperty(tx, of, key, sent, by))
        if (done === 'too-large') return fails(c, 413, 'too-large')
        return c.body(null, done === 'new' ? 201 : 200)
      },
    )

    app.openapi(
      operation('tasks:write', {
        method: 'delete',
        path: `${path}/{propertyKey}`,
        operationId: `jsmRemove${name}Property`,
        summary: 'Removes a property',
        tags: ['properties'],
        request: { params: ofProperty },
        responses: NOTHING,
      }),
      async (c) => {
        if (!isStaff(c.var.caller.person)) return fails(c, 403, 'staff-only')
        const of = await owner(c, desk, c.req.valid('param'))
        const removed =
          of !== null && (await transaction(desk, (tx) => removeProperty(tx, of, c.req.valid('param').propertyKey)))
        return removed ? c.body(null, 204) : fails(c, 404, 'not-found')
      },
    )
  }
  return app
}
