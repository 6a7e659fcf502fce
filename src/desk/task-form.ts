import { z } from 'zod'
import { readForm, type Field, type Form } from './form/form.js'

const text = z.object({ fa: z.string().min(1), en: z.string().min(1) })

const deskSchema = z.object({
  outcomes: z
    .array(
      z.object({
        id: z.string().regex(/^[a-z][a-z_]*$/),
        label: text,
        hint: text.optional(),
        tone: z.enum(['go', 'plain', 'stop']),
        fields: z.array(z.string()).default([]),
      }),
    )
    .min(1),
  ask: z.boolean(),
  send_back: z.boolean(),
})

export type TaskOutcome = z.infer<typeof deskSchema>['outcomes'][number]

/** The form of a task: fields in the format of Camunda Forms, and the named ways to complete it. */
export interface TaskForm {
  readonly form: Form
  readonly outcomes: readonly TaskOutcome[]
  readonly ask: boolean
  readonly sendBack: boolean
}

/** Reads `tasks/*.json`; problems are sentences for whoever edits the service. */
export function readTaskForm(json: unknown): {
  readonly taskForm: TaskForm | null
  readonly problems: readonly string[]
} {
  const { form, problems } = readForm(json)
  const desk = z.object({ mizban: deskSchema }).safeParse(json)
  if (!desk.success) return { taskForm: null, problems: [...problems, z.prettifyError(desk.error)] }
  if (!form) return { taskForm: null, problems }
  const known = new Set(fieldsOf(form).map((field) => field.key))
  const strangers = desk.data.mizban.outcomes.flatMap((outcome) => outcome.fields).filter((key) => !known.has(key))
  if (strangers.length > 0)
    return { taskForm: null, problems: [`the outcomes name fields that the form has not: ${strangers.join(', ')}`] }
  const { outcomes, ask, send_back } = desk.data.mizban
  return { taskForm: { form, outcomes, ask, sendBack: send_back }, problems }
}

/** The fields that belong to an outcome: its own, and those that no outcome claims. */
export function formOfOutcome(taskForm: TaskForm, outcome: TaskOutcome): Form {
  const claimed = new Set(taskForm.outcomes.flatMap((one) => one.fields))
  const wanted = (field: Field) => outcome.fields.includes(field.key) || !claimed.has(field.key)
  return {
    ...taskForm.form,
    sections: taskForm.form.sections.map((section) => ({ ...section, fields: section.fields.filter(wanted) })),
  }
}

export const fieldsOf = (form: Form): readonly Field[] => form.sections.flatMap((section) => section.fields)
