import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { fieldsIn } from '../../desk/form/form.js'
import type { Service } from '../../desk/service.js'
import { visibleFields } from '../../desk/visibility.js'
import type { RequestView } from '../../desk/views.js'
import { paths } from '../../web/paths.js'
import { calendarsNow } from '../../store/calendars.js'
import { peopleById } from '../../store/named-people.js'
import type { ListedRequest } from '../../store/request-list.js'
import { seenAnswers } from '../../store/requests.js'
import { tasksOf, type TaskRecord } from '../../store/tasks.js'
import type { ApiEnv } from '../token.js'
import {
  attachment,
  attachmentShape,
  author,
  authorsOf,
  comment,
  commentShape,
  saidIn,
  showsEmail,
} from './comment-shape.js'
import { dateOf, dateShape } from './date.js'
import { deskShape, serviceDesk } from './desks.js'
import { langOf } from './errors.js'
import { fieldValue, fieldValueShape, summaryField } from './fields.js'
import { viewOf } from './found.js'
import { DESK, numberOf } from './ids.js'
import { linksOf } from './links.js'
import { insidePage, pageOf } from './page.js'
import { requestType, requestTypeShape } from './request-types.js'
import { slaOf, slaShape } from './sla-shape.js'
import { currentStatus, statuses, statusShape } from './status.js'
import { user, userShape } from './users.js'

const allowed = z.object({ allowed: z.boolean() })

export const requestShape = z
  .object({
    issueId: z.string(),
    issueKey: z.string(),
    summary: z.string(),
    requestTypeId: z.string(),
    serviceDeskId: z.string(),
    createdDate: dateShape,
    reporter: userShape,
    requestFieldValues: z.array(fieldValueShape),
    currentStatus: statusShape,
    requestType: requestTypeShape.optional(),
    serviceDesk: deskShape.optional(),
    participants: pageOf(userShape).optional(),
    status: pageOf(statusShape).optional(),
    sla: pageOf(slaShape).optional(),
    attachments: pageOf(attachmentShape).optional(),
    comments: pageOf(commentShape).optional(),
    actions: z
      .object({ addAttachment: allowed, addComment: allowed, addParticipant: allowed, removeParticipant: allowed })
      .optional(),
    _expands: z.array(z.string()),
    _links: z.object({ self: z.url(), jiraRest: z.url(), web: z.url(), agent: z.url() }),
  })
  .openapi('JsmRequest')

const EXPANDS = [
  'serviceDesk',
  'requestType',
  'participant',
  'sla',
  'status',
  'attachment',
  'action',
  'comment',
  'comment.attachment',
  'comment.renderedBody',
] as const

/** What is looked up for each request by itself; a list with one of these is short. */
const DEEP: ReadonlySet<string> = new Set([
  'sla',
  'status',
  'attachment',
  'comment',
  'comment.attachment',
  'comment.renderedBody',
])

export const isDeep = (expand: readonly string[]): boolean => expand.some((one) => DEEP.has(one))

interface Depth {
  readonly view: RequestView
  readonly tasks: readonly TaskRecord[]
}

/** Requests as this dialect has them: one query for all names, and no more for each unless it is asked to go deep. */
export async function requestsOut(
  c: Context<ApiEnv>,
  desk: Desk,
  listed: readonly ListedRequest[],
  expand: readonly string[],
): Promise<z.infer<typeof requestShape>[]> {
  const services = await Promise.all(listed.map(({ request }) => desk.catalog.version(request.versionId)))
  const depths = isDeep(expand) ? await Promise.all(listed.map((one) => depthOf(c, desk, one))) : []
  const calendars = expand.includes('sla') ? await calendarsNow(desk.db, desk.university) : null
  const people = await peopleById(desk.db, [
    ...listed.flatMap(({ request }) => [
      request.requester,
      ...(expand.includes('participant') ? request.participants : []),
    ]),
    ...depths.flatMap(({ view }, index) => authorsOf(saidIn(view, listed[index]?.request.requester ?? 0), view.files)),
  ])
  return listed.map((one, index) => {
    const { request } = one
    const service = services[index]
    if (!service) throw new Error(`${request.key} has no version`)
    const lang = langOf(c)
    const { base } = linksOf(c)
    const path = `/rest/servicedeskapi/request/${request.id}`
    const shown = { desk, key: request.key, people }
    const depth = depths[index]
    const view = request.standing
    const wants = (name: string) => expand.includes(name)
    const inside = <T>(name: string, values: readonly T[]) => insidePage(c, values, `${path}/${name}`)
    return {
      issueId: String(request.id),
      issueKey: request.key,
      ...readable(desk, one, service, lang),
      requestTypeId: numberOf('service', request.service),
      serviceDeskId: DESK.id,
      createdDate: dateOf(request.openedAt, lang),
      reporter: author(c, shown, request.requester, null),
      currentStatus: currentStatus(request, one.since, lang),
      ...(wants('requestType') ? { requestType: requestType(c, desk, service) } : {}),
      ...(wants('serviceDesk') ? { serviceDesk: serviceDesk(c, desk) } : {}),
      ...(wants('participant')
        ? {
            participants: inside(
              'participant',
              request.participants.flatMap((id) => {
                const person = people.get(id)
                return person ? [user(c, person, showsEmail(c, id))] : []
              }),
            ),
          }
        : {}),
      ...(wants('action')
        ? {
            actions: {
              addAttachment: { allowed: mayWrite(one) },
              addComment: { allowed: mayWrite(one) },
              addParticipant: { allowed: view.as === 'requester' },
              removeParticipant: { allowed: view.as === 'requester' || view.as === 'participant' },
            },
          }
        : {}),
      ...(depth && wants('status')
        ? { status: inside('status', statuses(request, depth.view, depth.tasks, service, one.since, lang)) }
        : {}),
      ...(depth && calendars && wants('sla')
        ? {
            sla: inside(
              'sla',
              (view.as === 'staff' ? depth.tasks : []).flatMap(
                (task) => slaOf(c, request.key, task, calendars.of(task.office), desk.now()) ?? [],
              ),
            ),
          }
        : {}),
      ...(depth && wants('attachment')
        ? {
            attachments: inside(
              'attachment',
              depth.view.files.map((file) => attachment(c, shown, file)),
            ),
          }
        : {}),
      ...(depth && expand.some((name) => name.startsWith('comment'))
        ? {
            comments: inside(
              'comment',
              saidIn(depth.view, request.requester).map((said) =>
                comment(
                  c,
                  shown,
                  said,
                  expand.flatMap((name) => (name.startsWith('comment.') ? [name.slice('comment.'.length)] : [])),
                ),
              ),
            ),
          }
        : {}),
      _expands: EXPANDS.filter((name) => !wants(name)),
      _links: {
        self: `${base}${path}`,
        jiraRest: `${base}/rest/api/2/issue/${request.id}`,
        web: `${base}${paths.request(request.key)}`,
        agent: `${base}${paths.request(request.key)}`,
      },
    }
  })
}

export const mayWrite = ({ request }: ListedRequest): boolean => request.standing.as !== 'administrator'

async function depthOf(c: Context<ApiEnv>, desk: Desk, one: ListedRequest): Promise<Depth> {
  const [view, tasks] = await Promise.all([viewOf(c, desk, one), tasksOf(desk.db, one.request)])
  return { view, tasks }
}

/** The answers that the reader sees, and one of them, or the name of the service, as the summary. */
function readable(desk: Desk, { request }: ListedRequest, service: Service, lang: 'fa' | 'en') {
  const answers = seenAnswers(request, service.requestForm)
  const allowed = visibleFields(service.requestForm, request.standing)
  const subject = answers[summaryField(service.requestForm)?.key ?? '']
  return {
    summary: typeof subject === 'string' ? subject : service.name[lang],
    requestFieldValues: fieldsIn(service.requestForm)
      .filter((field) => field.kind !== 'note' && allowed.has(field.key) && answers[field.key] !== undefined)
      .map((field) => fieldValue(field, answers[field.key] ?? null, desk.university, lang)),
  }
}
