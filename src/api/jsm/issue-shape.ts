import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import type { WorkItem } from '../../store/work-list.js'
import type { ApiEnv } from '../token.js'
import { dateOf } from './date.js'
import { langOf } from './errors.js'
import { DESK, numberOf } from './ids.js'
import { linksOf } from './links.js'
import type { requestShape } from './request-shape.js'

/** An issue of the platform, with so much of it as its clients read. */
export const issueShape = z
  .object({ id: z.string(), key: z.string(), self: z.url(), fields: z.record(z.string(), z.unknown()) })
  .openapi('JsmIssue')

type Issue = z.infer<typeof issueShape>

export const QUEUE_FIELDS = [
  'issuetype',
  'issuekey',
  'summary',
  'created',
  'reporter',
  'status',
  'duedate',
  'assignee',
] as const

const serviceName = (c: Context<ApiEnv>, desk: Desk, service: string): string =>
  desk.catalog.offered().find((one) => one.service.id === service)?.service.name[langOf(c)] ?? service

const project = (c: Context<ApiEnv>, desk: Desk) => ({
  id: DESK.projectId,
  key: DESK.key,
  name: desk.university.name[langOf(c)],
  projectTypeKey: 'service_desk',
})

const selfOf = (c: Context<ApiEnv>, id: number | string): string => `${linksOf(c).base}/rest/api/2/issue/${id}`

/** A task of a work list, with the columns of the queue and no others. */
export const issueOfTask = (c: Context<ApiEnv>, desk: Desk, task: WorkItem): Issue => {
  const lang = langOf(c)
  return {
    id: String(task.request),
    key: task.key,
    self: selfOf(c, task.request),
    fields: {
      issuetype: { id: numberOf('service', task.service), name: serviceName(c, desk, task.service) },
      issuekey: task.key,
      summary: serviceName(c, desk, task.service),
      created: dateOf(task.openedAt, lang).jira,
      reporter: { displayName: task.requester[lang] },
      status: { name: task.step[lang] },
      ...(task.dueAt === null ? {} : { duedate: dateOf(task.dueAt, lang).iso8601.slice(0, 10) }),
      ...(task.assignee === null ? {} : { assignee: { displayName: task.assignee.name[lang] } }),
    },
  }
}

const CATEGORIES = {
  UNDEFINED: { id: 1, key: 'undefined' },
  NEW: { id: 2, key: 'new' },
  INDETERMINATE: { id: 4, key: 'indeterminate' },
  DONE: { id: 3, key: 'done' },
} as const

/** A request as an issue: read-only, with what the reader sees of its form under the names of its fields. */
export function issueOfRequest(
  c: Context<ApiEnv>,
  desk: Desk,
  request: z.infer<typeof requestShape>,
  times: { readonly changedAt: number; readonly closedAt: number | null },
): Issue {
  const lang = langOf(c)
  const { currentStatus } = request
  const values = Object.fromEntries(request.requestFieldValues.map(({ fieldId, value }) => [fieldId, value]))
  return {
    id: request.issueId,
    key: request.issueKey,
    self: selfOf(c, request.issueId),
    fields: {
      ...values,
      summary: request.summary,
      issuetype: { id: request.requestTypeId, name: request.requestType?.name ?? '', subtask: false },
      project: project(c, desk),
      status: {
        name: currentStatus.status,
        statusCategory: { ...CATEGORIES[currentStatus.statusCategory], name: currentStatus.statusCategory },
      },
      reporter: request.reporter,
      creator: request.reporter,
      created: request.createdDate.jira,
      updated: dateOf(times.changedAt, lang).jira,
      ...(times.closedAt === null ? {} : { resolutiondate: dateOf(times.closedAt, lang).jira }),
    },
  }
}
