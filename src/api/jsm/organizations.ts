import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { changeOrganizationBy, makeOrganization, type OrganizationChange } from '../../commands/organizations.js'
import { isStaff, officesOf } from '../../desk/person.js'
import { officeInstances, officeName } from '../../desk/university.js'
import { peopleNamed } from '../../store/named-people.js'
import { members, organizations as kept, type Members } from '../../store/organizations.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { showsEmail } from './comment-shape.js'
import { dateOf, dateShape } from './date.js'
import { fails, langOf, refuses } from './errors.js'
import { isDesk, numberOf } from './ids.js'
import { id, namesIn, onceHeader, onceOf, people, segment, text, words } from './inputs.js'
import { linksOf } from './links.js'
import { json, NOTHING, operation, operations } from './operation.js'
import { page, pageFrom, pageOf, paging, windowOf } from './page.js'
import { user, userShape } from './users.js'

export const organizationShape = z
  .object({
    id: z.string(),
    name: z.string(),
    scimManaged: z.boolean(),
    created: dateShape.optional(),
    _links: z.object({ self: z.url() }),
  })
  .openapi('JsmOrganization')

/** A faculty or an office of the institution, or a list of people that programs keep. */
export interface Organization {
  readonly id: string
  readonly name: string
  readonly of: Members
  readonly madeAt: number | null
  readonly onDesk: boolean
}

/** All organizations, or those that the caller belongs to: their faculty, their offices, the lists they are on. */
export async function organizationsOf(
  c: Context<ApiEnv>,
  desk: Desk,
  whose: 'all' | 'own',
): Promise<readonly Organization[]> {
  const { person } = c.var.caller
  const lang = langOf(c)
  const lists = await kept(desk.db, whose === 'own' ? person.id : null)
  const faculties = desk.university.faculties.faculties.filter((one) => whose === 'all' || one.id === person.faculty)
  const offices = whose === 'all' ? officeInstances(desk.university) : officesOf(person)
  const fixed = { madeAt: null, onDesk: true }
  return [
    ...faculties.map((one) => ({
      id: numberOf('faculty', one.id),
      name: one.name[lang],
      of: { faculty: one.id },
      ...fixed,
    })),
    ...offices.map((one) => ({
      id: numberOf('office', one),
      name: officeName(desk.university, one)[lang],
      of: { office: one, at: desk.now() },
      ...fixed,
    })),
    ...lists.map((one) => ({
      id: String(one.id),
      name: one.name,
      of: { list: one.id },
      madeAt: one.madeAt,
      onDesk: one.onDesk,
    })),
  ]
}

/** The organization with this id that the caller may see: people of offices see all, others their own. */
export async function findOrganization(
  c: Context<ApiEnv>,
  desk: Desk,
  wanted: string,
): Promise<Organization | undefined> {
  const whose = isStaff(c.var.caller.person) ? 'all' : 'own'
  return (await organizationsOf(c, desk, whose)).find((one) => one.id === wanted)
}

const shown = (c: Context<ApiEnv>, one: Organization): z.infer<typeof organizationShape> => ({
  id: one.id,
  name: one.name,
  // Faculties and offices are data of the institution: nobody changes them here.
  scimManaged: one.madeAt === null,
  ...(one.madeAt === null ? {} : { created: dateOf(one.madeAt, langOf(c)) }),
  _links: { self: `${linksOf(c).base}/rest/servicedeskapi/organization/${one.id}` },
})

const ofOrganization = z.object({ organizationId: segment })
const listQuery = z.object({ ...paging, accountId: words })

export function organizationRoutes(desk: Desk) {
  const app = operations()

  const change = async (c: Context<ApiEnv>, wanted: string, how: OrganizationChange) => {
    const one = await findOrganization(c, desk, wanted)
    if (!one) return fails(c, 404, 'not-found')
    if (!isStaff(c.var.caller.person)) return fails(c, 403, 'staff-only')
    if (!('list' in one.of)) return fails(c, 403, 'institution-data')
    const changed = await changeOrganizationBy(desk, c.var.caller.person, one.of.list, how)
    return changed.ok ? c.body(null, 204) : refuses(c, changed)
  }

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/organization',
      operationId: 'jsmOrganizations',
      summary: 'Faculties, offices and kept lists; who works in no office sees their own',
      tags: ['organizations'],
      request: { query: listQuery },
      responses: { 200: answer(pageOf(organizationShape), 'a page of organizations') },
    }),
    async (c) => {
      const all = await organizationsOf(c, desk, isStaff(c.var.caller.person) ? 'all' : 'own')
      return c.json(
        pageFrom(
          c,
          c.req.valid('query'),
          all.map((one) => shown(c, one)),
        ),
        200,
      )
    },
  )

  app.openapi(
    operation('tasks:write', {
      method: 'post',
      path: '/servicedeskapi/organization',
      operationId: 'jsmCreateOrganization',
      summary: 'Makes a list of people',
      tags: ['organizations'],
      request: { headers: onceHeader, ...json(z.object({ name: text(200).min(1) })) },
      responses: { 201: answer(organizationShape, 'the list') },
    }),
    async (c) => {
      const { person } = c.var.caller
      if (!isStaff(person)) return fails(c, 403, 'staff-only')
      const { name } = c.req.valid('json')
      const made = await makeOrganization(desk, person, { once: onceOf(c, desk, { name }), name })
      if (!made.ok) return made.code === 'already-open' ? fails(c, 409, 'name-taken') : refuses(c, made)
      const one = await findOrganization(c, desk, String(made.id))
      return one ? c.json(shown(c, one), 201) : fails(c, 404, 'not-found')
    },
  )

  // Before `{organizationId}`: no client deletes an organization of that name.
  app.openapi(
    operation('tasks:write', {
      method: 'get',
      path: '/servicedeskapi/organization/cleanup',
      operationId: 'jsmCleanup',
      summary: 'Organizations that could be cleaned up: none',
      tags: ['organizations'],
      responses: { 200: answer(z.array(z.object({ id: z.int(), name: z.string() })), 'an empty list') },
    }),
    (c) => c.json([], 200),
  )
  app.openapi(
    operation('tasks:write', {
      method: 'delete',
      path: '/servicedeskapi/organization/cleanup',
      operationId: 'jsmCleanUp',
      summary: 'Not here',
      tags: ['organizations'],
      responses: {},
    }),
    (c) => fails(c, 501, 'not-here'),
  )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/organization/{organizationId}',
      operationId: 'jsmOrganization',
      summary: 'One organization',
      tags: ['organizations'],
      request: { params: ofOrganization },
      responses: { 200: answer(organizationShape, 'the organization') },
    }),
    async (c) => {
      const one = await findOrganization(c, desk, c.req.valid('param').organizationId)
      return one ? c.json(shown(c, one), 200) : fails(c, 404, 'not-found')
    },
  )

  app.openapi(
    operation('tasks:write', {
      method: 'delete',
      path: '/servicedeskapi/organization/{organizationId}',
      operationId: 'jsmRemoveOrganization',
      summary: 'Removes a list of people',
      tags: ['organizations'],
      request: { params: ofOrganization },
      responses: NOTHING,
    }),
    (c) => change(c, c.req.valid('param').organizationId, { kind: 'remove' }),
  )

  app.openapi(
    operation('tasks:read', {
      method: 'get',
      path: '/servicedeskapi/organization/{organizationId}/user',
      operationId: 'jsmOrganizationUsers',
      summary: 'Its people, for people who work in an office',
      tags: ['organizations'],
      request: { params: ofOrganization, query: z.object(paging) },
      responses: { 200: answer(pageOf(userShape), 'a page of people') },
    }),
    async (c) => {
      const one = await findOrganization(c, desk, c.req.valid('param').organizationId)
      if (!one) return fails(c, 404, 'not-found')
      if (!isStaff(c.var.caller.person)) return fails(c, 403, 'staff-only')
      const window = windowOf(c.req.valid('query'))
      const found = await members(desk.db, one.of, { skip: window.start, limit: window.limit + 1 })
      return c.json(
        page(
          c,
          window,
          found.map((person) => user(c, person, showsEmail(c, person.id))),
        ),
        200,
      )
    },
  )

  for (const method of ['post', 'delete'] as const)
    app.openapi(
      operation('tasks:write', {
        method,
        path: '/servicedeskapi/organization/{organizationId}/user',
        operationId: method === 'post' ? 'jsmAddOrganizationUsers' : 'jsmRemoveOrganizationUsers',
        summary: method === 'post' ? 'Puts people on a list' : 'Takes people off a list',
        tags: ['organizations'],
        request: { params: ofOrganization, ...json(people.extend({ organizationId: id.nullish() })) },
        responses: NOTHING,
      }),
      async (c) => {
        const named = await peopleNamed(desk.db, namesIn(c.req.valid('json')))
        if (isStaff(c.var.caller.person) && named.includes(null)) return fails(c, 400, 'unknown-people')
        const ids = named.flatMap((one) => (one ? [one.id] : []))
        const kind = method === 'post' ? 'add' : 'drop'
        return change(c, c.req.valid('param').organizationId, { kind, people: ids })
      },
    )

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/organization',
      operationId: 'jsmDeskOrganizations',
      summary: 'The organizations of the desk',
      tags: ['organizations'],
      request: { params: z.object({ serviceDeskId: segment }), query: listQuery },
      responses: { 200: answer(pageOf(organizationShape), 'a page of organizations') },
    }),
    async (c) => {
      if (!isDesk(c.req.valid('param').serviceDeskId)) return fails(c, 404, 'not-found')
      const all = await organizationsOf(c, desk, isStaff(c.var.caller.person) ? 'all' : 'own')
      const here = all.filter((one) => one.onDesk).map((one) => shown(c, one))
      return c.json(pageFrom(c, c.req.valid('query'), here), 200)
    },
  )

  for (const method of ['post', 'delete'] as const)
    app.openapi(
      operation('tasks:write', {
        method,
        path: '/servicedeskapi/servicedesk/{serviceDeskId}/organization',
        operationId: method === 'post' ? 'jsmAddDeskOrganization' : 'jsmRemoveDeskOrganization',
        summary: method === 'post' ? 'Puts a list on the desk' : 'Takes a list off the desk',
        tags: ['organizations'],
        request: { params: z.object({ serviceDeskId: segment }), ...json(z.object({ organizationId: id })) },
        responses: NOTHING,
      }),
      (c) =>
        isDesk(c.req.valid('param').serviceDeskId)
          ? change(c, c.req.valid('json').organizationId, { kind: method === 'post' ? 'on-desk' : 'off-desk' })
          : fails(c, 404, 'not-found'),
    )
  return app
}
