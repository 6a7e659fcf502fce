import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import type { Service } from '../../desk/service.js'
import { matches } from '../../persian/index.js'
import { paths } from '../../web/paths.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { fails, langOf } from './errors.js'
import { createMeta, createMetaShape } from './fields.js'
import { findService } from './found.js'
import { DESK, isDesk, numberOf } from './ids.js'
import { flag, list, segment, words } from './inputs.js'
import { linksOf } from './links.js'
import { operation, operations } from './operation.js'
import { pageFrom, pageOf, paging } from './page.js'

export const requestTypeShape = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    helpText: z.string(),
    issueTypeId: z.string(),
    serviceDeskId: z.string(),
    portalId: z.string(),
    groupIds: z.array(z.string()),
    icon: z.object({ id: z.string(), _links: z.object({ iconUrls: z.record(z.string(), z.url()) }) }),
    fields: createMetaShape.optional(),
    restrictionStatus: z.enum(['OPEN', 'RESTRICTED']),
    canCreateRequest: z.boolean(),
    _expands: z.array(z.string()),
    _links: z.object({ self: z.url() }),
  })
  .openapi('JsmRequestType')

/** A service of the catalogue. All services are open to everybody. */
export function requestType(
  c: Context<ApiEnv>,
  desk: Desk,
  service: Service,
  expand: readonly string[] = [],
): z.infer<typeof requestTypeShape> {
  const { base } = linksOf(c)
  const lang = langOf(c)
  const number = numberOf('service', service.id)
  const icon = `${base}${paths.icon()}`
  const withFields = expand.includes('field')
  return {
    id: number,
    name: service.name[lang],
    description: service.summary[lang],
    helpText: service.after?.[lang] ?? '',
    issueTypeId: number,
    serviceDeskId: DESK.id,
    portalId: DESK.id,
    groupIds: [numberOf('group', service.group)],
    icon: {
      id: numberOf('group', service.icon),
      _links: { iconUrls: { '48x48': icon, '24x24': icon, '16x16': icon, '32x32': icon } },
    },
    ...(withFields ? { fields: createMeta(service.requestForm, desk.university, lang) } : {}),
    restrictionStatus: 'OPEN',
    canCreateRequest: true,
    _expands: withFields ? [] : ['field'],
    _links: { self: `${base}/rest/servicedeskapi/servicedesk/${DESK.id}/requesttype/${number}` },
  }
}

const ofDesk = z.object({ serviceDeskId: segment })
const ofType = ofDesk.extend({ requestTypeId: segment })
const filters = {
  ...paging,
  searchQuery: words,
  groupId: words,
  expand: list,
  restrictionStatus: words,
  includeHiddenRequestTypesInSearch: flag(false),
}

export function requestTypeRoutes(desk: Desk) {
  const app = operations()
  const found = (query: { readonly searchQuery: string; readonly groupId: string }) =>
    desk.university.groups
      .flatMap((group) => desk.catalog.offered().filter(({ service }) => service.group === group.id))
      .map(({ service }) => service)
      .filter((service) => query.groupId === '' || numberOf('group', service.group) === query.groupId)
      .filter(
        ({ name, summary, synonyms }) =>
          query.searchQuery === '' ||
          [name.fa, name.en, summary.fa, summary.en, ...synonyms].some((one) => matches(query.searchQuery, one)),
      )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/requesttype',
      operationId: 'jsmAllRequestTypes',
      summary: 'The services of the catalogue',
      tags: ['request types'],
      request: { query: z.object({ ...filters, serviceDeskId: list }) },
      responses: { 200: answer(pageOf(requestTypeShape), 'a page of request types') },
    }),
    (c) => {
      const query = c.req.valid('query')
      const here = query.serviceDeskId.length === 0 || query.serviceDeskId.some(isDesk)
      const all = here ? found(query) : []
      return c.json(
        pageFrom(
          c,
          query,
          all.map((service) => requestType(c, desk, service, query.expand)),
        ),
        200,
      )
    },
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/requesttype',
      operationId: 'jsmRequestTypes',
      summary: 'The services of the desk',
      tags: ['request types'],
      request: { params: ofDesk, query: z.object(filters) },
      responses: { 200: answer(pageOf(requestTypeShape), 'a page of request types') },
    }),
    (c) => {
      if (!isDesk(c.req.valid('param').serviceDeskId)) return fails(c, 404, 'not-found')
      const query = c.req.valid('query')
      const services = query.restrictionStatus.toUpperCase() === 'RESTRICTED' ? [] : found(query)
      return c.json(
        pageFrom(
          c,
          query,
          services.map((service) => requestType(c, desk, service, query.expand)),
        ),
        200,
      )
    },
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/requesttype/{requestTypeId}',
      operationId: 'jsmRequestType',
      summary: 'One service',
      tags: ['request types'],
      request: { params: ofType, query: z.object({ expand: list, restrictionStatus: words }) },
      responses: { 200: answer(requestTypeShape, 'the request type') },
    }),
    (c) => {
      const { serviceDeskId, requestTypeId } = c.req.valid('param')
      const service = isDesk(serviceDeskId) && findService(desk, requestTypeId)
      return service
        ? c.json(requestType(c, desk, service, c.req.valid('query').expand), 200)
        : fails(c, 404, 'not-found')
    },
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/requesttype/{requestTypeId}/field',
      operationId: 'jsmRequestTypeFields',
      summary: 'The fields of its form',
      tags: ['request types'],
      request: { params: ofType, query: z.object({ expand: list }) },
      responses: { 200: answer(createMetaShape, 'the fields') },
    }),
    (c) => {
      const { serviceDeskId, requestTypeId } = c.req.valid('param')
      const service = isDesk(serviceDeskId) && findService(desk, requestTypeId)
      return service
        ? c.json(createMeta(service.requestForm, desk.university, langOf(c)), 200)
        : fails(c, 404, 'not-found')
    },
  )

  return app
}
