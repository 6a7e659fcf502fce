import type { Faculties } from '../form/faculties.js'
import { fieldsIn, type Field, type FieldKind } from '../form/form.js'
import type { Service } from '../service.js'
import { mostAlike } from './alike.js'
import { choicesOf } from './choices.js'
import type { ForeignField, ForeignOption, ForeignType } from './foreign.js'
import { LEAVE, START, type End, type Mapping, type MappingEntry } from './mapping.js'

/** The statuses that were seen at requests of a type, by its id. */
export type SeenStatuses = ReadonlyMap<string, readonly { readonly name: string; readonly closed: boolean }[]>

/** Proposes which type becomes which service and which field which, by likeness of labels, kinds and lists. */
export function proposeMapping(
  source: string,
  types: readonly ForeignType[],
  seen: SeenStatuses,
  services: readonly Service[],
  faculties: Faculties,
): Mapping {
  return { source, types: types.map((type) => proposeEntry(type, seen.get(type.id) ?? [], services, faculties)) }
}

function proposeEntry(
  type: ForeignType,
  statuses: readonly { readonly name: string; readonly closed: boolean }[],
  services: readonly Service[],
  faculties: Faculties,
): MappingEntry {
  const about = { desk: type.desk.key, type: type.id, name: type.name }
  const service = mostAlike([type.name], services, (one) => [one.name.fa, one.name.en, one.id, ...one.synonyms])
  if (!service) return { ...about, service: null, office: null, fields: {}, values: {}, statuses: {} }
  const fields = proposeFields(type.fields, fieldsIn(service.requestForm))
  const values = Object.fromEntries(
    [...fields].flatMap(([there, here]) => {
      const found = here && proposeValues(there, here, faculties)
      return found && Object.keys(found).length > 0 ? [[there.id, found]] : []
    }),
  )
  return {
    ...about,
    service: service.id,
    office: firstOffice(service),
    fields: Object.fromEntries([...fields].map(([there, here]) => [there.id, here?.key ?? null])),
    values,
    statuses: Object.fromEntries(statuses.map((status) => [status.name, proposeStatus(status, service)])),
  }
}

/** The office of the first step; of a faculty office the kind, whatever the faculty. */
const firstOffice = ({ steps }: Service): string | null =>
  /^(?:=\s*")?([a-z-]+)/.exec(steps.find((step) => step.office !== null)?.office ?? '')?.[1] ?? null

/** What the fields that every request there has are called here. */
const SYSTEM: Readonly<Record<string, readonly string[]>> = {
  summary: ['موضوع', 'عنوان', 'خلاصه', 'subject', 'title'],
  description: ['شرح', 'توضیحات', 'توضیح', 'description', 'question'],
}

/** Each field of the form is given once, to what is most alike. */
function proposeFields(
  there: readonly ForeignField[],
  here: readonly Field[],
): ReadonlyMap<ForeignField, Field | null> {
  const free = new Set(here.filter((field) => field.kind !== 'note'))
  return new Map(
    there.map((field) => {
      const fits = [...free].filter(({ kind }) => fitting(field, kind))
      const found = mostAlike([field.name, ...(SYSTEM[field.id] ?? [])], fits, (one) => [
        one.label.fa,
        one.label.en,
        one.key,
      ])
      const only = field.type.includes('attachment') && fits.length > 0 ? (fits[0] ?? null) : null
      const chosen = found ?? only
      if (chosen) free.delete(chosen)
      return [field, chosen]
    }),
  )
}

/** Files go to files and dates to dates; everything else may be read from text. */
function fitting({ type }: ForeignField, kind: FieldKind): boolean {
  if (type.includes('attachment')) return kind === 'upload'
  if (kind === 'upload') return false
  if (type === 'date' || type === 'datetime') return kind === 'jalali-date' || kind === 'text' || kind === 'long-text'
  return kind !== 'jalali-date' || type === 'string'
}

function proposeValues(there: ForeignField, here: Field, faculties: Faculties): Readonly<Record<string, string>> {
  const choices = choicesOf(here, faculties)
  return Object.fromEntries(
    flat(there.options).flatMap(({ value, label }) => {
      const found = mostAlike([label], choices, (one) => one.words)
      return found ? [[value, found.value]] : []
    }),
  )
}

const flat = (options: readonly ForeignOption[]): readonly ForeignOption[] =>
  options.flatMap((one) => [one, ...flat(one.children)])

const ENDED: readonly (readonly [End, readonly string[]])[] = [
  ['refused', ['declined', 'rejected', 'refused', "won't do", 'رد شد', 'رد شده', 'رد درخواست']],
  ['withdrawn', ['canceled', 'cancelled', 'withdrawn', 'لغو شد', 'لغو شده', 'انصراف', 'پس گرفته شد']],
]

function proposeStatus({ name, closed }: { name: string; closed: boolean }, service: Service): string {
  if (closed) return mostAlike([name], ENDED, ([, words]) => words)?.[0] ?? 'done'
  const step = mostAlike([name], service.steps, (one) => [one.name.fa, one.name.en, one.status.fa, one.status.en])
  return step?.element ?? (service.steps.length === 0 ? LEAVE : START)
}
