import { z } from 'zod'
import type { Text } from '../text.js'

const text = z.object({ fa: z.string().min(1), en: z.string().min(1) })
const named = z.object({ id: z.string().regex(/^[a-z][a-z0-9-]*$/), name: text })

const schema = z.object({
  levels: z.array(named),
  fields: z.array(named),
  faculties: z.array(named.extend({ levels: z.record(z.string(), z.array(z.string())) })),
})

export interface Named {
  readonly id: string
  readonly name: Text
}

/** Faculties with the levels each offers and the fields of study of each level. */
export interface Faculties {
  readonly levels: readonly Named[]
  readonly fields: readonly Named[]
  readonly faculties: readonly (Named & { readonly levels: Readonly<Record<string, readonly string[]>> })[]
}

/** Reads the parsed `university/faculties.yaml`; ids that point at nothing are problems. */
export function facultiesFrom(data: unknown): { readonly tree: Faculties; readonly problems: readonly string[] } {
  const read = schema.safeParse(data)
  if (!read.success) return { tree: { levels: [], fields: [], faculties: [] }, problems: [z.prettifyError(read.error)] }
  const tree = read.data
  const levels = new Set(tree.levels.map((one) => one.id))
  const fields = new Set(tree.fields.map((one) => one.id))
  const problems = tree.faculties.flatMap((faculty) =>
    Object.entries(faculty.levels).flatMap(([level, ids]) => [
      ...(levels.has(level) ? [] : [`${faculty.id} offers the level ${level}, which is not listed`]),
      ...ids.filter((id) => !fields.has(id)).map((id) => `${faculty.id} offers the field ${id}, which is not listed`),
    ]),
  )
  return { tree, problems }
}

export const offers = (tree: Faculties, faculty: string, level: string, field?: string): boolean => {
  const fields = tree.faculties.find((one) => one.id === faculty)?.levels[level]
  return fields !== undefined && (field === undefined || fields.includes(field))
}
