import { z } from 'zod'
import { readMapping, type DirectoryMapping } from './directory-mapping.js'
import { facultiesFrom, type Faculties } from './form/faculties.js'
import type { Places } from './form/places.js'
import type { MessageTexts } from './letter.js'
import { readMessageTexts } from './message-texts.js'
import { readReminderRules, type ReminderRules } from './reminders.js'
import type { Lang, Text } from './text.js'
import { readCalendarRules, type CalendarRules } from './working-time/rules.js'

const text = z.object({ fa: z.string().min(1), en: z.string().min(1) })

const officeSchema = z.object({
  id: z.string().regex(/^[a-z-]+$/),
  scope: z.enum(['central', 'faculty']),
  name: text,
  short: text,
  /** How work is handed out: by the head, by taking it, in turn, or to whom has least. */
  dispatch: z.enum(['manual', 'self', 'round-robin', 'least-loaded']),
  /** False: requesters see the office, not who works there. */
  shows_staff: z.boolean(),
  notes_seen_by: z.union([z.enum(['all', 'own']), z.array(z.string())]),
  /** Its weekly hours, of calendar.yaml; without it those of the first calendar. */
  calendar: z.string().optional(),
  /** The office that hears of what is very late. */
  above: z.string().optional(),
})

const registerSchema = z.object({
  id: z.string(),
  office: z.string(),
  template: z.string().regex(/\{serial(:\d+)?\}/, 'the template has no {serial}'),
  per: z.literal('office-and-jalali-year'),
  codes: z.record(z.string(), z.string()),
})

const groupSchema = z.object({ id: z.string(), name: text, icon: z.string() })

export type Office = z.infer<typeof officeSchema>
export type Register = z.infer<typeof registerSchema>
export type Group = z.infer<typeof groupSchema>

/** The institution as data: offices, registers, groups of the catalogue, faculties, places. */
export interface University {
  readonly name: Text
  readonly offices: readonly Office[]
  readonly registers: readonly Register[]
  readonly groups: readonly Group[]
  readonly faculties: Faculties
  readonly places: Places
  readonly calendar: CalendarRules
  readonly reminders: ReminderRules
  /** What people are told, in both languages. */
  readonly messages: MessageTexts
  /** What attributes and groups of the directory mean. */
  readonly directory: DirectoryMapping
}

/** Reads the parsed files of `university/`; throws one sentence per mistake, for whoever edits them. */
export function readUniversity(files: {
  offices: unknown
  registers: unknown
  groups: unknown
  faculties: unknown
  name: Text
  places: Places
  calendar?: unknown
  reminders?: unknown
  messages?: Readonly<Record<Lang, unknown>>
  directory?: unknown
}): University {
  const faculties = facultiesFrom(files.faculties)
  if (faculties.problems.length > 0) throw new Error(`university/faculties.yaml: ${faculties.problems.join('; ')}`)
  const calendar = readCalendarRules(files.calendar)
  const { offices } = checked('offices', z.object({ offices: z.array(officeSchema) }), files.offices)
  const wrong = offices.flatMap((office) => mistakesOf(office, offices, calendar))
  if (wrong.length > 0) throw new Error(`university/offices.yaml: ${wrong.join('; ')}`)
  const university = {
    name: files.name,
    offices,
    registers: checked('registers', z.object({ registers: z.array(registerSchema) }), files.registers).registers,
    groups: checked('groups', z.object({ groups: z.array(groupSchema) }), files.groups).groups,
    faculties: faculties.tree,
    places: files.places,
    calendar,
    reminders: readReminderRules(files.reminders),
    messages: files.messages ? readMessageTexts(files.messages) : { fa: {}, en: {} },
    directory: readMapping(files.directory, faculties.tree),
  }
  for (const { group, office } of university.directory.rules)
    if (
      office !== null &&
      !officeInstance(university, office.replace('{faculty}', faculties.tree.faculties[0]?.id ?? ''))
    )
      throw new Error(`university/directory.yaml: the rule for ${group} gives ${office}, which is no office`)
  return university
}

function mistakesOf(office: Office, offices: readonly Office[], calendar: CalendarRules): readonly string[] {
  const above = offices.find((one) => one.id === office.above)
  const hours = calendar.calendars.some((one) => one.id === office.calendar)
  return [
    ...(office.calendar !== undefined && !hours
      ? [`${office.id} names the calendar ${office.calendar}, which calendar.yaml has not`]
      : []),
    ...(office.above !== undefined && !above
      ? [`${office.id} names ${office.above} as above, which is no office`]
      : []),
    ...(office.scope === 'central' && above?.scope === 'faculty'
      ? [`${office.id} is central; an office of each faculty can't be above it`]
      : []),
  ]
}

function checked<S extends z.ZodType>(file: string, schema: S, data: unknown): z.infer<S> {
  const result = schema.safeParse(data)
  if (!result.success) throw new Error(`university/${file}.yaml: ${z.prettifyError(result.error)}`)
  return result.data
}

/** What names of offices and faculties are read from. */
export type Named = Pick<University, 'offices' | 'faculties'>

/** The name of an office instance: `education:nursing` is called by the office and its faculty. */
export function officeName(university: Named, instance: string): Text {
  const [kind, faculty] = instance.split(':', 2)
  const office = university.offices.find((one) => one.id === kind)
  if (!office) return { fa: instance, en: instance }
  const name = faculty ? university.faculties.faculties.find((one) => one.id === faculty)?.name : undefined
  return name ? { fa: `${office.name.fa} ${name.fa}`, en: `${office.name.en}, ${name.en}` } : office.name
}

export const officeOf = (university: University, instance: string): Office | undefined =>
  university.offices.find((one) => one.id === instance.split(':', 1)[0])

/** The office kind of an instance that exists: a central office has no faculty, the others have one that is listed. */
export function officeInstance(university: University, instance: string): Office | null {
  const [, faculty] = instance.split(':', 2)
  const office = officeOf(university, instance)
  if (!office || (office.scope === 'faculty') !== (faculty !== undefined)) return null
  return faculty === undefined || university.faculties.faculties.some((one) => one.id === faculty) ? office : null
}

export const facultyName = (university: University, id: string | null): Text | null =>
  university.faculties.faculties.find((one) => one.id === id)?.name ?? null

/** Every office instance: a central office once, an office of faculties once for each faculty. */
export const officeInstances = (university: University): readonly string[] =>
  university.offices.flatMap((office) =>
    office.scope === 'central'
      ? [office.id]
      : university.faculties.faculties.map((faculty) => `${office.id}:${faculty.id}`),
  )

/** The office instance that hears of what is very late; that of the same faculty where each has one. */
export function officeAbove(university: University, instance: string): string | null {
  const above = university.offices.find((one) => one.id === officeOf(university, instance)?.above)
  if (!above) return null
  return above.scope === 'faculty' ? `${above.id}:${instance.split(':', 2)[1] ?? ''}` : above.id
}

/** The office of a step that has not come yet: for an office of each faculty, that of the request's faculty. */
export const instanceFor = (office: string, faculty: string | null): string => {
  const literal = /^=\s*"([a-z-]+):"\s*\+\s*request\.faculty\s*$/.exec(office)?.[1]
  return literal ? `${literal}:${faculty ?? ''}` : office
}
