import type { Json } from '../json.js'
import { formatPhone, isoToJalali, numericJalali } from '../../persian/index.js'
import { fieldsIn, type Answers, type Field, type Form } from './form.js'

export interface UploadRef {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly type: string
  /** Nobody opens it before it was scanned for viruses. */
  readonly waiting?: true
}

/**
 * A form as it was typed. The parts of a field are inputs of their own: `key.kind` of an identity, `key.same` of a
 * birth-certificate number, `key.province`, `key.city` and `key.other` of a place, `key.year`, `.month`, `.day`.
 */
export interface RawForm {
  readonly get: (name: string) => string
  readonly all: (name: string) => readonly string[]
  readonly uploads: (name: string) => readonly UploadRef[]
}

export type RawFields = Readonly<Record<string, readonly string[]>>

/** Reads typed values from a plain record, such as a draft. Uploads are kept as JSON in `key.files`. */
export const rawForm = (fields: RawFields): RawForm => ({
  get: (name) => fields[name]?.[0] ?? '',
  all: (name) => fields[name] ?? [],
  uploads: (name) => (fields[`${name}.files`] ?? []).flatMap(readUpload),
})

function readUpload(text: string): readonly UploadRef[] {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return []
    const { id, name, size, type, waiting } = value as Record<string, unknown>
    return typeof id === 'string' && typeof name === 'string' && typeof size === 'number' && typeof type === 'string'
      ? [{ id, name, size, type, ...(waiting === true ? { waiting } : {}) }]
      : []
  } catch {
    return []
  }
}

/** Answers as somebody would have typed them, to fill a form again. */
export function rawOf(form: Form, answers: Answers): RawFields {
  return Object.fromEntries(
    fieldsIn(form).flatMap((field) => Object.entries(rawField(field, answers[field.key] ?? null))),
  )
}

function rawField(field: Field, value: Json): RawFields {
  const { key } = field
  if (value === null) return {}
  if (Array.isArray(value)) return { [`${key}.files`]: value.map((one) => JSON.stringify(one)) }
  if (typeof value === 'object') return rawParts(key, value as Readonly<Record<string, Json>>)
  if (typeof value === 'boolean') return value ? { [key]: ['yes'] } : {}
  if (field.kind === 'jalali-date') return { [key]: [numericJalali(isoToJalali(String(value)))] }
  if (field.kind === 'mobile' || field.kind === 'landline') return { [key]: [formatPhone(String(value), 'en')] }
  return { [key]: [String(value)] }
}

function rawParts(key: string, value: Readonly<Record<string, Json>>): RawFields {
  const text = (name: string) => (typeof value[name] === 'string' ? [value[name]] : [])
  if ('same' in value) return { [`${key}.same`]: ['yes'] }
  if ('number' in value) return { [key]: text('number') }
  if ('kind' in value) return { [key]: text('value'), [`${key}.kind`]: text('kind') }
  return { [`${key}.province`]: text('province'), [`${key}.city`]: text('city'), [`${key}.other`]: text('other') }
}
