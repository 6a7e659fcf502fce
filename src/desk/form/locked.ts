import { isNationalCode } from '../../persian/index.js'
import type { Json } from '../json.js'
import { fieldsIn, type Answers, type Field, type Form } from './form.js'

type Facts = Readonly<Record<string, unknown>>

/** The answers the directory gives and nobody may change here: fields with `from` whose attribute is known. */
export const lockedValues = (form: Form, facts: Facts): Answers => valuesOf(form, facts, (field) => field.from)

/** The answers a form begins with, which the person may change: fields with `prefill`. */
export const prefillValues = (form: Form, facts: Facts): Answers => valuesOf(form, facts, (field) => field.prefill)

function valuesOf(form: Form, facts: Facts, attribute: (field: Field) => string | null): Answers {
  return Object.fromEntries(
    fieldsIn(form).flatMap((field) => {
      const name = attribute(field)
      const answer = name === null ? null : answerFrom(field, facts[name])
      return answer === null ? [] : [[field.key, answer]]
    }),
  )
}

/** A fact of the directory as an answer; one that does not fit the field is as good as unknown. */
function answerFrom(field: Field, fact: unknown): Json {
  if (field.kind === 'shenasname')
    return fact === 'same' ? { same: true } : typeof fact === 'string' ? { number: fact } : null
  if (field.kind === 'national-id') {
    if (typeof fact === 'string') return isNationalCode(fact) ? { kind: 'national-id', value: fact } : null
    return isRecord(fact) && typeof fact['kind'] === 'string' && typeof fact['value'] === 'string'
      ? { kind: fact['kind'], value: fact['value'] }
      : null
  }
  if (field.kind === 'place')
    return isRecord(fact) && typeof fact['province'] === 'string' && typeof fact['city'] === 'string'
      ? { province: fact['province'], city: fact['city'] }
      : null
  return typeof fact === 'string' && fact !== '' ? fact : null
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
