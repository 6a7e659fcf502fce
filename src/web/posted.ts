import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { keepUpload } from '../commands/keep-upload.js'
import type { Desk } from '../commands/desk.js'
import type { Field, Problem } from '../desk/form/form.js'
import { rawForm, type RawFields, type UploadRef } from '../desk/form/raw.js'
import type { Person } from '../desk/person.js'
import { waitingFiles } from '../store/files.js'
import { words } from './text/index.js'

/** What a form sent: texts and files, each possibly several times. */
export interface Posted {
  readonly fields: RawFields
  readonly files: Readonly<Record<string, readonly File[]>>
  readonly text: (name: string) => string
  readonly all: (name: string) => readonly string[]
}

export async function readPosted(c: Context): Promise<Posted> {
  const body = await c.req.parseBody({ all: true })
  const fields: Record<string, string[]> = {}
  const files: Record<string, File[]> = {}
  for (const [name, value] of Object.entries(body)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'string') {
        // Browsers send no such sign and PostgreSQL keeps none.
        if (one.includes('\0')) throw new HTTPException(400, { message: 'A text holds a NUL character.' })
        ;(fields[name] ??= []).push(one)
      }
      // A file field left empty is sent as a file without name and content.
      else if (one.name !== '' || one.size > 0) (files[name] ??= []).push(one)
    }
  }
  return { fields, files, text: (name) => fields[name]?.[0] ?? '', all: (name) => fields[name] ?? [] }
}

/** A place for files: a field of a form, or the attachment of a message. */
type Slot = Pick<Field, 'key' | 'accept' | 'maxMb'>

export const ATTACHMENT: Slot = { key: 'files', accept: ['pdf', 'jpg', 'png'], maxMb: 10 }

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

/**
 * Keeps what was uploaded, and puts references to it, and to what was kept before, where forms read them.
 * Files that can't be taken are problems of their field; all others stay kept, so nothing is sent twice.
 * @param bound files the form had before, which its request has taken
 */
export async function keepUploads(
  desk: Desk,
  person: Person,
  posted: Posted,
  slots: readonly Slot[],
  bound: readonly UploadRef[] = [],
): Promise<{ readonly fields: RawFields; readonly problems: readonly Problem[] }> {
  const fields: Record<string, readonly string[]> = { ...posted.fields }
  const problems: Problem[] = []
  for (const slot of slots) {
    const before = rawForm(posted.fields).uploads(slot.key)
    // What a browser says about a file is not believed: only the person's own waiting uploads count.
    const known = await waitingFiles(
      desk.db,
      person,
      before.map((one) => one.id).filter((id) => UUID.test(id)),
    )
    const stayed = bound.filter((one) => before.some((other) => other.id === one.id))
    const refs: UploadRef[] = [...stayed, ...known.map(({ id, name, size, type }) => ({ id, name, size, type }))]
    for (const file of posted.files[slot.key] ?? []) {
      const kept = await keep(desk, person, slot, file)
      if ('problem' in kept) problems.push(kept.problem)
      else refs.push(kept.ref)
    }
    fields[`${slot.key}.files`] = refs.map((one) => JSON.stringify(one))
  }
  return { fields, problems }
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

async function keep(
  desk: Desk,
  person: Person,
  slot: Slot,
  file: File,
): Promise<{ readonly ref: UploadRef } | { readonly problem: Problem }> {
  const fault = (fa: string, en: string) => ({ problem: { key: slot.key, code: 'bad-file', text: { fa, en } } })
  if (file.size > slot.maxMb * 1024 * 1024)
    return fault(
      `«${file.name}»: ${words('fa').files.size(slot.maxMb)}`,
      `“${file.name}”: ${words('en').files.size(slot.maxMb)}`,
    )
  const result = await keepUpload(desk, person, {
    name: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
    purpose: slot.key,
  })
  const kinds = slot.accept.map((one) => one.toUpperCase())
  if (!result.ok || !slot.accept.includes(EXTENSIONS[result.type] ?? ''))
    return fault(
      `«${file.name}»: ${words('fa').files.type(kinds.join('، '))}`,
      `“${file.name}”: ${words('en').files.type(kinds.join(', '))}`,
    )
  return { ref: { id: result.id, name: result.name, size: result.size, type: result.type } }
}
