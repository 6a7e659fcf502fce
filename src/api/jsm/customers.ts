import { z } from '@hono/zod-openapi'
import { addCustomer } from '../../commands/add-customer.js'
import type { Desk } from '../../commands/desk.js'
import { isStaff } from '../../desk/person.js'
import { cleanText } from '../../persian/index.js'
import { peopleById, peopleNamed } from '../../store/named-people.js'
import { members } from '../../store/organizations.js'
import { answer } from '../operation.js'
import { showsEmail } from './comment-shape.js'
import { administratorOf } from './credentials.js'
import { fails, refuses } from './errors.js'
import { isDesk } from './ids.js'
import { flag, namesIn, onceHeader, onceOf, people, segment, text, words } from './inputs.js'
import { json, NOTHING, operation, operations } from './operation.js'
import { page, pageOf, paging, windowOf } from './page.js'
import { user, userShape } from './users.js'
import { WORDS } from './words.js'

const ofDesk = z.object({ serviceDeskId: segment })

const newCustomer = z.object({
  email: text(320).regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, WORDS['not-an-address'].en),
  displayName: text(255).nullish(),
  fullName: text(255).nullish(),
})

/** Customers are the people whom the desk knows: all of them, always. */
export function customerRoutes(desk: Desk) {
  const app = operations()

  for (const [path, operationId] of [
    ['/servicedeskapi/customer', 'jsmCreateCustomer'],
    ['/servicedeskapi/customer/skip-permission-check', 'jsmCreateCustomerUnchecked'],
  ] as const)
    app.openapi(
      operation('administration:write', {
        method: 'post',
        path,
        operationId,
        summary: 'Makes somebody known whom no directory has; for administrators',
        tags: ['customers'],
        request: {
          headers: onceHeader,
          query: z.object({ strictConflictStatusCode: flag(false) }),
          ...json(newCustomer),
        },
        responses: { 201: answer(userShape, 'the person') },
      }),
      async (c) => {
        const { email, displayName, fullName } = c.req.valid('json')
        const name = cleanText(displayName ?? fullName ?? '').slice(0, 200) || email
        const once = onceOf(c, desk, { email: email.toLowerCase(), name })
        const added = await addCustomer(desk, administratorOf(c), { once, email, name })
        if (!added.ok && added.code === 'already-done')
          return fails(c, c.req.valid('query').strictConflictStatusCode ? 409 : 400, 'already-known')
        if (!added.ok) return refuses(c, added)
        const one = (await peopleById(desk.db, [added.person])).get(added.person)
        return one ? c.json(user(c, one, true), 201) : fails(c, 404, 'not-found')
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
