import type { RefusedWhy } from '../desk/mail-in/incoming.js'
import type { Mail, MailFile } from '../desk/mail-in/mail.js'
import { writtenIn, type Written } from '../desk/mail-in/written.js'
import { rawForm, type RawFields } from '../desk/form/raw.js'
import type { Person } from '../desk/person.js'
import type { Service } from '../desk/service.js'
import { openDraft, saveDraft } from '../store/drafts.js'
import type { FileRecord } from '../store/files.js'
import { addComment } from './add-comment.js'
import { answerAsk } from './answer-ask.js'
import { transaction, type Desk } from './desk.js'
import type { MailWay } from './judge-mail.js'
import { keepUpload } from './keep-upload.js'
import { openRequest } from './open-request.js'

/** What a mail became. `lost` are the names of files that were not taken. */
export type MailTaken =
  | {
      readonly ok: true
      /** The key of the request. */
      readonly request: string
      readonly comment: number | null
      readonly ask: number | null
      readonly cut: string | null
      readonly lost: readonly string[]
      /** The office still waits: its question wants more than a mail can say. */
      readonly stillAsked: boolean
    }
  | { readonly ok: false; readonly why: RefusedWhy; readonly lost: readonly string[] }

/** Whether nothing of it is left to be done by its writer. */
export const isWhole = ({ lost, stillAsked }: Extract<MailTaken, { ok: true }>): boolean =>
  lost.length === 0 && !stillAsked

/**
 * Does what a mail is meant to do, as its person would on a page: the same commands, the same checks of files.
 * @param once the same mail again does the same once more, that is nothing
 */
export async function takeMail(desk: Desk, way: MailWay, mail: Mail, once: string): Promise<MailTaken> {
  const written = writtenIn(mail)
  const kept = await keepFiles(
    desk,
    way.person,
    written.files,
    way.kind === 'open' ? way.service.by_mail?.files : 'files',
  )
  const lost = [...kept.lost, ...written.tooMany]
  if (written.own === '' && kept.files.length === 0)
    return { ok: false, why: lost.length > 0 ? 'no-file' : 'empty', lost }
  return way.kind === 'open'
    ? open(desk, way.person, way.service, { mail, written, once, files: kept.files, lost })
    : reply(desk, way, { written, once, files: kept.files, lost })
}

interface Taking {
  readonly written: Written
  readonly once: string
  readonly files: readonly FileRecord[]
  readonly lost: readonly string[]
}

async function reply(
  desk: Desk,
  { person, target }: Extract<MailWay, { kind: 'reply' }>,
  { written, once, files, lost }: Taking,
): Promise<MailTaken> {
  const done = { ok: true, cut: written.cut, lost } as const
  const sent = { once, files: files.map((one) => one.id) }
  let stillAsked = false
  if (target.ask !== null) {
    const answer = { ask: target.ask, message: written.own, raw: null, ...sent }
    const answered = await answerAsk(desk, person, answer)
    if (answered.ok) return { ...done, request: answered.key, comment: null, ask: target.ask, stillAsked: false }
    // What was written is not lost: it stands beside the question as a message.
    stillAsked = answered.code === 'incomplete'
  }
  const body = written.own === '' ? files.map((one) => one.name).join('\n') : written.own
  const comment = { key: target.request, body, internal: target.internal, office: null, ...sent }
  const said = await addComment(desk, person, comment)
  if (!said.ok) return { ok: false, why: said.code === 'too-late' ? 'closed' : 'out-of-sight', lost }
  return { ...done, request: said.key, comment: said.comment, ask: null, stillAsked }
}

async function open(
  desk: Desk,
  person: Person,
  service: Service,
  { mail, written, once, files, lost }: Taking & { readonly mail: Mail },
): Promise<MailTaken> {
  const places = service.by_mail
  if (!places) return { ok: false, why: 'form', lost }
  const refs = files.map(({ id, name, size, type }) => JSON.stringify({ id, name, size, type }))
  const fields: RawFields = {
    [places.subject]: [mail.subject],
    [places.body]: [written.own],
    ...(places.files === undefined ? {} : { [`${places.files}.files`]: refs }),
  }
  const opened = await openRequest(desk, person, { service: service.id, once, raw: rawForm(fields), correction: null })
  if (opened.ok)
    return { ok: true, request: opened.key, comment: null, ask: null, cut: written.cut, lost, stillAsked: false }
  if (opened.code !== 'incomplete')
    return { ok: false, why: opened.code === 'already-open' ? 'already-open' : 'form', lost }
  // The form waits with what the mail said in it, unless the person is writing in it already.
  const at = desk.now()
  const place = { at: 'service', service: service.id } as const
  const draft = await openDraft(desk.db, person, place, { newId: desk.newId, at })
  const typed = { once: draft.once, fields, whole: false, seen: draft.revision, version: null, at }
  if (draft.savedAt === null) await transaction(desk, (tx) => saveDraft(tx, person, place, typed, desk.newId))
  return { ok: false, why: 'form', lost }
}

/** @param purpose the field they are for; undefined: there is none, and no file is taken */
async function keepFiles(desk: Desk, person: Person, sent: readonly MailFile[], purpose: string | undefined) {
  const files: FileRecord[] = []
  const lost: string[] = []
  for (const { name, bytes } of sent) {
    const kept = purpose === undefined ? null : await keepUpload(desk, person, { name, bytes, purpose, among: files })
    if (!kept?.ok) lost.push(name)
    else if (!files.some((one) => one.id === kept.id)) files.push(kept)
  }
  return { files, lost }
}
