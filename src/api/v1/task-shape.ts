import { z } from '@hono/zod-openapi'
import { formOfOutcome, type TaskForm } from '../../desk/task-form.js'
import type { TaskView } from '../../desk/views.js'
import { form, formShape } from './forms.js'
import { iso, isoOrNull, text, time } from './shapes.js'

const personShape = z.object({ id: z.int(), name: text })

export const taskShape = z
  .object({
    id: z.int(),
    request: z.string(),
    requester: text,
    element: z.string(),
    step: text,
    office: z.string(),
    office_name: text,
    state: z.enum(['new', 'taken', 'asked', 'answered', 'returned', 'done']),
    opened_at: time,
    due_at: time.nullable(),
    assignee: personShape.nullable(),
    mine: z.boolean(),
    may: z
      .object({ act: z.boolean(), take: z.boolean(), release: z.boolean(), assign: z.boolean(), ask: z.boolean() })
      .openapi({ description: 'what the caller may do with it now' }),
    experts: z.array(personShape.extend({ open: z.int() })).openapi({ description: 'whom it may be given to' }),
    outcomes: z
      .array(
        z.object({
          id: z.string(),
          label: text,
          hint: text.nullable(),
          tone: z.enum(['go', 'plain', 'stop']),
          fields: formShape,
        }),
      )
      .openapi({ description: 'the ways to complete it, each with its form' }),
    askable: z
      .array(z.object({ key: z.string(), label: text }))
      .openapi({ description: 'fields that may be asked anew' }),
    send_back_to: z.array(z.object({ element: z.string(), name: text, office: text })),
    returned: z.object({ from: text, by: text.nullable(), reason: z.string() }).nullable(),
    next_number: z.string().nullable().openapi({ description: 'the number that its register would give next' }),
    earlier: z
      .array(z.object({ label: text, value: z.string(), office: text }))
      .openapi({ description: 'what earlier steps filled in, as far as this office may see it' }),
  })
  .openapi('Task')

export const task = (view: TaskView, taskForm: TaskForm | null): z.infer<typeof taskShape> => ({
  id: view.id,
  request: view.request.key,
  requester: view.requester,
  element: view.element,
  step: view.name,
  office: view.office,
  office_name: view.officeName,
  state: view.state,
  opened_at: iso(view.openedAt),
  due_at: isoOrNull(view.time?.due ?? null),
  assignee: view.assignee && { id: view.assignee.id, name: view.assignee.name },
  mine: view.mine,
  may: {
    act: view.mayAct,
    take: view.mayTake,
    release: view.mayRelease,
    assign: view.mayAssign,
    ask: view.mayAsk,
  },
  experts: view.experts.map(({ id, name, open }) => ({ id, name, open })),
  outcomes: (taskForm?.outcomes ?? []).map((outcome) => ({
    id: outcome.id,
    label: outcome.label,
    hint: outcome.hint ?? null,
    tone: outcome.tone,
    fields: taskForm ? form(formOfOutcome(taskForm, outcome), view.experts) : [],
  })),
  askable: view.askableFields.map(({ key, label }) => ({ key, label })),
  send_back_to: view.sendBackTo.map(({ element, name, office }) => ({ element, name, office })),
  returned: view.returned && {
    from: view.returned.from,
    by: view.returned.by?.name ?? null,
    reason: view.returned.reason,
  },
  next_number: view.register?.next ?? null,
  earlier: view.earlier.map(({ label, value, office }) => ({ label, value, office })),
})
