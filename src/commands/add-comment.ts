import { createHash } from 'node:crypto'
import { withoutStead, type Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { takesMessages } from '../desk/progress.js'
import { inWhoseStead } from '../desk/task.js'
import { cleanText } from '../persian/index.js'
import { bindFiles } from '../store/files.js'
import { insertComment } from '../store/history.js'
import { requestFor, recordEvents } from '../store/requests.js'
import { acting, type Desk } from './desk.js'

export interface Commenting {
  readonly key: string
  readonly once: string
  readonly body: string
  /** For offices only. A requester's comment never is. */
  readonly internal: boolean
  /** The office in whose name staff write. */
  readonly office: string | null
  readonly files: readonly string[]
}

/** Another text is another message, even from a window that has the token of one that was sent. */
const fingerprint = ({ body, internal }: Commenting): string =>
  createHash('sha256')
    .update(JSON.stringify([body, internal]))
    .digest('hex')
    .slice(0, 32)

/** Adds a message between requester and offices, or an internal note of an office. */
export function addComment(
  desk: Desk,
  person: Person,
  input: Commenting,
): Promise<Outcome<{ key: string; comment: number }>> {
  return acting(desk, person, `comment:${input.once}:${fingerprint(input)}`, async (tx) => {
    const request = await requestFor(tx, person, input.key, { lock: true })
    if (!request) return refused('not-found')
    const view = request.standing
    const office =
      view.as === 'staff' ? (view.offices.find((one) => one === input.office) ?? view.offices[0] ?? null) : null
    if (view.as === 'administrator') return refused('not-allowed')
    const internal = input.internal && office !== null
    if (input.internal && !internal) return refused('not-allowed')
    if (!internal && !takesMessages(request)) return refused('too-late')
    const body = cleanText(input.body, { multiline: true }).slice(0, 10_000)
    if (body === '')
      return refused('incomplete', {}, [
        { key: 'body', code: 'required', text: { fa: 'متن پیام را بنویسید.', en: 'Write the message.' } },
      ])

    const at = desk.now()
    const may = withoutStead(person, request.requester)
    const stead = office === null ? null : (inWhoseStead(may, { office }, () => true)?.for ?? null)
    const comment = await insertComment(tx, { request: request.id, by: person.id, stead, office, internal, body, at })
    await bindFiles(tx, person.id, request.id, input.files, { purpose: `comment:${comment}`, internal, office })
    await recordEvents(tx, request, at, [
      {
        kind: internal ? 'noted' : 'commented',
        by: person.id,
        for: stead,
        office,
        internal,
        data: { comment, ...(view.as === 'participant' ? { as: 'participant' } : {}) },
      },
    ])
    return { ok: true, key: request.key, comment }
  })
}
