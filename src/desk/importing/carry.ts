import { checkAnswers, type CheckContext } from '../form/check.js'
import { fieldsIn, type Answers, type Field, type Form } from '../form/form.js'
import { rawForm, type RawFields } from '../form/raw.js'
import type { Json } from '../json.js'
import { cleanText, DAY_MS, dayOfIso, isoDateInTehran, isoToJalali, numericJalali } from '../../persian/index.js'
import { alike, ALIKE } from './alike.js'
import { rawOfCell } from './cells.js'
import type { ForeignIssue, LeftOut } from './foreign.js'
import { ENDS, LEAVE, START, type End, type MappingEntry } from './mapping.js'
import { choicesOf } from './choices.js'

/** What of an issue becomes a request, and what could not. */
export interface Carried {
  readonly answers: Answers
  readonly leftOut: readonly LeftOut[]
  /** The fields that take files: by a file's id there, and for those that no field there names. */
  readonly filesTo: { readonly named: ReadonlyMap<string, string>; readonly rest: string | null }
  /** How it is closed, or where its process goes on: an element, or its start. */
  readonly stands: { readonly end: End } | { readonly at: string | null }
}

/** Why an issue is not taken at all. */
export type NotTaken = 'status-not-mapped' | 'left'

/** Longer than a form would take: what was written once is not cut. */
const LONGEST = 100_000

/** Carries the fields and the status of an issue over, by a mapping. Decides nothing about people and files. */
export function carry(
  issue: ForeignIssue,
  entry: MappingEntry,
  form: Form,
  context: CheckContext,
): Carried | { readonly notTaken: NotTaken } {
  const stands = standsAt(issue, entry)
  if ('notTaken' in stands) return stands
  const fields = new Map(fieldsIn(form).map((field) => [field.key, field]))
  const raw: Record<string, readonly string[]> = {}
  const said = new Map<string, { readonly label: string; readonly text: string }>()
  const leftOut: LeftOut[] = []
  const named = new Map<string, string>()
  for (const { id, name, value } of issue.fields) {
    const text = cleanText(textOf(value), { multiline: true })
    const field = fields.get(entry.fields[id] ?? '')
    if (field?.kind === 'upload') for (const file of idsOf(value)) named.set(file, field.key)
    if (text === '' || field?.kind === 'upload' || isFiles(value)) continue
    if (!field) leftOut.push({ kind: 'field', label: name, text, why: 'not-mapped' })
    else {
      Object.assign(raw, typed(field, value, entry.values[id] ?? {}, context))
      said.set(field.key, { label: name, text })
    }
  }
  const loose: Form = {
    ...form,
    sections: form.sections.map((section) => ({
      ...section,
      fields: section.fields
        .filter((field) => said.has(field.key))
        .map((field) => ({ ...field, required: false, showIf: null, maxLength: LONGEST })),
    })),
  }
  const { answers } = checkAnswers(loose, rawForm(raw), { ...context, locked: {} })
  for (const [key, { label, text }] of said)
    if (answers[key] === undefined) leftOut.push({ kind: 'field', label, text, why: 'not-valid' })
  if ('at' in stands)
    for (const field of fields.values())
      if (field.required && field.showIf === null && field.kind !== 'upload' && answers[field.key] === undefined)
        leftOut.push({ kind: 'field', label: field.label.fa, text: '', why: 'missing' })
  const uploads = [...fields.values()].filter((field) => field.kind === 'upload').map((field) => field.key)
  const rest = uploads.find((key) => Object.values(entry.fields).includes(key)) ?? uploads[0] ?? null
  return { answers, leftOut, filesTo: { named, rest }, stands }
}

function standsAt(issue: ForeignIssue, entry: MappingEntry): Carried['stands'] | { readonly notTaken: NotTaken } {
  const status = issue.statuses.at(-1)
  const to = status && entry.statuses[status.name]
  if (to === LEAVE) return { notTaken: 'left' }
  const end = ENDS.find((one) => one === to)
  if (end) return { end }
  if (to !== undefined) return { at: to === START ? null : to }
  return status?.closed ? { end: 'done' } : { notTaken: 'status-not-mapped' }
}

/** A value as somebody would have typed it into the field. */
function typed(field: Field, value: Json, values: Readonly<Record<string, string>>, context: CheckContext): RawFields {
  const text = textOf(value)
  const { key } = field
  if (field.kind === 'jalali-date') {
    const day = dayOf(value)
    return { [key]: [day === null ? text : numericJalali(isoToJalali(day))] }
  }
  if (field.kind === 'place') return placeOf(key, partsOf(value), context)
  const choices = choicesOf(field, context.faculties)
  if (choices.length === 0) return rawOfCell(field, `${kindOf(value)}${text}`, context)
  const mapped = idsOf(value)
    .map((id) => values[id])
    .find((one) => one !== undefined)
  const found = choices.find((one) => one.words.some((word) => alike(word, text) >= ALIKE))
  return { [key]: [mapped ?? found?.value ?? text] }
}

/** Of an identity that is no national code this desk's own API says which it is. */
const kindOf = (value: Json): string =>
  isRecord(value) && typeof value['kind'] === 'string' ? `${value['kind']}: ` : ''

/** «2001-08-03», or an instant of which the day in Tehran counts. */
function dayOf(value: Json): string | null {
  const text = textOf(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text
  const [, day, hours, minutes, zone = ''] =
    /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::[\d.]+)?(Z|[+-]\d{2}:?\d{2})$/.exec(text) ?? []
  if (day === undefined) return null
  const ahead = zone === 'Z' ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)))
  return isoDateInTehran(dayOfIso(day) * DAY_MS + (Number(hours) * 60 + Number(minutes) - ahead) * 60_000)
}

function placeOf(key: string, parts: readonly string[], { places }: CheckContext): RawFields {
  const same = (one: string) => (other: string) => alike(one, other) === 1
  for (const part of parts.toReversed()) {
    const province = places.find((one) => one.cities.some(same(part)))
    const city = province?.cities.find(same(part))
    if (province && city) return { [`${key}.province`]: [province.province], [`${key}.city`]: [city] }
  }
  return { [`${key}.other`]: [parts.join('، ')] }
}

/** What people read of a value, whatever its shape there. */
export const textOf = (value: Json): string => partsOf(value).join('، ')

function partsOf(value: Json): readonly string[] {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap((one: Json) => partsOf(one))
  if (typeof value !== 'object') return String(value).trim() === '' ? [] : [String(value).trim()]
  const record = value as Readonly<Record<string, Json>>
  for (const name of ['label', 'value', 'displayName', 'name', 'iso8601', 'filename', 'text'])
    if (record[name] !== undefined && record[name] !== null)
      return [...partsOf(record[name]), ...partsOf(record['child'] ?? null)]
  return [JSON.stringify(value)]
}

/** By what a value of a list may be called in a mapping: its id there, or what it says; the inner one first. */
function idsOf(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one: Json) => idsOf(one))
  if (value === null || typeof value !== 'object') return [String(value)]
  const record = value as Readonly<Record<string, Json>>
  const own = ['id', 'value', 'label'].flatMap((name) => (record[name] == null ? [] : [String(record[name])]))
  return [...(record['child'] == null ? [] : idsOf(record['child'])), ...own]
}

const isFiles = (value: Json): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((one: Json) => isRecord(one) && 'filename' in one)

const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
