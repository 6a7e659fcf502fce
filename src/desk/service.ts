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
  /** Which fields the subject, the text and the files of a mail become when mail opens a request of this service. */
  by_mail: z.object({ subject: z.string(), body: z.string(), files: z.string().optional() }).optional(),
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

/** What is wrong with a file of a service, for whoever edits it. Errors refuse the service, warnings only advise. */
export interface ServiceFault {
  readonly severity: 'error' | 'warning'
  readonly file: string
  /** The element of the drawing, when it is one. */
  readonly element: string | null
  readonly text: Text
  readonly cure: Text | null
}

/**
 * Reads the folder of a service, path to text.
 * @returns the service, or null and at least one fault that is an error; `problems` are the errors as English sentences
 */
export async function readService(files: ServiceFiles): Promise<{
  readonly service: Service | null
  readonly faults: readonly ServiceFault[]
  readonly problems: readonly string[]
}> {
  const { service, faults } = await read(files)
  const errors = faults.filter((one) => one.severity === 'error')
  const problems = errors.map(({ file, element, text, cure }) =>
    [`${file}:`, element, text.en, cure?.en].filter((part) => part !== null && part !== undefined).join(' '),
  )
  return { service: errors.length === 0 ? service : null, faults, problems }
}

async function read(files: ServiceFiles): Promise<{ service: Service | null; faults: readonly ServiceFault[] }> {
  const faults: ServiceFault[] = []
  const add = (file: string, text: Text) => faults.push({ severity: 'error', file, element: null, text, cure: null })
  const card = readCard(files)
  if ('fault' in card) {
    add(CARD, { fa: `کارت خدمت خوانده نمی‌شود: ${card.fault}`, en: card.fault })
    return { service: null, faults }
  }
  const about = card.about
  const typed = json(files, about.form, add)
  const form = readForm(typed)
  if (typed !== null) for (const one of form.problems) add(about.form, technical(one))
  const drawing = files[about.process] ?? ''
  const tables = Object.keys(files).filter((name) => name.endsWith('.dmn'))
  const compiled = await compile([about.process, ...tables].map((name) => ({ name, xml: files[name] ?? '' })))
  faults.push(
    ...compiled.problems.map(({ severity, element, reason, cure }) => ({
      severity,
      file: about.process,
      element,
      text: reason,
      cure,
    })),
  )
  if (!form.form || !compiled.definition) return { service: null, faults }
  faults.push(...startFaults(compiled.definition, about.process))
  const steps = stepsOf(compiled.definition)
  for (const { element, text } of fourEyesFaults(steps))
    faults.push({ severity: 'error', file: about.process, element, text, cure: null })
  for (const { file, text } of fieldFaults(about, form.form)) add(file, text)
  const taskForms = new Map<string, TaskForm>()
  for (const id of new Set(steps.map((step) => step.form).filter((one) => one !== null))) {
    const file = `${about.tasks}${id}.json`
    const written = json(files, file, add)
    const task = readTaskForm(written)
    if (written !== null) for (const one of task.problems) add(file, technical(one))
    if (task.taskForm) taskForms.set(id, task.taskForm)
  }
  const template = about.document ? (files[about.document.template] ?? null) : null
  if (about.document && template === null)
    add(CARD, {
      fa: `کارت خدمت از قالب «${about.document.template}» نام می‌برد که نیست.`,
      en: `names ${about.document.template}, which is missing`,
    })
  const service = {
    ...about,
    requestForm: form.form,
    definition: compiled.definition,
    drawing,
    steps,
    taskForms,
    template,
  }
  return { service, faults }
}

/** The file with the card of a service: its name, its group, which files are its form and its drawing. */
export const CARD = 'service.yaml'

export type ServiceCardData = Readonly<z.infer<typeof serviceSchema>>

/** Reads the card of a service, or says in English why it can't be read. */
export function readCard(files: ServiceFiles): { readonly about: ServiceCardData } | { readonly fault: string } {
  try {
    const card = serviceSchema.safeParse(parse(files[CARD] ?? ''))
    return card.success ? { about: card.data } : { fault: z.prettifyError(card.error) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

const technical = (text: string): Text => ({ fa: `این فایل درست خوانده نمی‌شود: ${text}`, en: text })

/** A form opens a request, so a process begins without a trigger, and by nothing else. */
function startFaults(definition: Definition, file: string): readonly ServiceFault[] {
  const fault = (element: string | null, text: Text): ServiceFault => ({
    severity: 'error',
    file,
    element,
    text,
    cure: null,
  })
  const plain = (definition.entries[definition.main] ?? []).length > 0
  return [
    ...(plain
      ? []
      : [
          fault(null, {
            fa: 'درخواست را یک فرم باز می‌کند؛ فرایند رویداد آغازِ بی‌ماشه می‌خواهد.',
            en: 'a form opens a request, so its process needs a start event without a trigger',
          }),
        ]),
    ...startsOf(definition)
      .filter((id) => isTriggered(definition, id))
      .map((id) =>
        fault(id, {
          fa: 'این رویداد فرایند را خودبه‌خود آغاز می‌کند؛ میزبان چنین نمی‌کند.',
          en: 'would start the process by itself, which the desk does not do',
        }),
      ),
  ]
}

/** A start event at the top of the process that something else than a form would have to start. */
function isTriggered(definition: Definition, id: string): boolean {
  const node = definition.nodes[id]
  return node?.type === 'bpmn:StartEvent' && node.parent === null && node.event !== null
}

export const stepOf = (service: Service, element: string): Step | undefined =>
  service.steps.find((one) => one.element === element)

function json(files: ServiceFiles, name: string, add: (file: string, text: Text) => void): unknown {
  try {
    return JSON.parse(files[name] ?? '')
  } catch {
    add(name, { fa: 'این فایل نیست یا JSON نیست.', en: 'is missing or not JSON' })
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

function fourEyesFaults(steps: readonly Step[]): readonly { readonly element: string; readonly text: Text }[] {
  const known = new Set(steps.map((step) => step.element))
  return steps.flatMap((step) =>
    step.fourEyes
      .filter((element) => !known.has(element) || element === step.element)
      .map((element) => ({
        element: step.element,
        text: {
          fa: `کسی جز انجام‌دهندهٔ «${element}» را می‌خواهد که مرحلهٔ دیگری نیست.`,
          en: `wants other eyes than those of ${element}, which is no other step`,
        },
      })),
  )
}

/** A student number stands in every work list and is searched for, so it must be a field that all offices see. */
function fieldFaults(
  about: z.infer<typeof serviceSchema>,
  form: Form,
): readonly { readonly file: string; readonly text: Text }[] {
  const fields = fieldsIn(form)
  const hidden = fields.some((field) => field.key === 'student_no' && !field.seenBy.includes('*'))
  const strange = (keys: readonly string[]) => keys.filter((key) => !fields.some((field) => field.key === key))
  const strangers = strange(about.document?.shows ?? [])
  return [
    ...(hidden
      ? [
          {
            file: about.form,
            text: {
              fa: 'شمارهٔ دانشجویی در فهرست کارها می‌آید؛ همهٔ واحدها باید آن را ببینند.',
              en: 'student_no stands in work lists; its seen_by must be *',
            },
          },
        ]
      : []),
    ...strange(Object.values(about.by_mail ?? {}).filter((key) => key !== undefined)).map((key) => ({
      file: CARD,
      text: {
        fa: `ایمیل فیلد «${key}» را پر می‌کند که در فرم نیست.`,
        en: `mail fills ${key}, which the form has not`,
      },
    })),
    ...strangers.map((key) => ({
      file: CARD,
      text: {
        fa: `سند فیلد «${key}» را نشان می‌دهد که در فرم نیست.`,
        en: `the document shows ${key}, which the form has not`,
      },
    })),
  ]
}
