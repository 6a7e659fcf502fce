import type { Desk } from '../commands/desk.js'
import { transaction } from '../commands/desk.js'
import { changesSince, draftFields, placeName, type DraftChanges, type DraftPlace } from '../desk/draft.js'
import type { Form } from '../desk/form/form.js'
import type { RawFields } from '../desk/form/raw.js'
import type { Person } from '../desk/person.js'
import { draftsAt, saveDraft, type Draft } from '../store/drafts.js'
import { freshFiles } from './uploads.js'

/** A form to write in, with what was typed into it before: here, on another device, or just now and refused. */
export interface DraftBox {
  readonly place: string
  readonly once: string
  readonly revision: number
  readonly version: number | null
  readonly savedAt: number | null
  /** The version it was typed into. */
  readonly typedInto: number | null
  /** What the form asked differently when this was typed. */
  readonly changes: DraftChanges | null
  readonly fields: RawFields
}

/** The boxes of a page, filled from the person's drafts: one query, and one for a draft that has files. */
export async function draftBoxes(
  desk: Desk,
  person: Person,
  places: readonly DraftPlace[],
  version: number | null = null,
): Promise<(place: DraftPlace) => DraftBox> {
  const drafts = new Map<string, Draft>()
  for (const [name, draft] of await draftsAt(desk.db, person, places))
    drafts.set(name, { ...draft, fields: await freshFiles(desk, person, draft.fields) })
  return (place) => boxOf(place, drafts.get(placeName(place)), desk.newId, version)
}

export const boxOf = (
  place: DraftPlace,
  draft: Draft | undefined,
  newId: () => string,
  version: number | null,
): DraftBox => ({
  place: placeName(place),
  once: draft?.once ?? newId(),
  revision: draft?.revision ?? 0,
  version,
  typedInto: draft?.version ?? null,
  savedAt: draft?.savedAt ?? null,
  changes: null,
  fields: draft?.fields ?? {},
})

/** What the form asked differently in the version the draft was typed into; null when nothing of it matters. */
export async function changesOf(
  desk: Desk,
  box: DraftBox,
  now: { readonly version: number; readonly form: Form },
  formIn: (version: Awaited<ReturnType<Desk['catalog']['version']>>) => Form | null,
): Promise<DraftChanges | null> {
  if (box.typedInto === null || box.typedInto === now.version) return null
  const before = formIn(await desk.catalog.version(box.typedInto))
  const changes = before && changesSince(before, now.form, box.fields)
  return changes && changes.gone.length + changes.again.length > 0 ? changes : null
}

/** Keeps a whole form as it was sent and refused: closing the window loses nothing. */
export const keepWhole = (
  desk: Desk,
  person: Person,
  place: DraftPlace,
  sent: { readonly once: string; readonly fields: RawFields; readonly version?: number | null },
) =>
  transaction(desk, (tx) =>
    saveDraft(
      tx,
      person,
      place,
      {
        once: isUuid(sent.once) ? sent.once : desk.newId(),
        fields: draftFields(sent.fields),
        whole: true,
        seen: Number.MAX_SAFE_INTEGER,
        version: sent.version ?? null,
        at: desk.now(),
      },
      desk.newId,
    ),
  )

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text)
