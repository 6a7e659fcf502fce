import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { askedFields } from './fields.js'
import { isStaff } from '../../desk/person.js'
import { peopleById, peopleNamed } from '../../store/named-people.js'
import { members } from '../../store/organizations.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { showsEmail } from './comment-shape.js'
import { dateOf } from './date.js'
import { fails, langOf } from './errors.js'
import { schemaOf } from './fields.js'
import { findRequest } from './found.js'
import { SPOKEN } from './info.js'
import { segment, words } from './inputs.js'
import { issueOfRequest, issueShape } from './issue-shape.js'
import { linksOf } from './links.js'
import { operation, operations } from './operation.js'
import { paging, windowOf } from './page.js'
import { requestsOut } from './request-shape.js'
import { user, userShape } from './users.js'

/** The few endpoints of the platform that clients of the customer API call before or beside it; all of them only read. */
export function platformRoutes(desk: Desk) {
  const app = operations()
  const own = async (c: Context<ApiEnv>) => {
    const { person } = c.var.caller
    const self = (await peopleById(desk.db, [person.id])).get(person.id)
    return self ? user(c, self, true) : null
  }

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/api/2/serverInfo',
      operationId: 'jiraServerInfo',
      summary: 'The release whose dialect this is; needs no login',
      tags: ['platform'],
      responses: {
        200: answer(
          z.object({
            baseUrl: z.url(),
            version: z.string(),
            versionNumbers: z.array(z.int()),
            deploymentType: z.literal('Server'),
            buildNumber: z.int(),
            buildDate: z.string(),
            serverTime: z.string(),
            scmInfo: z.string(),
            serverTitle: z.string(),
          }),
          'the release',
        ),
      },
    }),
    (c) =>
      c.json(
        {
          baseUrl: linksOf(c).base,
          version: SPOKEN.platform,
          versionNumbers: SPOKEN.platform.split('.').map(Number),
          deploymentType: 'Server' as const,
          buildNumber: 912000,
          buildDate: dateOf(SPOKEN.built, langOf(c)).jira,
          serverTime: dateOf(desk.now(), langOf(c)).jira,
          scmInfo: 'mizban',
          serverTitle: desk.university.name[langOf(c)],
        },
        200,
      ),
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/api/2/myself',
      operationId: 'jiraMyself',
      summary: 'Whom the caller works for',
      tags: ['platform'],
      responses: { 200: answer(userShape, 'the person') },
    }),
    async (c) => {
      const self = await own(c)
      return self ? c.json(self, 200) : fails(c, 404, 'not-found')
    },
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/auth/1/session',
      operationId: 'jiraSession',
      summary: 'Whom the caller works for; no session is made',
      tags: ['platform'],
      responses: { 200: answer(z.object({ self: z.url(), name: z.string() }), 'the person') },
    }),
    async (c) => {
      const self = await own(c)
      if (!self) return fails(c, 404, 'not-found')
      const { name, _links: links } = self
      return c.json({ self: links.self, name }, 200)
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/api/2/issue/{issueIdOrKey}',
      operationId: 'jiraIssue',
      summary: 'A request as an issue',
      tags: ['platform'],
      request: { params: z.object({ issueIdOrKey: segment }) },
      responses: { 200: answer(issueShape, 'the issue') },
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      const [out] = found ? await requestsOut(c, desk, [found], ['requestType']) : []
      return found && out
        ? c.json(issueOfRequest(c, desk, out, { changedAt: found.changedAt, closedAt: found.request.closedAt }), 200)
        : fails(c, 404, 'not-found')
    },
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/api/2/field',
      operationId: 'jiraFields',
      summary: 'The fields of all forms',
      tags: ['platform'],
      responses: {
        200: answer(
          z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              custom: z.boolean(),
              orderable: z.boolean(),
              navigable: z.boolean(),
              searchable: z.boolean(),
              clauseNames: z.array(z.string()),
              schema: z.object({ type: z.string(), items: z.string().optional() }),
            }),
          ),
          'the fields',
        ),
      },
    }),
    (c) => {
      const fields = desk.catalog.offered().flatMap(({ service }) => askedFields(service.requestForm))
      const named = new Map(fields.map((field) => [field.key, field]))
      return c.json(
        [...named.values()].map((field) => ({
          id: field.key,
          name: field.label[langOf(c)],
          custom: true,
          orderable: true,
          navigable: false,
          searchable: false,
          clauseNames: [],
          schema: { ...schemaOf(field) },
        })),
        200,
      )
    },
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/api/2/user',
      operationId: 'jiraUser',
      summary: 'Somebody by user name or account id: oneself, or anybody for people who work in an office',
      tags: ['platform'],
      request: { query: z.object({ username: words, key: words, accountId: words }) },
      responses: { 200: answer(userShape, 'the person') },
    }),
    async (c) => {
      const query = c.req.valid('query')
      const [one] = await peopleNamed(desk.db, [query.accountId || query.username || query.key])
      const { person } = c.var.caller
      return one && (one.id === person.id || isStaff(person))
        ? c.json(user(c, one, showsEmail(c, one.id)), 200)
        : fails(c, 404, 'not-found')
    },
  )

  app.openapi(
    operation('tasks:read', {
      method: 'get',
      path: '/api/2/user/search',
      operationId: 'jiraUserSearch',
      summary: 'People, for people who work in an office',
      tags: ['platform'],
      request: { query: z.object({ username: words, query: words, startAt: paging.start, maxResults: paging.limit }) },
      responses: { 200: answer(z.array(userShape), 'people') },
    }),
    async (c) => {
      if (!isStaff(c.var.caller.person)) return fails(c, 403, 'staff-only')
      const query = c.req.valid('query')
      const { start, limit } = windowOf({ start: query.startAt, limit: query.maxResults })
      const everybody = (query.username || query.query).replace(/^\.$/, '')
      const found = await members(desk.db, { everybody }, { skip: start, limit })
      return c.json(
        found.map((one) => user(c, one, showsEmail(c, one.id))),
        200,
      )
    },
  )
  return app
}
