import { z } from '@hono/zod-openapi'
import { FIELD_KINDS, fieldsIn, type Field, type Form } from '../../desk/form/form.js'
import type { ExpertView } from '../../desk/views.js'
import { text } from './shapes.js'

/** A field of a form: what a program has to know to fill it in. */
const fieldShape = z
  .object({
    key: z.string(),
    kind: z.enum(FIELD_KINDS),
    section: text.nullable(),
    label: text,
    description: text.nullable(),
    required: z.boolean().openapi({ description: 'needed, when it is asked at all (`show_if`)' }),
    options: z.array(z.object({ value: z.string(), label: text })),
    max_length: z.int(),
    show_if: z
      .object({ key: z.string(), value: z.string() })
      .nullable()
      .openapi({ description: 'asked only when that field has that value' }),
    files: z
      .object({ accept: z.array(z.string()), max_mb: z.number(), max_files: z.int() })
      .nullable()
      .openapi({ description: 'of a field for files: which, how large, how many' }),
  })
  .openapi('Field')

export const formShape = z.array(fieldShape)

/** @param people who may be named in a field for a person */
export const form = (read: Form, people: readonly ExpertView[] = []): z.infer<typeof formShape> =>
  fieldsIn(read)
    .filter((field) => field.kind !== 'note')
    .map((field) => ({
      key: field.key,
      kind: field.kind,
      section: read.sections.find((one) => one.fields.includes(field))?.label ?? null,
      label: field.label,
      description: field.description,
      required: field.required,
      options: optionsOf(field, people),
      max_length: field.maxLength,
      show_if: field.showIf,
      files:
        field.kind === 'upload' ? { accept: [...field.accept], max_mb: field.maxMb, max_files: field.maxFiles } : null,
    }))

const optionsOf = (field: Field, people: readonly ExpertView[]) =>
  field.kind === 'person'
    ? people.map(({ id, name }) => ({ value: String(id), label: name }))
    : field.options.map(({ value, label }) => ({ value, label }))
