import type { Answers } from './form/form.js'

/** The ids of the files that answers name. */
export const uploadsIn = (answers: Answers): readonly string[] =>
  Object.values(answers).flatMap((answer) =>
    Array.isArray(answer) ? answer.flatMap((one: unknown) => (isUpload(one) ? [one.id] : [])) : [],
  )

/** The same, by the field that names them. */
export const uploadsByField = (answers: Answers): readonly (readonly [field: string, files: readonly string[]])[] =>
  Object.entries(answers)
    .map(([field, answer]) => [field, uploadsIn({ [field]: answer })] as const)
    .filter(([, files]) => files.length > 0)

const isUpload = (value: unknown): value is { readonly id: string } =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
