import { checkService } from '../desk/drawing/check.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { cleanText } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import { deleteServiceDraft, lockServiceDraft } from '../store/service-drafts.js'
import { publishVersion } from '../store/services.js'
import { acting, type Desk } from './desk.js'

export interface Publication {
  readonly service: string
  readonly once: string
  /** The revision that was looked at; a draft saved since is not published unseen. */
  readonly revision: number
  readonly note: string
}

/** Publishes a draft as the next version of its service, offered at once; running requests stay on theirs. */
export async function publishService(
  desk: Desk,
  person: Person,
  input: Publication,
): Promise<Outcome<{ number: number }>> {
  const note = cleanText(input.note, { multiline: true }).slice(0, 1000)
  const outcome = await acting<{ number: number }>(desk, person, `publish:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const draft = await lockServiceDraft(tx, input.service)
    if (!draft) return refused('not-found')
    if (draft.revision !== input.revision) return refused('stale')
    if (note === '')
      return refused('incomplete', {}, [
        { key: 'note', code: 'required', text: { fa: 'بنویسید چه چیزی عوض شده است.', en: 'Write what has changed.' } },
      ])
    const { service, findings } = await checkService(draft.files, desk.university, desk.catalog.offered())
    if (!service)
      return refused(
        'incomplete',
        {},
        findings
          .filter((one) => one.severity === 'error')
          .map((one) => ({ key: one.element ?? one.file, code: 'check', text: one.text })),
      )
    const at = desk.now()
    const version = await publishVersion(tx, {
      service: input.service,
      files: draft.files,
      at,
      origin: 'browser',
      by: person.id,
      note,
    })
    if (!version)
      return refused('incomplete', {}, [
        {
          key: 'note',
          code: 'same',
          text: {
            fa: 'چیزی عوض نشده است؛ همین نسخه منتشر است.',
            en: 'Nothing has changed; this very version is published.',
          },
        },
      ])
    await deleteServiceDraft(tx, input.service)
    await recordAudit(tx, at, {
      kind: 'service-published',
      by: person.id,
      data: { service: input.service, version: version.number, note },
    })
    return { ok: true, number: version.number }
  })
  if (outcome.ok) await desk.catalog.refresh()
  return outcome
}
