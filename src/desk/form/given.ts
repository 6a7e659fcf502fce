import { isJsonObject, type JsonObject } from '../json.js'
import { fieldsIn, type Answers, type Form } from './form.js'
import { rawForm, rawOf, type RawForm } from './raw.js'

/** The form as a process can fill it in: files stay with the request they were uploaded to. */
export const formForProcess = (form: Form): Form => ({
  ...form,
  sections: form.sections.map((section) => ({
    ...section,
    fields: section.fields.filter((field) => field.kind !== 'upload'),
  })),
})

/** Variables of a process as if somebody had typed them: those named like fields, else those of the request around them. */
export function typedByProcess(form: Form, variables: JsonObject): RawForm {
  const around = isJsonObject(variables['request']) ? variables['request'] : {}
  const given: Answers = Object.fromEntries(
    fieldsIn(form).flatMap(({ key }) => {
      const value = variables[key] ?? around[key]
      return value === undefined || value === null || Array.isArray(value) ? [] : [[key, value]]
    }),
  )
  return rawForm(rawOf(form, given))
}
