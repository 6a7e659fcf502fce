import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { fieldsIn, type Form } from '../../desk/form/form.js'
import type { RawFields } from '../../desk/form/raw.js'
import type { Service } from '../../desk/service.js'
import { ownFiles, type FileRecord } from '../../store/files.js'
import { peopleNamed } from '../../store/named-people.js'
import { EXTENSIONS, refOf, UUID } from '../../web/uploads.js'
import type { ApiEnv } from '../token.js'
import { langOf } from './errors.js'
import { readValues, valueOfAnswer } from './field-values.js'
import { findService } from './found.js'
import { isDesk } from './ids.js'
import { id, text } from './inputs.js'
import { WORDS, type Word } from './words.js'

const someone = z.union([
  text(255),
  z.object({ accountId: text(255).optional(), name: text(255).optional(), emailAddress: text(255).optional() }),
])

export const newRequestShape = z
  .object({
    serviceDeskId: id,
    requestTypeId: id,
    requestFieldValues: z.record(z.string().max(255), z.unknown()).nullish(),
    requestParticipants: z.array(someone).max(50).nullish(),
    raiseOnBehalfOf: someone.nullish(),
    channel: text(100).nullish(),
    isAdfRequest: z.boolean().nullish(),
    form: z.object({ answers: z.record(z.string().max(255), z.record(z.string(), z.unknown())).nullish() }).nullish(),
  })
  .openapi('JsmNewRequest')

export interface ReadRequest {
  readonly service: Service
  readonly fields: RawFields
  /** What the form has no place for. */
  readonly message: string
  readonly participants: readonly string[]
}

type Wrong = { readonly word: Word; readonly status: 400 | 403; readonly errors: Readonly<Record<string, string>> }

/** Reads what a program asks for into what somebody would have typed; the form itself is checked by the command. */
export async function readNewRequest(
  c: Context<ApiEnv>,
  desk: Desk,
  body: z.infer<typeof newRequestShape>,
): Promise<ReadRequest | Wrong> {
  const lang = langOf(c)
  const service = isDesk(body.serviceDeskId) ? findService(desk, body.requestTypeId) : undefined
  if (!service) return wrong('not-found', { requestTypeId: WORDS['not-found'][lang] })
  if (body.raiseOnBehalfOf) {
    const [owner] = await peopleNamed(desk.db, [nameOf(body.raiseOnBehalfOf)])
    if (owner?.id !== c.var.caller.person.id) return { ...wrong('own-requests', {}), status: 403 }
  }
  const form = service.requestForm
  const answered = Object.entries(body.form?.answers ?? {}).map(([key, answer]) => [key, valueOfAnswer(answer)])
  const values = { ...body.requestFieldValues, ...Object.fromEntries(answered) }
  const read = readValues(form, values, desk.university, lang)
  if (read.strange.length > 0) return wrong('no-such-field', strangeFields(c, read.strange))
  const files = await filesFor(c, desk, form, read.files)
  if (!('fields' in files)) return files
  const participants = (body.requestParticipants ?? []).map(nameOf)
  const named = await peopleNamed(desk.db, participants)
  if (named.includes(null)) return wrong('unknown-people', { requestParticipants: WORDS['unknown-people'][lang] })
  return { service, fields: { ...read.fields, ...files.fields }, message: read.message, participants }
}

/** Fields that a form has not, each with a sentence. */
export const strangeFields = (c: Context, keys: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(keys.map((key) => [key, WORDS['no-such-field'][langOf(c)]]))

const wrong = (word: Word, errors: Readonly<Record<string, string>>): Wrong => ({ word, status: 400, errors })

const nameOf = (one: z.infer<typeof someone>): string =>
  typeof one === 'string' ? one : (one.accountId ?? one.name ?? one.emailAddress ?? '')

/** The caller's own temporary files in the fields that name them, of the kinds and sizes that each field takes. */
async function filesFor(
  c: Context<ApiEnv>,
  desk: Desk,
  form: Form,
  named: ReadonlyMap<string, readonly string[]>,
): Promise<{ readonly fields: RawFields } | Wrong> {
  const fields: Record<string, readonly string[]> = {}
  for (const [key, ids] of named) {
    const found = await temporaryFiles(desk, c, ids)
    const lang = langOf(c)
    if (!found) return wrong('no-such-file', { [key]: WORDS['no-such-file'][lang] })
    const field = fieldsIn(form).find((one) => one.key === key)
    const fits = (file: FileRecord) =>
      field !== undefined &&
      field.accept.includes(EXTENSIONS[file.type] ?? '') &&
      file.size <= field.maxMb * 1024 * 1024
    if (!found.every(fits)) return wrong('wrong-file', { [key]: WORDS['wrong-file'][lang] })
    fields[`${key}.files`] = found.map((file) => JSON.stringify(refOf(file)))
  }
  return { fields }
}

/**
 * The caller's uploads by their temporary ids, or null when one is not there. One that a request has taken counts: a
 * request sent twice under one key is the same request; it is not taken again.
 */
export async function temporaryFiles(
  desk: Desk,
  c: Context<ApiEnv>,
  ids: readonly string[],
): Promise<readonly FileRecord[] | null> {
  if (!ids.every((one) => UUID.test(one))) return null
  const own = await ownFiles(desk.db, c.var.caller.person, ids)
  const found = ids.flatMap((one) => own.find((file) => file.id === one && file.scan !== 'found') ?? [])
  return found.length === ids.length ? found : null
}
