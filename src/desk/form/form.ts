import { z } from 'zod'
import type { Json } from '../json.js'
import type { Text } from '../text.js'

/** A form in the format of Camunda Forms (form-js); what the format has no place for is in `properties`, all strings. */
const componentSchema: z.ZodType<Component> = z.lazy(() =>
  z.object({
    type: z.string(),
    key: z.string().optional(),
    label: z.string().optional(),
    text: z.string().optional(),
    description: z.string().optional(),
    defaultValue: z.union([z.string(), z.number(), z.boolean()]).optional(),
    validate: z
      .object({
        required: z.boolean().optional(),
        minLength: z.number().optional(),
        maxLength: z.number().optional(),
        min: z.number().optional(),
        max: z.number().optional(),
      })
      .optional(),
    values: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
    components: z.array(componentSchema).optional(),
    properties: z.record(z.string(), z.string()).optional(),
  }),
)

interface Component {
  readonly type: string
  readonly key?: string | undefined
  readonly label?: string | undefined
  readonly text?: string | undefined
  readonly description?: string | undefined
  readonly defaultValue?: string | number | boolean | undefined
  readonly validate?:
    | {
        readonly required?: boolean | undefined
        readonly minLength?: number | undefined
        readonly maxLength?: number | undefined
        readonly min?: number | undefined
        readonly max?: number | undefined
      }
    | undefined
  readonly values?: readonly { readonly value: string; readonly label: string }[] | undefined
  readonly components?: readonly Component[] | undefined
  readonly properties?: Readonly<Record<string, string>> | undefined
}

export const FIELD_KINDS = [
  'text',
  'long-text',
  'choice',
  'check',
  'number',
  'rial',
  'jalali-date',
  'national-id',
  'shenasname',
  'student-no',
  'name',
  'place',
  'faculty',
  'level',
  'field',
  'mobile',
  'landline',
  'postal-code',
  'letter-number',
  'person',
  'upload',
  'note',
] as const
export type FieldKind = (typeof FIELD_KINDS)[number]

export interface Field {
  readonly kind: FieldKind
  readonly key: string
  readonly label: Text
  readonly description: Text | null
  readonly required: boolean
  readonly options: readonly { readonly value: string; readonly label: Text; readonly hint: Text | null }[]
  /** Choices side by side (cards) or in a list. */
  readonly cards: boolean
  readonly fallback: string | null
  readonly maxLength: number
  readonly min: number | null
  readonly max: number | null
  /** The attribute of the directory it is prefilled from; a known one is locked. */
  readonly from: string | null
  /** The attribute it begins with; the person may change it. */
  readonly prefill: string | null
  /** Office kinds that may see it; `*` is all. */
  readonly seenBy: readonly string[]
  readonly showIf: { readonly key: string; readonly value: string } | null
  readonly accept: readonly string[]
  readonly maxMb: number
  readonly maxFiles: number
  /** Of a task: shown to the requester. */
  readonly toRequester: boolean
  /** Of a task: not shown to other offices. */
  readonly confidential: boolean
}

export interface Section {
  readonly key: string
  readonly label: Text | null
  readonly fields: readonly Field[]
}

export interface Form {
  readonly id: string
  readonly sections: readonly Section[]
}

/** What somebody filled in, by field key. */
export type Answers = Readonly<Record<string, Json>>

/** A sentence beside a field. */
export interface Problem {
  readonly key: string
  readonly code: string
  readonly text: Text
}

const KIND_OF_TYPE: Readonly<Record<string, FieldKind>> = {
  textfield: 'text',
  textarea: 'long-text',
  select: 'choice',
  radio: 'choice',
  checkbox: 'check',
  number: 'number',
  filepicker: 'upload',
  text: 'note',
}

/** Reads a form; what it can't use is refused by key, never ignored. */
export function readForm(json: unknown): { readonly form: Form | null; readonly problems: readonly string[] } {
  const read = z.object({ id: z.string(), components: z.array(componentSchema) }).safeParse(json)
  if (!read.success) return { form: null, problems: [z.prettifyError(read.error)] }
  const problems: string[] = []
  const sections: Section[] = []
  const loose: Field[] = []
  for (const component of read.data.components) {
    if (component.type === 'group') {
      const fields = (component.components ?? []).flatMap((one) => readField(one, problems))
      sections.push({
        key: component.key ?? `section-${sections.length + 1}`,
        label: textOf(component.label ?? null, component, 'label'),
        fields,
      })
    } else loose.push(...readField(component, problems))
  }
  if (loose.length > 0) sections.push({ key: 'fields', label: null, fields: loose })
  const keys = sections.flatMap((section) => section.fields.map((field) => field.key))
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index)
  if (twice.length > 0) problems.push(`keys used twice: ${twice.join(', ')}`)
  return { form: problems.length > 0 ? null : { id: read.data.id, sections }, problems }
}

function readField(component: Component, problems: string[]): readonly Field[] {
  const properties = component.properties ?? {}
  const byType = KIND_OF_TYPE[component.type]
  const named = properties['kind']
  const kind = named === undefined ? byType : FIELD_KINDS.find((one) => one === named)
  const key = component.key ?? (component.type === 'text' ? `note-${component.text?.length ?? 0}` : undefined)
  if (!kind || !byType) {
    problems.push(`${key ?? component.type}: unknown ${byType ? `kind ${named}` : `component type ${component.type}`}`)
    return []
  }
  if (!key) {
    problems.push(`a ${component.type} without a key`)
    return []
  }
  const condition = /^([\w-]+)=(.*)$/.exec(properties['show_if'] ?? '')
  return [
    {
      kind,
      key,
      label: textOf(component.label ?? component.text ?? key, component, 'label') ?? { fa: key, en: key },
      description: textOf(component.description ?? null, component, 'description'),
      required: component.validate?.required ?? false,
      options: (component.values ?? []).map(({ value, label }) => {
        const hint = properties[`option.${value}.hint`]
        return {
          value,
          label: { fa: label, en: properties[`option.${value}.en`] ?? label },
          hint: hint === undefined ? null : { fa: hint, en: properties[`option.${value}.hint.en`] ?? hint },
        }
      }),
      cards: component.type === 'radio',
      fallback: component.defaultValue === undefined ? null : String(component.defaultValue),
      maxLength: component.validate?.maxLength ?? (kind === 'long-text' ? 2000 : 200),
      min: component.validate?.min ?? (properties['min_age'] === undefined ? null : Number(properties['min_age'])),
      max: component.validate?.max ?? (properties['max_age'] === undefined ? null : Number(properties['max_age'])),
      from: properties['from'] ?? null,
      prefill: properties['prefill'] ?? null,
      seenBy: (properties['seen_by'] ?? '*').split(',').map((one) => one.trim()),
      showIf: condition?.[1] === undefined ? null : { key: condition[1], value: condition[2] ?? '' },
      accept: (properties['accept'] ?? 'pdf,jpg,png').split(','),
      maxMb: Number(properties['max_mb'] ?? 10),
      maxFiles: Number(properties['max_files'] ?? 3),
      toRequester: properties['to_requester'] === 'true',
      confidential: properties['confidential'] === 'true',
    },
  ]
}

function textOf(fa: string | null, component: Component, name: string): Text | null {
  return fa === null ? null : { fa, en: component.properties?.[`${name}.en`] ?? fa }
}

/** The keys of the fields that these office kinds may see. */
export function visibleTo(form: Form, offices: readonly string[]): ReadonlySet<string> {
  const may = (field: Field) => field.seenBy.includes('*') || field.seenBy.some((office) => offices.includes(office))
  return new Set(form.sections.flatMap((section) => section.fields.filter(may).map((field) => field.key)))
}

export const fieldsIn = (form: Form): readonly Field[] => form.sections.flatMap((section) => section.fields)
