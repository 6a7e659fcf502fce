import { keepUpload, type UploadFault } from '../commands/keep-upload.js'
import type { Desk } from '../commands/desk.js'
import type { Field, Problem } from '../desk/form/form.js'
import { rawForm, type RawFields, type UploadRef } from '../desk/form/raw.js'
import type { Person } from '../desk/person.js'
import type { Text } from '../desk/text.js'
import { cleanFileName } from '../persian/index.js'
import { ownFiles, type FileRecord } from '../store/files.js'
import type { Posted } from './posted.js'
import { words, type Words } from './text/index.js'

/** A place for files: a field of a form, or the attachment of a message. */
type Slot = Pick<Field, 'key' | 'accept' | 'maxMb'>

export const ATTACHMENT: Slot = { key: 'files', accept: ['pdf', 'jpg', 'png'], maxMb: 10 }

/** How many files one sending of a form may bring. */
const MAX_AT_ONCE = 20

export const EXTENSIONS: Readonly<Record<string, string>> = {
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
  let left = MAX_AT_ONCE
  for (const slot of slots) {
    const before = rawForm(posted.fields).uploads(slot.key)
    const stayed = bound.filter((one) => before.some((other) => other.id === one.id))
    const named = before.filter((one) => !stayed.some((other) => other.id === one.id))
    const { known, lost } = await find(desk, person, slot, named)
    problems.push(...lost)
    const kept = [...known]
    const sent = posted.files[slot.key] ?? []
    for (const file of sent.slice(0, left)) {
      const result = await keep(desk, person, slot, file, kept)
      if ('problem' in result) problems.push(result.problem)
      else if (!kept.some((one) => one.id === result.file.id)) kept.push(result.file)
    }
    if (sent.length > left) problems.push(fault(slot, (t) => t.uploads.atOnce(MAX_AT_ONCE)))
    left -= Math.min(left, sent.length)
    fields[`${slot.key}.files`] = [...stayed, ...kept.map(refOf)].map((one) => JSON.stringify(one))
  }
  return { fields, problems }
}

/** A draft as its files are now: one that was scanned since, or in which something was found, says so. */
export async function freshFiles(desk: Desk, person: Person, fields: RawFields): Promise<RawFields> {
  const names = Object.keys(fields).filter((name) => name.endsWith('.files'))
  if (names.length === 0) return fields
  const refs = names.flatMap((name) => rawForm(fields).uploads(name.slice(0, -'.files'.length)))
  const known = await ownFiles(
    desk.db,
    person,
    refs.map((one) => one.id).filter((id) => UUID.test(id)),
  )
  const fresh = (text: string): string => {
    const file = known.find((one) => text.includes(`"${one.id}"`))
    return file ? JSON.stringify(refOf(file)) : text
  }
  return { ...fields, ...Object.fromEntries(names.map((name) => [name, (fields[name] ?? []).map(fresh)])) }
}

export const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** A file as a form names it. */
export const refOf = ({ id, name, size, type, scan }: FileRecord): UploadRef => ({
  id,
  name,
  size,
  type,
  ...(scan === 'waiting' ? { waiting: true as const } : {}),
})

/**
 * What a browser says about a file is not believed: only the person's own uploads count. One that a request has taken
 * stays named, so that a form sent twice is the same form; it is not taken again.
 */
async function find(desk: Desk, person: Person, slot: Slot, named: readonly UploadRef[]) {
  const own = await ownFiles(
    desk.db,
    person,
    named.map((one) => one.id).filter((id) => UUID.test(id)),
  )
  const lost = named.flatMap((ref) => {
    const file = own.find((one) => one.id === ref.id)
    if (file && file.scan !== 'found') return []
    return [fault(slot, (t) => t.uploads.faults[file ? 'virus' : 'gone'], ref.name)]
  })
  return { known: own.filter((one) => one.scan !== 'found'), lost }
}

async function keep(
  desk: Desk,
  person: Person,
  slot: Slot,
  sent: File,
  among: readonly FileRecord[],
): Promise<{ readonly file: FileRecord } | { readonly problem: Problem }> {
  const kinds = slot.accept.map((one) => one.toUpperCase())
  const wrongKind = { problem: fault(slot, (t, comma) => t.files.type(kinds.join(comma)), sent.name) }
  const tooLarge = { problem: fault(slot, (t) => t.files.size(slot.maxMb), sent.name) }
  if (sent.size > slot.maxMb * 1024 * 1024) return tooLarge
  const bytes = new Uint8Array(await sent.arrayBuffer())
  const result = await keepUpload(desk, person, { name: sent.name, bytes, purpose: slot.key, among })
  if (result.ok) return slot.accept.includes(EXTENSIONS[result.type] ?? '') ? { file: result } : wrongKind
  const why = FAULTS.find((one) => one === result.detail['why'])
  if (why === undefined) return tooLarge
  return why === 'kind' ? wrongKind : { problem: fault(slot, (t) => t.uploads.faults[why], sent.name) }
}

const FAULTS = [
  'kind',
  'broken',
  'huge-picture',
  'two-faced',
  'empty',
  'virus',
  'too-many-waiting',
] as const satisfies readonly UploadFault[]

/** A sentence beside the field, after the name of the file, which runs in its own direction. */
function fault(slot: Slot, say: (t: Words, comma: string) => string, name?: string): Problem {
  const shown = name === undefined ? null : `\u2068${cleanFileName(name)}\u2069`
  const text: Text = {
    fa: `${shown ? `«${shown}»: ` : ''}${say(words('fa'), '، ')}`,
    en: `${shown ? `“${shown}”: ` : ''}${say(words('en'), ', ')}`,
  }
  return { key: slot.key, code: 'bad-file', text }
}
