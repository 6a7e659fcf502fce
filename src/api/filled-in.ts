import { z } from '@hono/zod-openapi'
import type { Desk } from '../commands/desk.js'
import { fieldsIn, type Answers, type Field, type Form, type Problem } from '../desk/form/form.js'
import { rawForm, rawOf, type RawFields, type RawForm, type UploadRef } from '../desk/form/raw.js'
import type { Person } from '../desk/person.js'
import { ownFiles } from '../store/files.js'
import { words } from '../web/text/index.js'
import { ATTACHMENT, EXTENSIONS, keepUploads } from '../web/uploads.js'

const line = z.string().max(10_000)

/**
 * What a program fills in, by the key of the field: a text, a number, `true`, the parts of a place or an identity, or the
 * ids of files. A day is `2001-03-21`, or as people type it: `1380/01/01`.
 */
export const valuesShape = z
  .record(
    z.string().max(100),
    z.union([
      line,
      z.number(),
      z.boolean(),
      z.null(),
      z.array(z.string().max(100)).max(20),
      z.record(z.string().max(30), z.union([line, z.boolean()])),
    ]),
  )
  .openapi('Values')

/** Files of a message or an answer, as they were uploaded for the field `files`. */
export const attachmentsShape = z.array(z.uuid()).max(20).default([])

export interface FilledIn {
  readonly raw: RawForm
  readonly problems: readonly Problem[]
  /** The files that belong to no field. */
  readonly attachments: readonly string[]
}

/**
 * A form as a program sent it, in the shape in which the desk reads what people type: it is checked by the same rules.
 * Files are the caller's own uploads for these very fields, or those that the request has already.
 * @param bound files of the request that may be named again
 */
export async function filledIn(
  desk: Desk,
  person: Person,
  form: Form | null,
  values: z.infer<typeof valuesShape>,
  attachments: readonly string[] = [],
  bound: readonly UploadRef[] = [],
): Promise<FilledIn> {
  const fields = form ? fieldsIn(form) : []
  const slots = [...fields.filter((field) => field.kind === 'upload'), ATTACHMENT]
  const known = Object.entries(values).flatMap(([key, value]) => {
    const field = fields.find((one) => one.key === key)
    return field ? [[field, value] as const] : []
  })
  const typed: Record<string, readonly string[]> = {
    ...(form && rawOf(form, Object.fromEntries(known.flatMap(([field, value]) => asKept(field, value))))),
    ...Object.fromEntries(known.flatMap(([field, value]) => asTyped(field, value))),
    [`${ATTACHMENT.key}.files`]: attachments.map(named),
  }
  const posted = { fields: typed, files: {}, text: () => '', all: () => [] }
  const { fields: kept, problems } = await keepUploads(desk, person, posted, slots, bound)
  const raw = rawForm(kept)
  return {
    raw,
    problems: [
      ...Object.keys(values).flatMap((key) =>
        fields.some((one) => one.key === key) ? [] : [fault(key, 'unknown', (lang) => words(lang).api.unknownField)],
      ),
      ...problems,
      ...(await misplaced(desk, person, slots, raw, bound)),
    ],
    attachments: raw.uploads(ATTACHMENT.key).map((one) => one.id),
  }
}

type Value = z.infer<typeof valuesShape>[string]

const named = (id: string): string => JSON.stringify({ id, name: '', size: 0, type: '' })

const ISO_DAY = /^(1[89]|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** Values that have the shape of stored answers; `rawOf` makes of them what somebody would have typed. */
function asKept(field: Field, value: Value): readonly (readonly [string, Answers[string]])[] {
  if (field.kind === 'upload' || Array.isArray(value)) return []
  if (field.kind === 'jalali-date' && !(typeof value === 'string' && ISO_DAY.test(value))) return []
  return [[field.key, value]]
}

function asTyped(field: Field, value: Value): readonly (readonly [string, RawFields[string]])[] {
  if (field.kind === 'upload') return [[`${field.key}.files`, Array.isArray(value) ? value.map(named) : []]]
  if (field.kind === 'jalali-date' && typeof value === 'string' && !ISO_DAY.test(value)) return [[field.key, [value]]]
  return []
}

/** A file shows under the field for which it was uploaded, and only there; so it must be named there. */
async function misplaced(
  desk: Desk,
  person: Person,
  slots: readonly Pick<Field, 'key' | 'accept' | 'maxMb'>[],
  raw: RawForm,
  bound: readonly UploadRef[],
): Promise<readonly Problem[]> {
  const refs = slots.flatMap((slot) => raw.uploads(slot.key).map((ref) => ({ slot, ref })))
  const fresh = refs.filter(({ ref }) => !bound.some((one) => one.id === ref.id))
  const own = await ownFiles(
    desk.db,
    person,
    fresh.map(({ ref }) => ref.id),
  )
  return fresh.flatMap(({ slot, ref }) => {
    const file = own.find((one) => one.id === ref.id)
    if (!file) return []
    if (file.request === null && file.purpose !== slot.key)
      return [fault(slot.key, 'bad-file', (lang) => words(lang).api.otherField(file.purpose))]
    if (!slot.accept.includes(EXTENSIONS[file.type] ?? ''))
      return [fault(slot.key, 'bad-file', (lang) => words(lang).files.type(slot.accept.join(', ').toUpperCase()))]
    if (file.size > slot.maxMb * 1024 * 1024)
      return [fault(slot.key, 'bad-file', (lang) => words(lang).files.size(slot.maxMb))]
    return []
  })
}

const fault = (key: string, code: string, say: (lang: 'fa' | 'en') => string): Problem => ({
  key,
  code,
  text: { fa: say('fa'), en: say('en') },
})
