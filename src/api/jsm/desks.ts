import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import type { ApiEnv } from '../token.js'
import { answer } from '../operation.js'
import { fails, langOf } from './errors.js'
import { DESK, isDesk, numberOf } from './ids.js'
import { segment } from './inputs.js'
import { linksOf } from './links.js'
import { operation, operations } from './operation.js'
import { pageFrom, pageOf, paging } from './page.js'

export const deskShape = z
  .object({
    id: z.string(),
    projectId: z.string(),
    projectName: z.string(),
    projectKey: z.string(),
    projectTypeKey: z.string(),
    _links: z.object({ self: z.url() }),
  })
  .openapi('JsmServiceDesk')

/** The institution is one desk: whoever asks for something need not know which office it belongs to. */
export const serviceDesk = (c: Context<ApiEnv>, desk: Desk): z.infer<typeof deskShape> => ({
  id: DESK.id,
  projectId: DESK.projectId,
  projectName: desk.university.name[langOf(c)],
  projectKey: DESK.key,
  projectTypeKey: 'service_desk',
  _links: { self: `${linksOf(c).base}/rest/servicedeskapi/servicedesk/${DESK.id}` },
})

const portalShape = z
  .object({ id: z.int(), name: z.string(), description: z.string(), self: z.url() })
  .openapi('JsmPortal')

const groupShape = z.object({ id: z.string(), name: z.string() }).openapi('JsmRequestTypeGroup')

export function deskRoutes(desk: Desk) {
  const app = operations()
  const portal = (c: Context<ApiEnv>): z.infer<typeof portalShape> => ({
    id: Number(DESK.id),
    name: desk.university.name[langOf(c)],
    description: '',
    self: `${linksOf(c).base}/rest/servicedeskapi/portals/${DESK.id}`,
  })

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/servicedesk',
      operationId: 'jsmDesks',
      summary: 'The one desk of the institution',
      tags: ['desks'],
      request: { query: z.object(paging) },
      responses: { 200: answer(pageOf(deskShape), 'a page of desks') },
    }),
    (c) => c.json(pageFrom(c, c.req.valid('query'), [serviceDesk(c, desk)]), 200),
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}',
      operationId: 'jsmDesk',
      summary: 'The desk, by id or project key',
      tags: ['desks'],
      request: { params: z.object({ serviceDeskId: segment }) },
      responses: { 200: answer(deskShape, 'the desk') },
    }),
    (c) =>
      isDesk(c.req.valid('param').serviceDeskId) ? c.json(serviceDesk(c, desk), 200) : fails(c, 404, 'not-found'),
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/requesttypegroup',
      operationId: 'jsmGroups',
      summary: 'The groups of the catalogue, in its order',
      tags: ['desks'],
      request: { params: z.object({ serviceDeskId: segment }), query: z.object(paging) },
      responses: { 200: answer(pageOf(groupShape), 'a page of groups') },
    }),
    (c) => {
      if (!isDesk(c.req.valid('param').serviceDeskId)) return fails(c, 404, 'not-found')
      const groups = desk.university.groups.map((one) => ({
        id: numberOf('group', one.id),
        name: one.name[langOf(c)],
      }))
      return c.json(pageFrom(c, c.req.valid('query'), groups), 200)
    },
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/portals',
      operationId: 'jsmPortals',
      summary: 'The one portal',
      tags: ['desks'],
      request: { query: z.object(paging) },
      responses: { 200: answer(pageOf(portalShape), 'a page of portals') },
    }),
    (c) => c.json(pageFrom(c, c.req.valid('query'), [portal(c)]), 200),
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/portals/{portalId}',
      operationId: 'jsmPortal',
      summary: 'The portal, by id',
      tags: ['desks'],
      request: { params: z.object({ portalId: segment }) },
      responses: { 200: answer(portalShape, 'the portal') },
    }),
    (c) => (isDesk(c.req.valid('param').portalId) ? c.json(portal(c), 200) : fails(c, 404, 'not-found')),
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/portals/project/{projectKey}',
      operationId: 'jsmPortalOfProject',
      summary: 'The portal, by the key of its project',
      tags: ['desks'],
      request: { params: z.object({ projectKey: segment }) },
      responses: { 200: answer(portalShape, 'the portal') },
    }),
    (c) => (isDesk(c.req.valid('param').projectKey) ? c.json(portal(c), 200) : fails(c, 404, 'not-found')),
  )
  return app
}
