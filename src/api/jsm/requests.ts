import { z } from '@hono/zod-openapi'
import { addComment } from '../../commands/add-comment.js'
import type { Desk } from '../../commands/desk.js'
import { formContext } from '../../commands/form-context.js'
import { openRequest } from '../../commands/open-request.js'
import { addParticipants } from '../../commands/participants.js'
import { checkAnswers } from '../../desk/form/check.js'
import { rawForm } from '../../desk/form/raw.js'
import { factsOf } from '../../store/people.js'
import { listRequests, type RequestFilter } from '../../store/request-list.js'
import { tasksOf } from '../../store/tasks.js'
import { answer } from '../operation.js'
import { fails, langOf, refuses } from './errors.js'
import { findRequest, findService, viewOf } from './found.js'
import { isDesk } from './ids.js'
import { list, onceHeader, onceOf, segment, words } from './inputs.js'
import { newRequestShape, readNewRequest } from './new-request.js'
import { json, operation, operations } from './operation.js'
import { page, pageFrom, pageOf, paging, windowOf } from './page.js'
import { isDeep, requestShape, requestsOut } from './request-shape.js'
import { statuses, statusShape } from './status.js'

export const ofRequest = z.object({ issueIdOrKey: segment })

/** A list whose requests are looked into one by one is at most so long. */
const MOST_DEEP = 10

const filters = z.object({
  ...paging,
  searchTerm: words,
  requestOwnership: list,
  requestStatus: words,
  approvalStatus: words,
  organizationId: words,
  serviceDeskId: list,
  requestTypeId: words,
  expand: list,
})

export function requestRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request',
      operationId: 'jsmRequests',
      summary: 'Requests that the caller made or takes part in, the latest activity first',
      tags: ['requests'],
      request: { query: filters },
      responses: { 200: answer(pageOf(requestShape), 'a page of requests') },
    }),
    async (c) => {
      const query = c.req.valid('query')
      const window = windowOf(query, isDeep(query.expand) ? MOST_DEEP : undefined)
      const service = query.requestTypeId === '' ? null : (findService(desk, query.requestTypeId)?.id ?? '')
      const nowhere = query.serviceDeskId.length > 0 && !query.serviceDeskId.some(isDesk)
      const found = nowhere
        ? []
        : await listRequests(desk.db, c.var.caller.person, {
            who: whoOf(query.requestOwnership, query.approvalStatus),
            open: openOf(query.requestStatus),
            service,
            query: query.searchTerm.replaceAll('*', '').trim(),
            only: null,
            skip: window.start,
            limit: window.limit + 1,
          })
      const out = await requestsOut(c, desk, found.slice(0, window.limit), query.expand)
      const { values: _, ...envelope } = page(c, window, found)
      return c.json({ ...envelope, values: out }, 200)
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}',
      operationId: 'jsmRequest',
      summary: 'One request',
      tags: ['requests'],
      request: { params: ofRequest, query: z.object({ expand: list }) },
      responses: { 200: answer(requestShape, 'the request') },
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      const [out] = found ? await requestsOut(c, desk, [found], c.req.valid('query').expand) : []
      return out ? c.json(out, 200) : fails(c, 404, 'not-found')
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/servicedeskapi/request',
      operationId: 'jsmCreateRequest',
      summary: 'Asks for a service; the form is checked as on its page',
      tags: ['requests'],
      request: { headers: onceHeader, ...json(newRequestShape) },
      responses: { 201: answer(requestShape, 'the request') },
    }),
    async (c) => {
      const read = await readNewRequest(c, desk, c.req.valid('json'))
      if ('word' in read) return fails(c, read.status, read.word, read.errors)
      const { person } = c.var.caller
      const once = onceOf(c, desk, c.req.valid('json'))
      const opened = await openRequest(desk, person, {
        service: read.service.id,
        once,
        raw: rawForm(read.fields),
        correction: null,
      })
      if (!opened.ok) return refuses(c, opened)
      const { key } = opened
      if (read.participants.length > 0) {
        const shown = await addParticipants(desk, person, { key, once, people: read.participants })
        if (!shown.ok) return refuses(c, shown)
      }
      if (read.message !== '') {
        const said = { key, once: `open:${once}`, body: read.message, internal: false, office: null, files: [] }
        const written = await addComment(desk, person, said)
        if (!written.ok) return refuses(c, written)
      }
      const found = await findRequest(c, desk, key)
      const [out] = found ? await requestsOut(c, desk, [found], []) : []
      return out ? c.json(out, 201) : fails(c, 404, 'not-found')
    },
  )

  app.openapi(
    operation('requests:write', {
      method: 'post',
      path: '/servicedeskapi/request/validate',
      operationId: 'jsmValidateRequest',
      summary: 'Whether this request could be made; nothing is kept',
      tags: ['requests'],
      request: json(newRequestShape),
      responses: {
        200: answer(
          z.object({ valid: z.boolean(), errors: z.record(z.string(), z.string()) }),
          'what is wrong with which field',
        ),
      },
    }),
    async (c) => {
      const read = await readNewRequest(c, desk, c.req.valid('json'))
      if ('word' in read) return c.json({ valid: false, errors: { ...read.errors } }, 200)
      const form = read.service.requestForm
      const facts = await factsOf(desk.db, c.var.caller.person)
      const { problems } = checkAnswers(form, rawForm(read.fields), formContext(desk, form, facts))
      const errors = Object.fromEntries(problems.map(({ key, text }) => [key, text[langOf(c)]]))
      return c.json({ valid: problems.length === 0, errors }, 200)
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/status',
      operationId: 'jsmStatuses',
      summary: 'The words its requester read, the current one first',
      tags: ['requests'],
      request: { params: ofRequest, query: z.object(paging) },
      responses: { 200: answer(pageOf(statusShape), 'a page of status words') },
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      if (!found) return fails(c, 404, 'not-found')
      const { request, since } = found
      const [view, tasks, service] = await Promise.all([
        viewOf(c, desk, found),
        tasksOf(desk.db, request),
        desk.catalog.version(request.versionId),
      ])
      const all = statuses(request, view, tasks, service, since, langOf(c))
      return c.json(pageFrom(c, c.req.valid('query'), all), 200)
    },
  )
  return app
}

/** Organizations share nothing here: asked for them alone, nothing is found. */
function whoOf(ownership: readonly string[], approvalStatus: string): RequestFilter['who'] {
  const has = (name: string) => ownership.some((one) => one.toUpperCase() === name)
  const usual = ownership.length === 0
  return {
    mine: usual || has('OWNED_REQUESTS'),
    shown: usual || has('PARTICIPATED_REQUESTS'),
    all: has('ALL_REQUESTS'),
    approver: has('APPROVER') ? (approvalStatus.toUpperCase() === 'MY_HISTORY_APPROVAL' ? 'given' : 'waiting') : null,
  }
}

const openOf = (status: string): boolean | null =>
  ({ OPEN_REQUESTS: true, CLOSED_REQUESTS: false })[status.toUpperCase()] ?? null
