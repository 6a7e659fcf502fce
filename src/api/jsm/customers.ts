import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { isStaff } from '../../desk/person.js'
import { peopleNamed } from '../../store/named-people.js'
import { members } from '../../store/organizations.js'
import { answer } from '../operation.js'
import { showsEmail } from './comment-shape.js'
import { fails } from './errors.js'
import { isDesk } from './ids.js'
import { flag, namesIn, people, segment, text, words } from './inputs.js'
import { json, NOTHING, operation, operations } from './operation.js'
import { page, pageOf, paging, windowOf } from './page.js'
import { user, userShape } from './users.js'

const ofDesk = z.object({ serviceDeskId: segment })

const newCustomer = z.object({
  email: text(320).min(3),
  displayName: text(255).nullish(),
  fullName: text(255).nullish(),
})

/** Customers are the people of the directory: all of them, always. */
export function customerRoutes(desk: Desk) {
  const app = operations()

  for (const [path, operationId] of [
    ['/servicedeskapi/customer', 'jsmCreateCustomer'],
    ['/servicedeskapi/customer/skip-permission-check', 'jsmCreateCustomerUnchecked'],
  ] as const)
    app.openapi(
      operation('tasks:write', {
        method: 'post',
        path,
        operationId,
        summary: 'Refused: people come from the directory; says whether this one has',
        tags: ['customers'],
        request: { query: z.object({ strictConflictStatusCode: flag(false) }), ...json(newCustomer) },
        responses: {},
      }),
      async (c) => {
        if (!isStaff(c.var.caller.person)) return fails(c, 403, 'staff-only')
        const [known] = await peopleNamed(desk.db, [c.req.valid('json').email])
        if (!known) return fails(c, 403, 'from-directory')
        return fails(c, c.req.valid('query').strictConflictStatusCode ? 409 : 400, 'already-known')
      },
    )

  app.openapi(
    operation('tasks:write', {
      method: 'put',
      path: '/servicedeskapi/customer/user/{accountId}/revoke-portal-only-access',
      operationId: 'jsmRevokePortalAccess',
      summary: 'Not here: accounts are closed in the directory',
      tags: ['customers'],
      request: { params: z.object({ accountId: segment }) },
      responses: {},
    }),
    (c) => fails(c, 501, 'from-directory'),
  )

  app.openapi(
    operation('tasks:read', {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/customer',
      operationId: 'jsmCustomers',
      summary: 'People, for people who work in an office',
      tags: ['customers'],
      request: { params: ofDesk, query: z.object({ ...paging, query: words }) },
      responses: { 200: answer(pageOf(userShape), 'a page of people') },
    }),
    async (c) => {
      if (!isDesk(c.req.valid('param').serviceDeskId)) return fails(c, 404, 'not-found')
      if (!isStaff(c.var.caller.person)) return fails(c, 403, 'staff-only')
      const query = c.req.valid('query')
      const window = windowOf(query)
      const part = { skip: window.start, limit: window.limit + 1 }
      const found = await members(desk.db, { everybody: query.query }, part)
      return c.json(
        page(
          c,
          window,
          found.map((one) => user(c, one, showsEmail(c, one.id))),
        ),
        200,
      )
    },
  )

  for (const [path, operationId] of [
    ['/servicedeskapi/servicedesk/{serviceDeskId}/customer', 'jsmAddCustomers'],
    ['/servicedeskapi/servicedesk/{serviceDeskId}/customer/skip-permission-check', 'jsmAddCustomersUnchecked'],
  ] as const)
    app.openapi(
      operation('tasks:write', {
        method: 'post',
        path,
        operationId,
        summary: 'Everybody is a customer already; says so, unless one of them is nobody',
        tags: ['customers'],
        request: { params: ofDesk, ...json(people) },
        responses: NOTHING,
      }),
      async (c) => {
        if (!isDesk(c.req.valid('param').serviceDeskId)) return fails(c, 404, 'not-found')
        if (!isStaff(c.var.caller.person)) return fails(c, 403, 'staff-only')
        const named = await peopleNamed(desk.db, namesIn(c.req.valid('json')))
        return named.includes(null) ? fails(c, 400, 'unknown-people') : c.body(null, 204)
      },
    )

  app.openapi(
    operation('tasks:write', {
      method: 'delete',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/customer',
      operationId: 'jsmRemoveCustomers',
      summary: 'Refused: the desk is open to everybody',
      tags: ['customers'],
      request: { params: ofDesk, ...json(people) },
      responses: {},
    }),
    (c) => fails(c, 400, 'open-desk'),
  )

  app.openapi(
    operation('tasks:write', {
      method: 'post',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/customer/invite',
      operationId: 'jsmInviteCustomer',
      summary: 'Not here: people come from the directory',
      tags: ['customers'],
      request: { params: ofDesk },
      responses: {},
    }),
    (c) => fails(c, 501, 'from-directory'),
  )
  return app
}
