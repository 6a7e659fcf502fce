import { parse, stringify } from 'yaml'
import { z } from 'zod'
import type { Service } from '../service.js'

/** What becomes of a request that stands at a status there: closed so, begun anew, left out, or at an element. */
export const ENDS = ['done', 'refused', 'withdrawn'] as const
export type End = (typeof ENDS)[number]
export const START = 'start'
export const LEAVE = 'leave'

const entrySchema = z.strictObject({
  desk: z.string(),
  type: z.coerce.string(),
  name: z.string().default(''),
  /** Null: requests of this type are not taken. */
  service: z.string().nullable(),
  /** The office that had them, which goes on reading them. */
  office: z.string().nullable().default(null),
  fields: z.record(z.string(), z.string().nullable()).default({}),
  /** Of a field with a list: its value there, its value here. */
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  statuses: z.record(z.string(), z.string()).default({}),
})

const mappingSchema = z.strictObject({ source: z.url(), types: z.array(entrySchema) })

/** Which request type becomes which service, and what of it becomes what. */
export type Mapping = z.infer<typeof mappingSchema>
export type MappingEntry = Mapping['types'][number]

/** Reads a mapping file and holds it against the services that are offered; every fault is a sentence. */
export function readMapping(
  text: string,
  services: readonly Service[],
  offices: readonly string[],
): { readonly mapping: Mapping | null; readonly faults: readonly string[] } {
  let data: unknown
  try {
    data = parse(text)
  } catch (error) {
    return { mapping: null, faults: [error instanceof Error ? error.message : 'It is not YAML.'] }
  }
  const read = mappingSchema.safeParse(data)
  if (!read.success) return { mapping: null, faults: [z.prettifyError(read.error)] }
  const faults = read.data.types.flatMap((entry) => faultsOf(entry, services, offices))
  return { mapping: faults.length === 0 ? read.data : null, faults }
}

function faultsOf(entry: MappingEntry, services: readonly Service[], offices: readonly string[]): readonly string[] {
  if (entry.service === null) return []
  const at = `${entry.desk} ${entry.type}`
  const service = services.find((one) => one.id === entry.service)
  if (!service) return [`${at}: there is no service ${entry.service}.`]
  const keys = new Set(service.requestForm.sections.flatMap((section) => section.fields.map((field) => field.key)))
  const elements = new Set(service.steps.map((step) => step.element))
  const states: readonly string[] = [...ENDS, START, LEAVE]
  return [
    ...Object.entries(entry.fields).flatMap(([id, key]) =>
      key === null || keys.has(key) ? [] : [`${at}: ${id} goes to ${key}, which is no field of ${service.id}.`],
    ),
    ...Object.entries(entry.statuses).flatMap(([name, to]) =>
      states.includes(to) || elements.has(to)
        ? []
        : [`${at}: the status ${name} goes to ${to}, which is no step of ${service.id}.`],
    ),
    ...(entry.office !== null && !offices.includes(entry.office) ? [`${at}: there is no office ${entry.office}.`] : []),
  ]
}

const HEAD = `# Which request type becomes which service, proposed by likeness of labels. Look through it, then import with it.
# service: null leaves a type out. fields: the field there, the field here; null is not carried, but kept as text.
# statuses: done, refused or withdrawn close a request; start begins the process anew; leave does not take it;
#   the id of a step puts it there.
`

export const writeMapping = (mapping: Mapping): string => HEAD + stringify(mapping, { lineWidth: 0 })
