import { FIELD_KINDS, type FieldKind } from '../form/form.js'
import type { JsonObject } from '../json.js'
import { isObject, text } from './form-edit.js'

/** A field as it is typed into its editor: all texts, ticks as `yes` or nothing. */
export type FieldEntry = Readonly<Record<EntryName, string>>

export const ENTRY_NAMES = [
  'kind',
  'key',
  'label',
  'label.en',
  'description',
  'description.en',
  'required',
  'options',
  'cards',
  'from',
  'show_if',
  'seen_by',
  'to_requester',
  'confidential',
  'min',
  'max',
] as const
export type EntryName = (typeof ENTRY_NAMES)[number]

/** The component of the format of Camunda Forms that stands for each kind; other tools show at least that. */
const TYPES: Readonly<Record<FieldKind, string>> = {
  text: 'textfield',
  'long-text': 'textarea',
  choice: 'select',
  check: 'checkbox',
  number: 'number',
  rial: 'textfield',
  'jalali-date': 'textfield',
  'national-id': 'textfield',
  shenasname: 'textfield',
  'student-no': 'textfield',
  name: 'textfield',
  place: 'textfield',
  faculty: 'select',
  level: 'select',
  field: 'select',
  mobile: 'textfield',
  landline: 'textfield',
  'postal-code': 'textfield',
  'letter-number': 'textfield',
  person: 'select',
  upload: 'filepicker',
  note: 'text',
}
const PLAIN: Readonly<Record<string, FieldKind>> = {
  textfield: 'text',
  textarea: 'long-text',
  select: 'choice',
  radio: 'choice',
  checkbox: 'check',
  number: 'number',
  text: 'note',
}

/** Kinds whose limits are numbers, lengths, ages or numbers of files. */
export const hasOptions = (kind: string): boolean => kind === 'choice'

/** A component as somebody would type it. */
export function entryOf(component: JsonObject): FieldEntry {
  const properties = isObject(component['properties']) ? component['properties'] : {}
  const validate = isObject(component['validate']) ? component['validate'] : {}
  const type = text(component['type'])
  const kind = text(properties['kind']) || (PLAIN[type] ?? (type === 'filepicker' ? 'upload' : 'text'))
  const own = (name: string) => text(properties[name])
  const [min, max] = limitNames(kind)
  const limit = (name: string | null) => (name === null ? '' : name.includes('_') ? own(name) : text(validate[name]))
  return {
    kind,
    key: text(component['key']),
    label: text(component['label']) || text(component['text']),
    'label.en': own('label.en'),
    description: text(component['description']),
    'description.en': own('description.en'),
    required: validate['required'] === true ? 'yes' : '',
    options: optionsText(component, properties),
    cards: type === 'radio' ? 'yes' : '',
    from: own('from'),
    show_if: own('show_if'),
    seen_by: own('seen_by'),
    to_requester: own('to_requester') === 'true' ? 'yes' : '',
    confidential: own('confidential') === 'true' ? 'yes' : '',
    min: limit(min),
    max: limit(max),
  }
}

/** The component that an entry says, on top of what was there before: what the editor does not show stays. */
export function componentOf(entry: FieldEntry, before: JsonObject): JsonObject {
  const kind = FIELD_KINDS.find((one) => one === entry.kind) ?? 'text'
  const beforeKind = entryOf(before).kind
  const type =
    kind === 'choice' && entry.cards
      ? 'radio'
      : kind === beforeKind && kind !== 'choice'
        ? text(before['type']) || TYPES[kind]
        : TYPES[kind]
  const properties = isObject(before['properties']) ? before['properties'] : {}
  const options = readOptions(entry.options)
  const [min, max] = limitNames(kind)
  const aside = (name: string | null) => name?.includes('_') ?? false
  const kept = Object.fromEntries(
    Object.entries(properties).filter(
      ([name]) => !/^option\.[^.]+\.en$/.test(name) || options.some((one) => name === `option.${one.value}.en`),
    ),
  )
  const written = filled({
    ...kept,
    'label.en': entry['label.en'],
    'description.en': entry['description.en'],
    kind: PLAIN[type] === kind ? '' : kind,
    from: entry.from,
    show_if: entry.show_if,
    seen_by: entry.seen_by,
    to_requester: entry.to_requester ? 'true' : '',
    confidential: entry.confidential ? 'true' : '',
    ...(aside(min) && min ? { [min]: entry.min } : {}),
    ...(aside(max) && max ? { [max]: entry.max } : {}),
    ...(kind === 'choice' ? Object.fromEntries(options.map((one) => [`option.${one.value}.en`, one.en])) : {}),
  })
  const validate = filled({
    ...(isObject(before['validate']) ? before['validate'] : {}),
    required: entry.required ? true : '',
    ...(min && !aside(min) ? { [min]: number(entry.min) } : {}),
    ...(max && !aside(max) ? { [max]: number(entry.max) } : {}),
  })
  const words = kind === 'note' ? { text: entry.label, label: '' } : { label: entry.label, text: '' }
  const whole: JsonObject = {
    ...before,
    type,
    key: entry.key,
    ...words,
    description: entry.description,
    validate,
    values: kind === 'choice' ? options.map(({ value, label }) => ({ value, label })) : '',
    properties: written,
  }
  return filled(whole)
}

/** One option per line: `key = label = label in English`. */
export function readOptions(
  written: string,
): readonly { readonly value: string; readonly label: string; readonly en: string }[] {
  return written
    .split(/\r?\n/)
    .map((line) => line.split('=').map((part) => part.trim()))
    .filter(([value = '']) => /^[\w-]+$/.test(value))
    .map(([value = '', label = '', en = '']) => ({ value, label: label || value, en }))
}

function optionsText(component: JsonObject, properties: JsonObject): string {
  const values = component['values']
  if (!Array.isArray(values)) return ''
  return values
    .filter(isObject)
    .map((one) => [text(one['value']), text(one['label']), text(properties[`option.${text(one['value'])}.en`])])
    .map((parts) => parts.filter((part) => part !== '').join(' = '))
    .join('\n')
}

/** Where the limits of a kind are written: in `validate`, or as a property of ours. */
function limitNames(kind: string): readonly [string | null, string | null] {
  if (kind === 'number' || kind === 'rial') return ['min', 'max']
  if (kind === 'text' || kind === 'long-text' || kind === 'name') return [null, 'maxLength']
  if (kind === 'jalali-date') return ['min_age', 'max_age']
  return kind === 'upload' ? [null, 'max_files'] : [null, null]
}

const number = (written: string): number | '' => (/^-?\d+$/.test(written) ? Number(written) : '')

/** Without what is empty, so that files hold only what says something. */
const filled = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) => value !== '' && value !== null && !(isObject(value) && Object.keys(value).length === 0),
    ),
  )
