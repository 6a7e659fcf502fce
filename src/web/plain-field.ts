import { formContext } from '../commands/form-context.js'
import type { Desk } from '../commands/desk.js'
import { checkAnswers } from '../desk/form/check.js'
import type { Field, Form, Problem } from '../desk/form/form.js'
import type { RawForm } from '../desk/form/raw.js'
import type { Text } from '../desk/text.js'
import { startOfDayInTehran } from '../persian/index.js'
import { words, type Words } from './text/index.js'

/** A field of a page of the desk itself, drawn and read like the fields of services. */
export const plainField = (field: Pick<Field, 'kind' | 'key' | 'label'> & Partial<Field>): Field => ({
  description: null,
  required: false,
  options: [],
  cards: false,
  fallback: null,
  maxLength: 200,
  min: null,
  max: null,
  from: null,
  prefill: null,
  seenBy: ['*'],
  showIf: null,
  accept: [],
  maxMb: 10,
  maxFiles: 1,
  toRequester: false,
  confidential: false,
  ...field,
})

/** A word of the pages in both languages, for a field that wants both. */
export const bothWords = (pick: (t: Words) => string): Text => ({ fa: pick(words('fa')), en: pick(words('en')) })

const DAY_MS = 86_400_000

/**
 * The day in a Jalali date field: when it begins in Tehran and when it ends (epoch milliseconds; the end is not
 * included), null when nothing was typed, or what is wrong with it.
 */
export function dayIn(
  desk: Desk,
  raw: RawForm,
  field: Field,
): { readonly begins: number; readonly ends: number } | { readonly problem: Problem } | null {
  // Whether there must be one, and whether it may be past, is asked where it is used; `min` and `max` are its list of years.
  const form: Form = {
    id: 'day',
    sections: [{ key: 'day', label: null, fields: [{ ...field, required: false, min: null, max: null }] }],
  }
  const { answers, problems } = checkAnswers(form, raw, formContext(desk, form, null))
  const [problem] = problems
  if (problem) return { problem }
  const iso = answers[field.key]
  if (typeof iso !== 'string') return null
  const begins = startOfDayInTehran(iso)
  // Noon of the next day is a day later whatever the clocks do.
  return { begins, ends: startOfDayInTehran(isoDayAfter(begins)) }
}

const isoDayAfter = (begins: number): string => new Date(begins + 1.5 * DAY_MS).toISOString().slice(0, 10)
