import { officeName, type University } from './university.js'
import type { ByMail, CommentView, FileView } from './views.js'
import { mayReadNote, mayReadWords, showsStaff, type Standing } from './visibility.js'

export interface StoredComment {
  readonly id: number
  readonly byId: number
  readonly by: CommentView['by']
  readonly office: string | null
  readonly internal: boolean
  readonly body: string
  readonly at: number
  readonly mail: ByMail | null
}

/** Messages and notes as this reader may read them; those of others are dropped. */
export const commentViews = (
  university: University,
  view: Standing,
  given: {
    readonly comments: readonly StoredComment[]
    readonly reader: number
    readonly filesFor: (purpose: string) => readonly FileView[]
  },
): readonly CommentView[] =>
  given.comments
    .filter((one) =>
      one.internal
        ? one.office !== null && mayReadNote(university, view, one.office)
        : mayReadWords(university, view, one.office),
    )
    .map((one) => ({
      id: one.id,
      by: one.office === null || showsStaff(university, view, one.office) ? one.by : null,
      byId: one.office === null || showsStaff(university, view, one.office) ? one.byId : null,
      from: one.office,
      office: one.office === null ? null : officeName(university, one.office),
      mine: one.byId === given.reader,
      internal: one.internal,
      body: one.body,
      at: one.at,
      files: given.filesFor(`comment:${one.id}`),
      // What staff quote may be a mail that only they got.
      mail: one.mail && { cut: one.office === null || one.byId === given.reader ? one.mail.cut : null },
    }))
