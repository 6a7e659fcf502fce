import type { Faculties } from '../form/faculties.js'
import type { Field } from '../form/form.js'

/** The values that a field with a list takes, with the words people know them by. */
export function choicesOf(
  field: Field,
  faculties: Faculties,
): readonly { readonly value: string; readonly words: readonly string[] }[] {
  const named = {
    faculty: faculties.faculties,
    level: faculties.levels,
    field: faculties.fields,
  }[field.kind as 'faculty' | 'level' | 'field']
  if (named)
    return named.map(({ id, name }) => ({
      value: id,
      words: [name.fa, name.en, id, ...(field.kind === 'faculty' ? [`دانشکده ${name.fa}`] : [])],
    }))
  return field.options.map(({ value, label }) => ({ value, words: [label.fa, label.en, value] }))
}
