import { z } from '@hono/zod-openapi'
import { addComment } from '../../commands/add-comment.js'
import { askRequester } from '../../commands/ask-requester.js'
import { assignTask } from '../../commands/assign-task.js'
import { completeTask } from '../../commands/complete-task.js'
import type { Desk } from '../../commands/desk.js'
import { sendBack } from '../../commands/send-back.js'
import { refused } from '../../desk/refusal.js'
import { requestById } from '../../store/requests.js'
import { taskFor } from '../../store/tasks.js'
import { attachmentsShape, filledIn, valuesShape } from '../filled-in.js'
import { number, onceAndSeenHeaders, onceHeader, onceOf, written } from '../inputs.js'
import { answer, json, operation, operations } from '../operation.js'
import { refusalProblem } from '../problem.js'
import { seenRevision } from '../revision.js'
import type { Person } from '../../desk/person.js'

const id = z.object({ id: number })

const done = z.object({ request: z.string() })

const newAssignment = z
  .strictObject({
    to: z
      .union([z.literal('me'), z.int().positive(), z.null()])
      .openapi({ description: '`me` to claim it, the id of an expert, or null to give it back to its office' }),
  })
  .openapi('NewAssignment')

const newCompletion = z
  .strictObject({ outcome: z.string().max(100), fields: valuesShape.default({}) })
  .openapi('NewCompletion')

const newAsk = z
  .strictObject({
    message: written(10_000).min(1),
    fields: z.array(z.string().max(100)).max(100).default([]),
    wants_files: z.boolean().default(false),
    amount: z.int().min(0).max(999_999_999_999_999).nullable().default(null).openapi({ description: 'in rial' }),
    payment_id: written(40).nullable().default(null),
  })
  .openapi('NewAsk')

const newReturn = z
  .strictObject({
    to: z.string().max(200).openapi({ description: 'the element of an earlier step' }),
    reason: written(10_000).min(1),
    keep: z.boolean().default(false).openapi({ description: 'what was decided in between still stands' }),
  })
  .openapi('NewReturn')

const newNote = z
  .strictObject({
    body: written(10_000).min(1),
    internal: z.boolean().default(true).openapi({ description: 'false: its requester reads it' }),
    files: attachmentsShape,
  })
  .openapi('NewNote')

/** What an office does with a task. Whoever changes one says which revision they have seen. */
export function taskActRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation('tasks:write', {
      method: 'post',
      path: '/tasks/{id}/assignments',
      operationId: 'assignTask',
      summary: 'Claims a task, gives it to an expert, or releases it',
      tags: ['tasks'],
      request: { params: id, headers: onceAndSeenHeaders, body: json(newAssignment) },
      responses: { 201: answer(done, 'assigned') },
    }),
    async (c) => {
      const seen = seenRevision(c)
      if ('problem' in seen) return seen.problem
      const result = await assignTask(desk, c.var.caller.person, {
        task: c.req.valid('param').id,
        revision: seen.revision,
        once: onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json')),
        to: c.req.valid('json').to,
      })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )

  app.openapi(
    operation('tasks:write', {
      method: 'post',
      path: '/tasks/{id}/completions',
      operationId: 'completeTask',
      summary: 'Completes a task with one of its outcomes',
      tags: ['tasks'],
      request: { params: id, headers: onceAndSeenHeaders, body: json(newCompletion) },
      responses: { 201: answer(done, 'completed; the process has gone on') },
    }),
    async (c) => {
      const seen = seenRevision(c)
      if ('problem' in seen) return seen.problem
      const { person } = c.var.caller
      const task = c.req.valid('param').id
      const found = await placeOf(desk, person, task)
      if (!found) return refusalProblem(c, refused('not-found'))
      const { outcome, fields } = c.req.valid('json')
      const { raw, problems } = await filledIn(desk, person, found.form, fields)
      if (problems.length > 0) return refusalProblem(c, refused('incomplete', {}, problems))
      const once = onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json'))
      const result = await completeTask(desk, person, { task, revision: seen.revision, once, outcome, raw })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )

  app.openapi(
    operation('tasks:write', {
      method: 'post',
      path: '/tasks/{id}/asks',
      operationId: 'askRequester',
      summary: 'Asks the requester for something; the task waits for the answer',
      tags: ['tasks'],
      request: { params: id, headers: onceAndSeenHeaders, body: json(newAsk) },
      responses: { 201: answer(done, 'asked') },
    }),
    async (c) => {
      const seen = seenRevision(c)
      if ('problem' in seen) return seen.problem
      const { wants_files: wantsFiles, payment_id: paymentId, ...asked } = c.req.valid('json')
      const result = await askRequester(desk, c.var.caller.person, {
        task: c.req.valid('param').id,
        revision: seen.revision,
        once: onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json')),
        wantsFiles,
        paymentId,
        ...asked,
      })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )

  app.openapi(
    operation('tasks:write', {
      method: 'post',
      path: '/tasks/{id}/returns',
      operationId: 'sendTaskBack',
      summary: 'Sends the request back to an earlier step',
      tags: ['tasks'],
      request: { params: id, headers: onceAndSeenHeaders, body: json(newReturn) },
      responses: { 201: answer(done, 'sent back') },
    }),
    async (c) => {
      const seen = seenRevision(c)
      if ('problem' in seen) return seen.problem
      const result = await sendBack(desk, c.var.caller.person, {
        task: c.req.valid('param').id,
        revision: seen.revision,
        once: onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json')),
        ...c.req.valid('json'),
      })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )

  app.openapi(
    operation('tasks:write', {
      method: 'post',
      path: '/tasks/{id}/comments',
      operationId: 'addTaskComment',
      summary: 'Writes a note for offices, or a message to the requester, in the name of the task’s office',
      tags: ['tasks'],
      request: { params: id, headers: onceHeader, body: json(newNote) },
      responses: { 201: answer(done, 'written') },
    }),
    async (c) => {
      const { person } = c.var.caller
      const found = await placeOf(desk, person, c.req.valid('param').id)
      if (!found) return refusalProblem(c, refused('not-found'))
      const { body, internal, files } = c.req.valid('json')
      const { attachments, problems } = await filledIn(desk, person, null, {}, files)
      if (problems.length > 0) return refusalProblem(c, refused('incomplete', {}, problems))
      const once = onceOf(c, c.req.valid('header')['idempotency-key'], c.req.valid('json'))
      const { key, office } = found
      const result = await addComment(desk, person, { key, once, body, internal, office, files: attachments })
      return result.ok ? c.json({ request: result.key }, 201) : refusalProblem(c, result)
    },
  )

  return app
}

/** Where a task of the caller's offices belongs, and its form. */
async function placeOf(desk: Desk, person: Person, id: number) {
  const task = await taskFor(desk.db, person, id)
  const request = task && (await requestById(desk.db, person, task.request, { lock: false }))
  if (!task || request?.standing.as !== 'staff') return null
  const { taskForms } = await desk.catalog.version(request.versionId)
  return { key: request.key, office: task.office, form: taskForms.get(task.form ?? '')?.form ?? null }
}
