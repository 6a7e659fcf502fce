import type { University } from './university.js'
import type { FileView, PersonName } from './views.js'
import type { Scan } from './upload/scan.js'
import { mayReadNote, mayReadWords, showsStaff, type Standing } from './visibility.js'

/** A stored file as the rule needs it. `office` wrote it, or asked for it; null: it is between requester and all. */
export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly type: string
  readonly purpose: string
  readonly at: number
  readonly owner: number
  readonly internal: boolean
  readonly office: string | null
  readonly scan: Scan
}

/**
 * A file of a form field follows the field, that of a note the note, that of a message or an answer its words; files
 * of tasks stay with offices.
 */
export function maySeeFile(
  university: University,
  file: Pick<StoredFile, 'purpose' | 'internal' | 'office'>,
  allowed: ReadonlySet<string>,
  view: Standing,
): boolean {
  const { purpose, office } = file
  if (file.internal) return office !== null && mayReadNote(university, view, office)
  if (purpose.startsWith('ask:') || purpose.startsWith('comment:')) return mayReadWords(university, view, office)
  if (purpose.startsWith('task:'))
    return view.as === 'staff' && (office === null || mayReadNote(university, view, office))
  // It came with an imported request, and belongs to none of its fields.
  if (purpose === 'imported') return true
  return allowed.has(purpose)
}

/** The files of a request that a reader may see, by what they are for. */
export const filesBy =
  (
    university: University,
    view: Standing,
    files: readonly StoredFile[],
    allowed: ReadonlySet<string>,
    names: ReadonlyMap<number, PersonName>,
  ) =>
  (wanted: (file: StoredFile) => boolean): readonly FileView[] =>
    files
      .filter((file) => wanted(file) && maySeeFile(university, file, allowed, view))
      .map(({ id, name, size, type, at, owner, office, scan }) => ({
        id,
        name,
        size,
        type,
        at,
        by: office === null || showsStaff(university, view, office) ? (names.get(owner)?.name ?? null) : null,
        scan,
      }))
