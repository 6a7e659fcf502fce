import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { PERSON_KINDS } from '../../desk/administration-views.js'
import { refused } from '../../desk/refusal.js'
import { membershipsOf } from '../../store/memberships.js'
import { peoplePage } from '../../store/person-list.js'
import { personDetails } from '../../store/person-page.js'
import { after, number, pageOf, words } from '../inputs.js'
import { answer, operation, operations } from '../operation.js'
import { refusalProblem } from '../problem.js'
import { isoOrNull, text, time } from './shapes.js'

const PAGE = 50

const role = z.enum(['head', 'expert'])

const rowShape = z
  .object({
    id: z.int(),
    username: z.string(),
    name: text,
    title: text.nullable(),
    faculty: z.string().nullable(),
    administrator: z.boolean(),
    active: z.boolean(),
    offices: z.array(z.object({ office: z.string(), role })),
  })
  .openapi('PersonRow')

const personShape = z
  .object({
    id: z.int(),
    username: z.string(),
    name: text,
    title: text.nullable(),
    faculty: z.string().nullable(),
    email: z.string().nullable(),
    administrator: z.boolean(),
    active: z.boolean(),
    left_at: time.nullable(),
    memberships: z.array(
      z.object({
        office: z.string(),
        role,
        source: z.enum(['directory', 'hand']),
        from: time.nullable(),
        until: time.nullable(),
      }),
    ),
  })
  .openapi('Person')

/** People, as the administration shows them: never what they filled in, nor their codes. */
export function peopleRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/people',
      operationId: 'listPeople',
      summary: 'People, in the order of the Persian alphabet',
      tags: ['people'],
      request: {
        query: z.object({
          q: words.optional(),
          office: words.optional(),
          role: role.optional(),
          kind: z.enum(PERSON_KINDS).optional(),
          after,
        }),
      },
      responses: { 200: answer(pageOf(rowShape), 'a page of people') },
    }),
    async (c) => {
      const { q = '', office = '', role: held = '', kind = '', after: from = '' } = c.req.valid('query')
      const start = /^\d{1,15}$/.test(from) ? Number(from) : null
      const filter = { query: q, office, role: held, kind, lang: 'fa', after: start, limit: PAGE } as const
      const { items, next } = await peoplePage(desk.db, filter, desk.now())
      return c.json(
        {
          items: items.map((one) => ({
            id: one.id,
            username: one.username,
            name: one.name,
            title: one.title,
            faculty: one.faculty,
            administrator: one.administrator,
            active: one.active,
            offices: one.memberships.map(({ office: place, role: part }) => ({ office: place, role: part })),
          })),
          next: next === null ? null : String(next),
        },
        200,
      )
    },
  )

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/people/{id}',
      operationId: 'getPerson',
      summary: 'A person and their offices',
      tags: ['people'],
      request: { params: z.object({ id: number }) },
      responses: { 200: answer(personShape, 'the person') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const found = await personDetails(desk.db, id, desk.now())
      if (!found) return refusalProblem(c, refused('not-found'))
      const memberships = await membershipsOf(desk.db, id)
      const { username, name, title, faculty, email, administrator, active } = found
      return c.json(
        {
          id,
          username,
          name,
          title,
          faculty,
          email,
          administrator,
          active,
          left_at: isoOrNull(found.leftAt),
          memberships: memberships.map((one) => ({
            office: one.office,
            role: one.role,
            source: one.source,
            from: isoOrNull(one.from),
            until: isoOrNull(one.until),
          })),
        },
        200,
      )
    },
  )

  return app
}
