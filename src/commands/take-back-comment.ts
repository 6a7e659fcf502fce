import type { DraftPlace } from '../desk/draft.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { saveDraft } from '../store/drafts.js'
import { freeFiles } from '../store/files.js'
import { deleteComment, ownComment } from '../store/history.js'
import { recordEvents, requestById } from '../store/requests.js'
import { refusable, type Desk } from './desk.js'

/** How long somebody may take back what they sent. */
const TAKE_BACK_MS = 10_000
/** The answer to the button takes a moment, too. */
const GRACE_MS = 3_000
/** Before that nobody is told of it; what was pressed in the last moment has been done by then. */
export const STANDS_AFTER_MS = TAKE_BACK_MS + GRACE_MS + 2_000

/**
 * Takes back a message or a note that its writer has just sent: it is gone for everybody, its text is a draft again, and
 * history says that there was one.
 */
export function takeBackComment(
  desk: Desk,
  person: Person,
  input: { readonly comment: number; readonly place: DraftPlace },
): Promise<Outcome<{ key: string }>> {
  return refusable(desk, async (tx) => {
    const comment = await ownComment(tx, person.id, input.comment)
    const request = comment && (await requestById(tx, person, comment.request, { lock: true }))
    if (!comment || !request) return refused('not-found')
    const at = desk.now()
    if (at - comment.at > TAKE_BACK_MS + GRACE_MS) return refused('too-late')
    const files = await freeFiles(tx, request.id, `comment:${comment.id}`)
    await deleteComment(tx, comment.id)
    const { internal, office } = comment
    await recordEvents(tx, request, at, [
      { kind: 'comment-taken-back', by: person.id, for: comment.stead, office, internal },
    ])
    const fields = {
      body: [comment.body],
      audience: [internal ? 'offices' : 'requester'],
      'files.files': files.map((file) => JSON.stringify(file)),
    }
    const typed = { once: desk.newId(), fields, whole: false, seen: Number.MAX_SAFE_INTEGER, version: null, at }
    await saveDraft(tx, person, input.place, typed, desk.newId)
    return { ok: true, key: request.key }
  })
}
