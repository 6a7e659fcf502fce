import type { Field, Form } from '../../desk/form/form.js'
import type { RawFields } from '../../desk/form/raw.js'
import type { Lang } from '../../desk/text.js'
import { isoToJalali, numericJalali } from '../../persian/index.js'
import { askedFields, descriptionField, optionsOf, summaryField, type Lists } from './fields.js'

type Values = Readonly<Record<string, unknown>>

export interface ReadValues {
  /** As somebody would have typed it; the form checks it like anything typed. */
  readonly fields: RawFields
  /** Fields that the form has not. */
  readonly strange: readonly string[]
  /** `summary` and `description` of a form that has no place for them: the first message of the request. */
  readonly message: string
  /** The temporary files that each field names. */
  readonly files: ReadonlyMap<string, readonly string[]>
}

/** Reads `requestFieldValues` in all the ways in which clients spell them. */
export function readValues(form: Form, values: Values, lists: Lists, lang: Lang): ReadValues {
  const fields: Record<string, readonly string[]> = {}
  const files = new Map<string, readonly string[]>()
  const strange: string[] = []
  const message: string[] = []
  const asked = new Map(askedFields(form).map((field) => [field.key, field]))
  const standsFor: Readonly<Record<string, Field | undefined>> = {
    summary: summaryField(form),
    description: descriptionField(form),
    attachment: [...asked.values()].find((one) => one.kind === 'upload'),
  }
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === '') continue
    const field = asked.get(name) ?? (Object.hasOwn(standsFor, name) ? standsFor[name] : undefined)
    if (field?.kind === 'upload') files.set(field.key, [...(files.get(field.key) ?? []), ...textsOf(value)])
    else if (field) Object.assign(fields, typed(field, value, lists, lang))
    else if (name === 'summary' || name === 'description') message.push(textOf(value))
    else strange.push(name)
  }
  return { fields, strange, message: message.filter((one) => one !== '').join('\n\n'), files }
}

function typed(field: Field, value: unknown, lists: Lists, lang: Lang): RawFields {
  const { key } = field
  switch (field.kind) {
    case 'check':
      return isYes(value) ? { [key]: ['yes'] } : {}
    case 'choice':
    case 'faculty':
    case 'level':
    case 'field': {
      const text = textOf(value)
      const option = optionsOf(field, lists, lang).find((one) => one.value === text || one.label === text)
      return { [key]: [option?.value ?? text] }
    }
    case 'jalali-date': {
      const [, iso] = /^((?:1[89]|2\d)\d\d-\d\d-\d\d)(?:T.*)?$/.exec(textOf(value)) ?? []
      return { [key]: [iso && isDay(iso) ? numericJalali(isoToJalali(iso)) : textOf(value)] }
    }
    case 'place': {
      const province = textOf(value)
      const city = isRecord(value) ? textOf(value['child'] ?? value['city'] ?? '') : ''
      return city === ''
        ? { [`${key}.other`]: [province] }
        : { [`${key}.province`]: [province], [`${key}.city`]: [city] }
    }
    case 'national-id':
      return {
        [key]: [textOf(value)],
        ...(isRecord(value) && typeof value['kind'] === 'string' ? { [`${key}.kind`]: [value['kind']] } : {}),
      }
    case 'shenasname':
      return textOf(value) === 'same' ? { [`${key}.same`]: ['yes'] } : { [key]: [textOf(value)] }
    default:
      return { [key]: [textOf(value)] }
  }
}

const isYes = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some((one) => one !== false && textOf(one) !== '')
    : value !== false && !['', 'no', 'false'].includes(textOf(value))

const isDay = (iso: string): boolean => {
  const day = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso)
}

/** Nothing that people write is nested deeper. */
const DEEPEST = 50

/** The text of a value: itself, the id or value of an option, a user's name, or the text of an Atlassian document. */
function textOf(value: unknown, depth = 0): string {
  if (depth > DEEPEST) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map((one) => textOf(one, depth + 1)).join('، ')
  if (!isRecord(value)) return ''
  if (value['type'] === 'doc') return documentText(value, 0).trim()
  for (const name of ['id', 'value', 'accountId', 'name', 'province'])
    if (value[name] !== undefined) return textOf(value[name], depth + 1)
  return ''
}

const BLOCKS: ReadonlySet<unknown> = new Set([
  'paragraph',
  'heading',
  'listItem',
  'blockquote',
  'codeBlock',
  'hardBreak',
])

/** The words of a document in Atlassian's format, one line a block. */
function documentText(node: Values, depth: number): string {
  if (depth > DEEPEST) return ''
  const own = typeof node['text'] === 'string' ? node['text'] : ''
  const inner = Array.isArray(node['content'])
    ? node['content'].map((one: unknown) => (isRecord(one) ? documentText(one, depth + 1) : '')).join('')
    : ''
  return `${own}${inner}${BLOCKS.has(node['type']) ? '\n' : ''}`
}

const textsOf = (value: unknown): readonly string[] => [value].flat().map((one) => textOf(one))

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a form's own answers (`form.answers`) say, as field values. */
export const valueOfAnswer = (answer: Values): unknown =>
  answer['text'] ??
  answer['choices'] ??
  answer['date'] ??
  answer['time'] ??
  answer['users'] ??
  answer['files'] ??
  answer['adf']
