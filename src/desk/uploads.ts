import type { Answers } from './form/form.js'

/** The ids of the files that answers name. */
export const uploadsIn = (answers: Answers): readonly string[] =>
  Object.values(answers).flatMap((answer) =>
    Array.isArray(answer) ? answer.flatMap((one: unknown) => (isUpload(one) ? [one.id] : [])) : [],
  )

const isUpload = (value: unknown): value is { readonly id: string } =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
