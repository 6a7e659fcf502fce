import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { completeTask } from '../../commands/complete-task.js'
import type { Desk } from '../../commands/desk.js'
import { rawForm } from '../../desk/form/raw.js'
import { withoutStead } from '../../desk/person.js'
import { fieldsOf, formOfOutcome, type TaskForm, type TaskOutcome } from '../../desk/task-form.js'
import { mayAct } from '../../desk/task.js'
import { showsStaff } from '../../desk/visibility.js'
import { peopleById } from '../../store/named-people.js'
import { expertsOf } from '../../store/people.js'
import type { ListedRequest } from '../../store/request-list.js'
import { tasksOf, type TaskRecord } from '../../store/tasks.js'
import { answer } from '../operation.js'
import type { ApiEnv } from '../token.js'
import { author } from './comment-shape.js'
import { dateOf, dateShape } from './date.js'
import { fails, langOf, refuses } from './errors.js'
import { findRequest } from './found.js'
import { onceHeader, onceOf, segment, text } from './inputs.js'
import { linksOf } from './links.js'
import { json, operation, operations } from './operation.js'
import { pageFrom, pageOf, paging } from './page.js'
import { ofRequest } from './requests.js'
import { userShape } from './users.js'

const decision = z.enum(['pending', 'approved', 'declined'])

const approvalShape = z
  .object({
    id: z.string(),
    name: z.string(),
    finalDecision: decision,
    canAnswerApproval: z.boolean(),
    approvers: z.array(z.object({ approver: userShape, approverDecision: decision })),
    createdDate: dateShape,
    completedDate: dateShape.optional(),
    _links: z.object({ self: z.url() }),
  })
  .openapi('JsmApproval')

const ofApproval = ofRequest.extend({ approvalId: segment })

/** A step of the kind «approval»: open, or completed by somebody. */
interface Approval {
  readonly task: TaskRecord
  readonly form: TaskForm | null
}

async function approvalsOf(desk: Desk, { request }: ListedRequest): Promise<readonly Approval[]> {
  const [tasks, service] = await Promise.all([tasksOf(desk.db, request), desk.catalog.version(request.versionId)])
  return tasks
    .filter((task) => task.kind === 'approval' && (task.closedAt === null || task.state === 'completed'))
    .map((task) => ({ task, form: service.taskForms.get(task.form ?? '') ?? null }))
}

const decisionOf = ({ task, form }: Approval): z.infer<typeof decision> =>
  task.closedAt === null ? 'pending' : outcomeOf(form, task.outcome)?.tone === 'stop' ? 'declined' : 'approved'

const outcomeOf = (form: TaskForm | null, id: string | null) => form?.outcomes.find((one) => one.id === id)

const wayTo = (form: TaskForm | null, decided: 'approve' | 'decline'): TaskOutcome | undefined =>
  form?.outcomes.find((one) => one.tone === (decided === 'approve' ? 'go' : 'stop'))

/** Where the comment of a decision is written: the first text that the outcome asks for. */
const commentField = (form: TaskForm, outcome: TaskOutcome) =>
  fieldsOf(formOfOutcome(form, outcome)).find((field) => field.kind === 'long-text' || field.kind === 'text')

const mayAnswer = (c: Context<ApiEnv>, { request }: ListedRequest, { task }: Approval): boolean =>
  request.standing.as === 'staff' &&
  task.state === 'open' &&
  mayAct(withoutStead(c.var.caller.person, request.requester), task) !== null

/** Approvals as this dialect has them: one query for all names, and one for each office whose people may answer. */
async function approvalsOut(
  c: Context<ApiEnv>,
  desk: Desk,
  found: ListedRequest,
  approvals: readonly Approval[],
): Promise<z.infer<typeof approvalShape>[]> {
  const { request } = found
  const lang = langOf(c)
  const named = approvals.filter(({ task }) => showsStaff(desk.university, request.standing, task.office))
  const waiting = new Set(named.flatMap(({ task }) => (whoOf(task) === null ? [task.office] : [])))
  const experts = new Map(
    await Promise.all(
      [...waiting].map(async (office) => [office, await expertsOf(desk.db, office, desk.now())] as const),
    ),
  )
  const approvers = new Map(
    named.map(({ task }) => {
      const who = whoOf(task)
      return [task.id, who === null ? (experts.get(task.office) ?? []).map((one) => one.person) : [who]] as const
    }),
  )
  const shown = { desk, key: request.key, people: await peopleById(desk.db, [...approvers.values()].flat()) }
  return approvals.map((one) => {
    const { task } = one
    const decided = decisionOf(one)
    const ids = approvers.get(task.id) ?? []
    return {
      id: String(task.id),
      name: task.name[lang],
      finalDecision: decided,
      canAnswerApproval: mayAnswer(c, found, one),
      approvers: (ids.length > 0 ? ids : [null]).map((id) => ({
        approver: author(c, shown, id, task.office),
        approverDecision: decided,
      })),
      createdDate: dateOf(task.openedAt, lang),
      ...(task.closedAt === null ? {} : { completedDate: dateOf(task.closedAt, lang) }),
      _links: { self: `${linksOf(c).base}/rest/servicedeskapi/request/${request.id}/approval/${task.id}` },
    }
  })
}

/** Who answered, or has it; null: anybody of the office. */
const whoOf = (task: TaskRecord): number | null => task.closedBy ?? task.assignee

export function approvalRoutes(desk: Desk) {
  const app = operations()
  const find = async (c: Context<ApiEnv>, { issueIdOrKey, approvalId }: z.infer<typeof ofApproval>) => {
    const found = await findRequest(c, desk, issueIdOrKey)
    const one = found && (await approvalsOf(desk, found)).find(({ task }) => String(task.id) === approvalId)
    return found && one ? { found, one } : null
  }
  const show = async (c: Context<ApiEnv>, params: z.infer<typeof ofApproval>) => {
    const hit = await find(c, params)
    const [out] = hit ? await approvalsOut(c, desk, hit.found, [hit.one]) : []
    return out ? c.json(out, 200) : fails(c, 404, 'not-found')
  }

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/approval',
      operationId: 'jsmApprovals',
      summary: 'Its approvals, open and given',
      tags: ['approvals'],
      request: { params: ofRequest, query: z.object(paging) },
      responses: { 200: answer(pageOf(approvalShape), 'a page of approvals') },
    }),
    async (c) => {
      const found = await findRequest(c, desk, c.req.valid('param').issueIdOrKey)
      if (!found) return fails(c, 404, 'not-found')
      const all = await approvalsOut(c, desk, found, await approvalsOf(desk, found))
      return c.json(pageFrom(c, c.req.valid('query'), all), 200)
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/approval/{approvalId}',
      operationId: 'jsmApproval',
      summary: 'One approval',
      tags: ['approvals'],
      request: { params: ofApproval },
      responses: { 200: answer(approvalShape, 'the approval') },
    }),
    (c) => show(c, c.req.valid('param')),
  )

  app.openapi(
    operation('tasks:write', {
      method: 'post',
      path: '/servicedeskapi/request/{issueIdOrKey}/approval/{approvalId}',
      operationId: 'jsmAnswerApproval',
      summary: 'Approves or declines; the step is completed as on its page',
      tags: ['approvals'],
      request: {
        params: ofApproval,
        headers: onceHeader,
        ...json(
          z.object({
            decision: z.enum(['approve', 'decline']),
            comment: z.union([text(2000), z.object({ body: text(2000).nullish() })]).nullish(),
            commentPublic: z.boolean().nullish(),
          }),
        ),
      },
      responses: { 200: answer(approvalShape, 'the approval') },
    }),
    async (c) => {
      const params = c.req.valid('param')
      const hit = await find(c, params)
      if (!hit) return fails(c, 404, 'not-found')
      const { decision: decided, comment } = c.req.valid('json')
      const { form, task } = hit.one
      const outcome = wayTo(form, decided)
      // Whoever has answered may be sending it again; the command knows a repeat.
      const may = mayAnswer(c, hit.found, hit.one) || task.closedBy === c.var.caller.person.id
      if (!form || !outcome || !may) return fails(c, 403, 'not-answerable')
      const field = commentField(form, outcome)
      const words = typeof comment === 'string' ? comment : (comment?.body ?? '')
      const done = await completeTask(desk, c.var.caller.person, {
        task: task.id,
        once: onceOf(c, desk, c.req.valid('json')),
        outcome: outcome.id,
        raw: rawForm(field && words !== '' ? { [field.key]: [words] } : {}),
      })
      return done.ok ? show(c, params) : refuses(c, done)
    },
  )

  app.openapi(
    operation('requests:read', {
      method: 'get',
      path: '/servicedeskapi/request/{issueIdOrKey}/approval/{approvalId}/config',
      operationId: 'jsmApprovalConfig',
      summary: 'Whether a decision must be explained',
      tags: ['approvals'],
      request: { params: ofApproval },
      responses: {
        200: answer(
          z.object({ commentsRequiredWhenApprove: z.boolean(), commentsRequiredWhenDecline: z.boolean() }),
          'for each decision',
        ),
      },
    }),
    async (c) => {
      const hit = await find(c, c.req.valid('param'))
      if (!hit) return fails(c, 404, 'not-found')
      const { form } = hit.one
      const required = (decided: 'approve' | 'decline') => {
        const outcome = wayTo(form, decided)
        return (form && outcome && commentField(form, outcome)?.required) ?? false
      }
      return c.json(
        { commentsRequiredWhenApprove: required('approve'), commentsRequiredWhenDecline: required('decline') },
        200,
      )
    },
  )
  return app
}
