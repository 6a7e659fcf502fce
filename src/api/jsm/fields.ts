import { z } from '@hono/zod-openapi'
import type { Faculties } from '../../desk/form/faculties.js'
import { fieldsIn, type Field, type Form } from '../../desk/form/form.js'
import type { Places } from '../../desk/form/places.js'
import { showAnswer } from '../../desk/form/show.js'
import type { Json } from '../../desk/json.js'
import type { Lang } from '../../desk/text.js'

/** Fields of a form as this dialect describes them, and answers as it shows them. What it takes is in field-values.ts. */

export interface Option {
  value: string
  label: string
  children: Option[]
}

const optionShape: z.ZodType<Option> = z
  .lazy(() => z.object({ value: z.string(), label: z.string(), children: z.array(optionShape) }))
  .openapi('JsmOption', { type: 'object' })

const fieldShape = z
  .object({
    fieldId: z.string(),
    name: z.string(),
    description: z.string(),
    required: z.boolean(),
    visible: z.boolean(),
    validValues: z.array(optionShape),
    defaultValues: z.array(optionShape),
    presetValues: z.array(z.string()),
    jiraSchema: z.object({
      type: z.string(),
      items: z.string().optional(),
      system: z.string().optional(),
      custom: z.string().optional(),
    }),
  })
  .openapi('JsmField')

export const createMetaShape = z
  .object({
    requestTypeFields: z.array(fieldShape),
    canRaiseOnBehalfOf: z.boolean(),
    canAddRequestParticipants: z.boolean(),
  })
  .openapi('JsmCreateMeta')

export interface Lists {
  readonly faculties: Faculties
  readonly places: Places
}

/** The form of a service. Nobody raises a request for another; whoever makes one may show it to others. */
export const createMeta = (form: Form, lists: Lists, lang: Lang): z.infer<typeof createMetaShape> => ({
  requestTypeFields: askedFields(form).map((field) => {
    const options = optionsOf(field, lists, lang)
    return {
      fieldId: field.key,
      name: field.label[lang],
      description: field.description?.[lang] ?? '',
      // A field that depends on another is asked only then.
      required: field.required && field.showIf === null,
      visible: true,
      validValues: options,
      defaultValues: options.filter((one) => one.value === field.fallback),
      presetValues: [],
      jiraSchema: { ...schemaOf(field), ...systemOf(form, field) },
    }
  }),
  canRaiseOnBehalfOf: false,
  canAddRequestParticipants: true,
})

export const askedFields = (form: Form): readonly Field[] => fieldsIn(form).filter((field) => field.kind !== 'note')

/** The field that stands for `summary`, in forms that have one; and the long text after it, for `description`. */
export function summaryField(form: Form): Field | undefined {
  return fieldsIn(form).find((field) => field.kind === 'text' && ['summary', 'subject', 'title'].includes(field.key))
}

export const descriptionField = (form: Form): Field | undefined =>
  summaryField(form) && fieldsIn(form).find((field) => field.kind === 'long-text')

const systemOf = (form: Form, field: Field) =>
  field.key === summaryField(form)?.key
    ? { system: 'summary' }
    : field.key === descriptionField(form)?.key
      ? { system: 'description' }
      : field.kind === 'upload'
        ? { system: 'attachment' }
        : { custom: `mizban:${field.kind}` }

const SCHEMAS: Partial<Readonly<Record<Field['kind'], { readonly type: string; readonly items?: string }>>> = {
  choice: { type: 'option' },
  faculty: { type: 'option' },
  level: { type: 'option' },
  field: { type: 'option' },
  person: { type: 'user' },
  check: { type: 'array', items: 'option' },
  number: { type: 'number' },
  rial: { type: 'number' },
  'jalali-date': { type: 'date' },
  place: { type: 'option-with-child' },
  upload: { type: 'array', items: 'attachment' },
}

export const schemaOf = (field: Field) => SCHEMAS[field.kind] ?? { type: 'string' }

export function optionsOf(field: Field, { faculties, places }: Lists, lang: Lang): Option[] {
  const named = (list: Faculties['levels']) =>
    list.map((one) => ({ value: one.id, label: one.name[lang], children: [] }))
  switch (field.kind) {
    case 'choice':
      return field.options.map((one) => ({ value: one.value, label: one.label[lang], children: [] }))
    case 'check':
      return [{ value: 'yes', label: field.label[lang], children: [] }]
    case 'faculty':
      return named(faculties.faculties)
    case 'level':
      return named(faculties.levels)
    case 'field':
      return named(faculties.fields)
    case 'place':
      return places.map(({ province, cities }) => ({
        value: province,
        label: province,
        children: cities.map((city) => ({ value: city, label: city, children: [] })),
      }))
    default:
      return []
  }
}

export const fieldValueShape = z
  .object({
    fieldId: z.string(),
    label: z.string(),
    value: z.unknown(),
    renderedValue: z.object({ html: z.string() }).optional(),
  })
  .openapi('JsmFieldValue')

/** An answer: the value as a client would send it, and as people read it. */
export function fieldValue(field: Field, answer: Json, lists: Lists, lang: Lang): z.infer<typeof fieldValueShape> {
  const shown = showAnswer(field, answer, lang, { faculties: lists.faculties }).text
  return {
    fieldId: field.key,
    label: field.label[lang],
    value: plainValue(field, answer, lists, lang),
    ...(shown === '' ? {} : { renderedValue: { html: htmlOf(shown) } }),
  }
}

function plainValue(field: Field, answer: Json, lists: Lists, lang: Lang): unknown {
  if (answer === null || typeof answer === 'number') return answer
  const option = optionsOf(field, lists, lang).find((one) => one.value === String(answer))
  if (typeof answer === 'boolean') return [{ id: 'yes', value: field.label[lang] }]
  if (option && typeof answer === 'string') return { id: option.value, value: option.label }
  if (Array.isArray(answer)) return answer.map(fileValue)
  if (typeof answer === 'string') return answer
  const parts = answer as Readonly<Record<string, Json>>
  if ('province' in parts)
    return { id: parts['province'], value: parts['province'], child: { id: parts['city'], value: parts['city'] } }
  if ('same' in parts) return 'same'
  // Of a code that is no national code it must be said which it is, or it can't be sent as it was read.
  if ('kind' in parts && parts['kind'] !== 'national-id') return parts
  return parts['value'] ?? parts['number'] ?? parts['other'] ?? showAnswer(field, answer, lang, lists).text
}

const fileValue = (file: Json): unknown => {
  const { id, name, size, type } = (file ?? {}) as Readonly<Record<string, Json>>
  return { id, filename: name, size, mimeType: type }
}

/** Text as HTML: nothing of it is markup. */
export const htmlOf = (text: string): string =>
  `<p>${text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\n{2,}/g, '</p><p>')
    .replaceAll('\n', '<br>')}</p>`
