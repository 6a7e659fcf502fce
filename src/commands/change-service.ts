import { changeFiles, filesFault, newServiceFiles, type FileChanges, type NewService } from '../desk/drawing/draft.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { CARD, readCard } from '../desk/service.js'
import { recordAudit } from '../store/audit.js'
import {
  deleteServiceDraft,
  insertServiceDraft,
  lockServiceDraft,
  updateServiceDraft,
} from '../store/service-drafts.js'
import { newestVersions, versionFiles } from '../store/services.js'
import { transaction, type Desk } from './desk.js'

/** Opens the newest version of a service for change. A draft that is open already stays as it is. */
export function openServiceDraft(desk: Desk, person: Person, service: string): Promise<Outcome<object>> {
  return transaction(desk, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const newest = (await newestVersions(tx)).find((one) => one.service === service)
    const files = newest && (await versionFiles(tx, newest.id))
    if (!newest || !files) return refused('not-found')
    const at = desk.now()
    if (await insertServiceDraft(tx, { service, files, base: newest.id, by: person.id, at }))
      await recordAudit(tx, at, {
        kind: 'service-draft-opened',
        by: person.id,
        data: { service, version: newest.number },
      })
    return { ok: true }
  })
}

/** Begins a service that does not exist yet. Its id and the prefix of its keys belong to no other. */
export function beginService(desk: Desk, person: Person, about: NewService): Promise<Outcome<object>> {
  return transaction(desk, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const files = newServiceFiles(about)
    const card = readCard(files)
    if ('fault' in card || filesFault(files)) return refused('incomplete')
    const taken = desk.catalog.offered().some((one) => one.service.prefix === about.prefix)
    const known = (await newestVersions(tx)).some((one) => one.service === about.id)
    if (taken)
      return refused('incomplete', {}, [
        {
          key: 'prefix',
          code: 'taken',
          text: { fa: 'خدمت دیگری این پیشوند را دارد.', en: 'Another service has this prefix.' },
        },
      ])
    const at = desk.now()
    const began = !known && (await insertServiceDraft(tx, { service: about.id, files, base: null, by: person.id, at }))
    if (!began)
      return refused('incomplete', {}, [
        { key: 'id', code: 'taken', text: { fa: 'خدمتی با این شناسه هست.', en: 'There is a service with this id.' } },
      ])
    await recordAudit(tx, at, { kind: 'service-draft-opened', by: person.id, data: { service: about.id } })
    return { ok: true }
  })
}

export interface DraftSave {
  readonly service: string
  /** The revision the change was made on; a newer one means that somebody else has saved since. */
  readonly revision: number
  readonly changes: FileChanges
  /** Saves over what somebody else saved, because the person has seen that and chose so. */
  readonly anyway?: boolean
}

/** Saves files of a draft. The id of a service never changes: its requests are found by it. */
export function saveServiceDraft(
  desk: Desk,
  person: Person,
  { service, revision, changes, anyway = false }: DraftSave,
): Promise<Outcome<{ revision: number }>> {
  return transaction(desk, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const draft = await lockServiceDraft(tx, service)
    if (!draft) return refused('not-found')
    if (draft.revision !== revision && !anyway) return refused('stale', { revision: String(draft.revision) })
    const files = changeFiles(draft.files, changes)
    const card = CARD in changes ? readCard(files) : null
    if (filesFault(files) || (card && 'about' in card && card.about.id !== service)) return refused('incomplete')
    const next = await updateServiceDraft(tx, { service, files, by: person.id, at: desk.now() })
    return { ok: true, revision: next }
  })
}

/** Throws a draft away; what is published stays. */
export function discardServiceDraft(desk: Desk, person: Person, service: string): Promise<Outcome<object>> {
  return transaction(desk, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    if (!(await deleteServiceDraft(tx, service))) return refused('not-found')
    await recordAudit(tx, desk.now(), { kind: 'service-draft-removed', by: person.id, data: { service } })
    return { ok: true }
  })
}
