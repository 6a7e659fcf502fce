import {
  cleanText,
  foldCode,
  foldDigits,
  isPostalCode,
  jalaliToIso,
  nationalCodeFault,
  readJalali,
  readLandline,
  readMobile,
} from '../../persian/index.js'
import type { Json } from '../json.js'
import type { Text } from '../text.js'
import { offers, type Faculties } from './faculties.js'
import { fieldsIn, type Answers, type Field, type Form, type Problem } from './form.js'
import type { Places } from './places.js'
import type { RawForm } from './raw.js'
import { say } from './sentences.js'

export interface CheckContext {
  readonly todayIso: string
  readonly faculties: Faculties
  readonly places: Places
  /** Values of the directory, by field key; they win over anything typed. */
  readonly locked: Answers
  /** Who may be named in a `person` field. */
  readonly people: readonly string[]
}

type Read = { readonly value: Json } | { readonly code: string; readonly text: Text }

/** Checks a filled-in form. Every problem has its field and a sentence; answers hold only fields of the form. */
export function checkAnswers(
  form: Form,
  raw: RawForm,
  context: CheckContext,
): { readonly answers: Answers; readonly problems: readonly Problem[] } {
  const answers: Record<string, Json> = {}
  const problems: Problem[] = []
  for (const field of fieldsIn(form)) {
    if (field.kind === 'note' || !isAsked(field, answers)) continue
    const locked = context.locked[field.key]
    const read = locked === undefined ? readField(field, raw, context, answers) : { value: locked }
    if ('code' in read) problems.push({ key: field.key, code: read.code, text: read.text })
    else if (read.value !== null) answers[field.key] = read.value
    else if (field.required) problems.push({ key: field.key, code: 'required', text: say.required(field) })
  }
  return { answers, problems }
}

/** Checks corrections: only the named fields change, all others stay as they were. */
export function patchAnswers(
  form: Form,
  before: Answers,
  keys: readonly string[],
  raw: RawForm,
  context: CheckContext,
): { readonly answers: Answers; readonly problems: readonly Problem[] } {
  const part: Form = {
    ...form,
    sections: form.sections.map((section) => ({
      ...section,
      fields: section.fields.filter((field) => keys.includes(field.key)).map((field) => ({ ...field, showIf: null })),
    })),
  }
  // The other parts of a cascade are read from what is there already.
  const known: RawForm = {
    ...raw,
    get: (name) => raw.get(name) || (typeof before[name] === 'string' && !keys.includes(name) ? before[name] : ''),
  }
  const { answers, problems } = checkAnswers(part, known, context)
  const cleared = Object.fromEntries(Object.entries(before).filter(([key]) => !keys.includes(key)))
  return { answers: { ...cleared, ...answers }, problems }
}

/** A field with `show_if` is asked only when the field it names has that value; the named field stands before it. */
const isAsked = (field: Field, answers: Answers): boolean =>
  field.showIf === null || String(answers[field.showIf.key] ?? '') === field.showIf.value

function readField(field: Field, raw: RawForm, context: CheckContext, answers: Answers): Read {
  const typed = cleanText(raw.get(field.key), { multiline: field.kind === 'long-text' })
  if (typed.length > field.maxLength) return fault('too-long', say.tooLong(field.maxLength))
  const reader = READERS[field.kind]
  return reader({ field, raw, context, answers, typed })
}

interface Reading {
  readonly field: Field
  readonly raw: RawForm
  readonly context: CheckContext
  readonly answers: Answers
  readonly typed: string
}

const fault = (code: string, text: Text): Read => ({ code, text })
const value = (one: Json): Read => ({ value: one === '' ? null : one })

const READERS: Readonly<Record<Field['kind'], (reading: Reading) => Read>> = {
  note: () => value(null),
  text: ({ typed }) => value(typed),
  'long-text': ({ typed }) => value(typed),
  name: ({ typed }) =>
    typed !== '' && (!/^[\p{L}\p{M}\u200c .'’-]+$/u.test(typed) || !/\p{L}/u.test(typed))
      ? fault('name', say.name())
      : value(typed),
  choice: ({ field, typed }) =>
    typed === '' || field.options.some((one) => one.value === typed) ? value(typed) : fault('option', say.notOption()),
  check: ({ typed }) => value(typed === '' ? null : true),
  number: readNumber,
  rial: readNumber,
  'student-no': ({ typed }) => code(typed, /^\d{5,15}$/, 'student-no', say.studentNo()),
  'postal-code': ({ typed }) =>
    typed === '' || isPostalCode(foldCode(typed)) ? value(foldCode(typed)) : fault('postal-code', say.postalCode()),
  'letter-number': ({ typed }) =>
    typed === '' || /^[\p{L}\d]+(\/[\p{L}\d]+)*$/u.test(foldDigits(typed))
      ? value(foldDigits(typed))
      : fault('letter-number', say.letterNumber()),
  person: ({ typed, context }) =>
    typed === '' || context.people.includes(typed) ? value(typed) : fault('option', say.notOption()),
  'national-id': readIdentity,
  shenasname: readShenasname,
  'jalali-date': readDate,
  place: readPlace,
  faculty: ({ typed, context }) =>
    typed === '' || context.faculties.faculties.some((one) => one.id === typed)
      ? value(typed)
      : fault('option', say.notOption()),
  level: ({ typed, context, answers }) =>
    typed === '' || offers(context.faculties, String(answers['faculty'] ?? ''), typed)
      ? value(typed)
      : fault('not-offered', say.notOffered()),
  field: ({ typed, context, answers }) =>
    typed === '' || offers(context.faculties, String(answers['faculty'] ?? ''), String(answers['level'] ?? ''), typed)
      ? value(typed)
      : fault('not-offered', say.notOffered()),
  mobile: ({ typed }) => {
    if (typed === '') return value(null)
    const phone = readMobile(typed)
    if ('e164' in phone) return value(phone.e164)
    return phone.fault === 'length' ? fault('length', say.mobileLength(phone.digits)) : fault(phone.fault, say.mobile())
  },
  landline: ({ typed }) => {
    if (typed === '') return value(null)
    const phone = readLandline(typed)
    if ('e164' in phone) return value(phone.e164)
    return phone.fault === 'needs-area-code' ? fault('area-code', say.areaCode()) : fault(phone.fault, say.landline())
  },
  upload: ({ field, raw }) => {
    const files = raw.uploads(field.key).map(({ id, name, size, type }) => ({ id, name, size, type }))
    if (files.length > field.maxFiles) return fault('too-many', say.tooManyFiles(field.maxFiles))
    return value(files.length === 0 ? null : files)
  },
}

const code = (typed: string, pattern: RegExp, name: string, text: Text): Read =>
  typed === '' || pattern.test(foldCode(typed)) ? value(foldCode(typed)) : fault(name, text)

function readNumber({ field, typed }: Reading): Read {
  if (typed === '') return value(null)
  const digits = foldDigits(typed).replace(/[٬,\s]|ریال/g, '')
  if (!/^-?\d{1,15}$/.test(digits)) return fault('number', say.notNumber())
  const number = Number(digits)
  const min = field.min ?? (field.kind === 'rial' ? 0 : null)
  return (min !== null && number < min) || (field.max !== null && number > field.max)
    ? fault('range', say.range(min, field.max))
    : value(number)
}

function readIdentity({ field, raw, typed }: Reading): Read {
  const text = foldCode(typed)
  if (text === '') return value(null)
  const kind = ['faragir', 'yekta', 'passport'].find((one) => one === raw.get(`${field.key}.kind`)) ?? 'national-id'
  if (kind !== 'national-id')
    return /^[A-Za-z0-9]{5,20}$/.test(text)
      ? value({ kind, value: text.toUpperCase() })
      : fault('foreign-id', say.foreignId())
  const wrong = nationalCodeFault(text)
  if (wrong === 'not-digits') return fault(wrong, say.codeDigits())
  if (wrong === 'length') return fault(wrong, say.codeLength(text.length))
  return wrong ? fault(wrong, say.codeCheck()) : value({ kind, value: text })
}

/** For births from 1368 the number is the national code (law on civil registration): one tick, no second typing. */
function readShenasname({ field, raw, typed }: Reading): Read {
  if (raw.get(`${field.key}.same`) !== '') return value({ same: true })
  const text = foldCode(typed)
  if (text === '') return value(null)
  return /^\d{1,10}$/.test(text) ? value({ number: text }) : fault('shenasname', say.shenasname())
}

function readDate({ field, raw, context, typed }: Reading): Read {
  const chosen = ['year', 'month', 'day'].map((part) => raw.get(`${field.key}.${part}`))
  const text = typed !== '' ? typed : chosen.some((part) => part !== '') ? chosen.join('/') : ''
  if (text === '') return value(null)
  const read = readJalali(text)
  if ('date' in read) {
    const iso = jalaliToIso(read.date)
    const age = ageAt(iso, context.todayIso)
    const [min, max] = [field.min ?? 0, field.max ?? 150]
    return field.min !== null && (age < min || age > max) ? fault('age', say.age(min, max)) : value(iso)
  }
  if (read.fault === 'month') return fault('month', say.dateMonth(read.value))
  if (read.fault === 'day') return fault('day', say.dateDay(read.value, read.limit))
  if (read.fault === 'gregorian') return fault('gregorian', say.dateGregorian(read.suggestion))
  return read.fault === 'two-digit-year' ? fault('year', say.dateYear()) : fault('date', say.dateUnreadable())
}

/** Whole years between two ISO dates. */
function ageAt(birth: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4))
  return today.slice(5) < birth.slice(5) ? years - 1 : years
}

function readPlace({ field, raw, context }: Reading): Read {
  const part = (name: string) => cleanText(raw.get(`${field.key}.${name}`)).slice(0, 100)
  const [province, city, other] = [part('province'), part('city'), part('other')]
  if (other !== '') return value({ other })
  if (province === '' && city === '') return value(null)
  const known = context.places.find(
    (one) => one.province === province || (province === '' && one.cities.includes(city)),
  )
  return known?.cities.includes(city) ? value({ province: known.province, city }) : fault('place', say.required(field))
}
