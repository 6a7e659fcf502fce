import { parse } from 'yaml'
import { z } from 'zod'
import { compile, elementsInOrder, startsOf, type Definition } from '../engine/index.js'
import { fieldsIn, readForm, type Form } from './form/form.js'
import { readTaskForm, type TaskForm } from './task-form.js'
import type { Text } from './text.js'

const text = z.object({ fa: z.string().min(1), en: z.string().min(1) })

const serviceSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  prefix: z.string().regex(/^[A-Z]{2,5}$/),
  group: z.string(),
  name: text,
  summary: text,
  duration: text.optional(),
  after: text.optional(),
  icon: z.string(),
  synonyms: z.array(z.string()).default([]),
  active: z.boolean().default(true),
  form: z.string(),
  process: z.string(),
  alternatives: z.array(z.object({ file: z.string(), name: text, note: text })).default([]),
  tasks: z.string().default('tasks/'),
  one_open_per: z.string().optional(),
  faculty_from: z.string().optional(),
  /** Working days after which a request whose requester does not answer is withdrawn; without it never. */
  ask_expires_days: z.number().int().min(3).max(365).optional(),
  withdraw: z.enum(['until-number', 'while-open', 'never']).default('while-open'),
  document: z
    .object({
      job: z.string(),
      template: z.string(),
      title: text,
      /** The fields the template is given; who may not see one of them may not open the document. All when absent. */
      shows: z.array(z.string()).optional(),
    })
    .optional(),
  /** Offices that read what a requester reports as wrong in the data of the directory. */
  corrections_seen_by: z.array(z.string()).default([]),
  see_also: z.array(z.object({ service: z.string(), text })).default([]),
  requester_noun: text.optional(),
})

/** A user task of the drawing with what the desk reads from its properties. */
export interface Step {
  readonly element: string
  readonly name: Text
  readonly kind: StepKind
  readonly office: string | null
  readonly form: string | null
  readonly status: Text
  readonly targetDays: number | null
  readonly register: string | null
  readonly forInformation: boolean
  /** Four eyes: steps that somebody else must have done. */
  readonly fourEyes: readonly string[]
}

export const STEP_KINDS = ['referral', 'review', 'approval', 'numbering', 'notice'] as const
export type StepKind = (typeof STEP_KINDS)[number]

/** A service as published: its card, its form, its process and the forms of its tasks. */
export interface Service extends Readonly<z.infer<typeof serviceSchema>> {
  readonly requestForm: Form
  readonly definition: Definition
  readonly drawing: string
  readonly steps: readonly Step[]
  readonly taskForms: ReadonlyMap<string, TaskForm>
  readonly template: string | null
}

export type ServiceFiles = Readonly<Record<string, string>>

/**
 * Reads the folder of a service, path to text.
 * @returns the service, or sentences for whoever edits the folder
 */
export async function readService(
  files: ServiceFiles,
): Promise<{ readonly service: Service | null; readonly problems: readonly string[] }> {
  const problems: string[] = []
  const card = serviceSchema.safeParse(parse(files['service.yaml'] ?? ''))
  if (!card.success) return { service: null, problems: [`service.yaml: ${z.prettifyError(card.error)}`] }
  const about = card.data
  const form = readForm(json(files, about.form, problems))
  problems.push(...form.problems.map((one) => `${about.form}: ${one}`))
  const drawing = files[about.process] ?? ''
  const tables = Object.keys(files).filter((name) => name.endsWith('.dmn'))
  const compiled = await compile([about.process, ...tables].map((name) => ({ name, xml: files[name] ?? '' })))
  const errors = compiled.problems.filter((one) => one.severity === 'error')
  problems.push(...errors.map((one) => `${about.process}: ${one.element ?? ''} ${one.reason.en} ${one.cure.en}`))
  if (!form.form || !compiled.definition) return { service: null, problems }
  const plain = (compiled.definition.entries[compiled.definition.main] ?? []).length > 0
  if (!plain)
    problems.push(`${about.process}: a form opens a request, so its process needs a start event without a trigger`)
  for (const id of startsOf(compiled.definition))
    if (isTriggered(compiled.definition, id))
      problems.push(`${about.process}: ${id} would start the process by itself, which the desk does not do`)
  const steps = stepsOf(compiled.definition)
  problems.push(...fourEyesProblems(steps).map((one) => `${about.process}: ${one}`))
  problems.push(...fieldProblems(about, form.form))
  const taskForms = new Map<string, TaskForm>()
  for (const id of new Set(steps.map((step) => step.form).filter((one) => one !== null))) {
    const file = `${about.tasks}${id}.json`
    const read = readTaskForm(json(files, file, problems))
    problems.push(...read.problems.map((one) => `${file}: ${one}`))
    if (read.taskForm) taskForms.set(id, read.taskForm)
  }
  const template = about.document ? (files[about.document.template] ?? null) : null
  if (about.document && template === null)
    problems.push(`service.yaml names ${about.document.template}, which is missing`)
  if (problems.length > 0) return { service: null, problems }
  return {
    service: { ...about, requestForm: form.form, definition: compiled.definition, drawing, steps, taskForms, template },
    problems,
  }
}

/** A start event at the top of the process that something else than a form would have to start. */
function isTriggered(definition: Definition, id: string): boolean {
  const node = definition.nodes[id]
  return node?.type === 'bpmn:StartEvent' && node.parent === null && node.event !== null
}

export const stepOf = (service: Service, element: string): Step | undefined =>
  service.steps.find((one) => one.element === element)

function json(files: ServiceFiles, name: string, problems: string[]): unknown {
  try {
    return JSON.parse(files[name] ?? '')
  } catch {
    problems.push(`${name} is missing or not JSON`)
    return null
  }
}

/** The user tasks of a drawing in their order. */
export function stepsOf(definition: Definition): readonly Step[] {
  return elementsInOrder(definition)
    .filter((element) => element.type === 'bpmn:UserTask')
    .map((element) => {
      const property = (name: string) => element.properties[name] ?? null
      const fa = element.name ?? element.id
      return {
        element: element.id,
        name: { fa, en: property('name.en') ?? fa },
        kind: STEP_KINDS.find((kind) => kind === property('kind')) ?? 'review',
        office: element.task?.office ?? null,
        form: element.task?.form ?? null,
        status: { fa: property('status.fa') ?? 'در حال بررسی', en: property('status.en') ?? 'In review' },
        targetDays: Number(property('target_days') ?? Number.NaN) || null,
        register: property('register'),
        forInformation: property('for_information') === 'true',
        fourEyes: (property('four_eyes') ?? '')
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      }
    })
}

function fourEyesProblems(steps: readonly Step[]): readonly string[] {
  const known = new Set(steps.map((step) => step.element))
  return steps.flatMap((step) =>
    step.fourEyes
      .filter((element) => !known.has(element) || element === step.element)
      .map((element) => `${step.element} wants other eyes than those of ${element}, which is no other step`),
  )
}

/** A student number stands in every work list and is searched for, so it must be a field that all offices see. */
function fieldProblems(about: z.infer<typeof serviceSchema>, form: Form): readonly string[] {
  const fields = fieldsIn(form)
  const hidden = fields.some((field) => field.key === 'student_no' && !field.seenBy.includes('*'))
  const strangers = (about.document?.shows ?? []).filter((key) => !fields.some((field) => field.key === key))
  return [
    ...(hidden ? [`${about.form}: student_no stands in work lists; its seen_by must be *`] : []),
    ...strangers.map((key) => `service.yaml: the document shows ${key}, which the form has not`),
  ]
}
