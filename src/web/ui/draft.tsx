import { joinList } from '../../persian/index.js'
import type { DraftBox } from '../draft-box.js'
import { paths } from '../paths.js'
import type { Visit } from '../visit.js'
import { Icon } from './icon.js'

/** What a form says of itself so that it is saved while somebody types (src/web/islands/draft.ts). */
export const draftData = ({ place, revision, version }: DraftBox) => ({
  'data-draft': place,
  'data-seen': String(revision),
  'data-version': version === null ? undefined : String(version),
})

/** «ذخیره شد ۱۰:۴۲», and a way to throw it away. Its line is always there, so that nothing jumps. */
export const DraftLine = ({ visit, box }: { visit: Visit; box: DraftBox }) => {
  const { drafts } = visit.t
  const kept = box.savedAt !== null
  return (
    <div class="draft meta">
      <span class="draft-saved">{box.savedAt === null ? '' : drafts.saved(box.savedAt, visit.now)}</span>
      <span class="draft-said" role="status"></span>
      <button
        class="btn bare draft-discard"
        formaction={paths.draftRemoval()}
        formnovalidate
        name="place"
        value={box.place}
        hidden={!kept}
      >
        {drafts.discard}
      </button>
    </div>
  )
}

/** What of a draft its form does not ask any more, or asks otherwise. */
export const DraftChanged = ({ visit, box }: { visit: Visit; box: DraftBox }) => {
  const { t, lang } = visit
  if (!box.changes) return null
  const labels = (of: readonly { readonly fa: string; readonly en: string }[]) =>
    joinList(
      of.map((one) => one[lang]),
      lang,
    )
  const { gone, again } = box.changes
  return (
    <p class="notice" role="status">
      <Icon name="circle-alert" />
      <span>
        {t.drafts.changed} {gone.length > 0 ? t.drafts.gone(labels(gone)) : ''}{' '}
        {again.length > 0 ? t.drafts.again(labels(again)) : ''}
      </span>
    </p>
  )
}
