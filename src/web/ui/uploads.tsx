import type { Child } from 'hono/jsx'
import type { UploadRef } from '../../desk/form/raw.js'
import type { Visit } from '../visit.js'
import { fileSize } from './bits.js'
import type { Control } from './control.js'
import { Icon } from './icon.js'

/** Files of a field: those kept already, and a place to add more by choosing or dropping. */
export function Uploads({ field, form, id, aria }: Control) {
  const { visit, raw, refresh } = form
  const kept = raw.uploads(field.key)
  return (
    <>
      <label class="drop" for={id}>
        <Icon name="upload" />
        <span>
          {visit.t.form.drop} <u>{visit.t.form.dropChoose}</u>
        </span>
        <span class="chosen meta" aria-live="polite"></span>
        <input
          class="sr"
          id={id}
          name={field.key}
          type="file"
          multiple={field.maxFiles > 1}
          accept={field.accept.map((one) => `.${one}`).join(',')}
          {...aria}
        />
      </label>
      {refresh && kept.length > 0 ? (
        <ul class="files">
          {kept.map((file) => (
            <li>
              <input type="hidden" name={`${field.key}.files`} value={JSON.stringify(file)} />
              <Named visit={visit} file={file} />
              <button class="btn bare push" formaction={refresh} name="remove" value={file.id}>
                {visit.t.form.remove}
                <span class="sr"> {file.name}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <Kept visit={visit} name={field.key} files={kept} />
      )}
    </>
  )
}

/** Files that were kept with what was typed; without its tick one does not go with the form. */
export const Kept = ({ visit, name, files }: { visit: Visit; name: string; files: readonly UploadRef[] }): Child =>
  files.length === 0 ? null : (
    <ul class="files" aria-label={visit.t.uploads.kept}>
      {files.map((file) => (
        <li>
          <label class="check">
            <input type="checkbox" name={`${name}.files`} value={JSON.stringify(file)} checked />
            <Named visit={visit} file={file} />
          </label>
        </li>
      ))}
    </ul>
  )

const Named = ({ visit, file }: { visit: Visit; file: UploadRef }) => (
  <>
    <Icon name={file.type === 'application/pdf' ? 'file-text' : 'image'} />
    <bdi dir="auto">{file.name}</bdi>
    <span class="meta">
      {fileSize(visit, file.size)}
      {file.waiting ? ` · ${visit.t.uploads.waiting}` : ''}
    </span>
  </>
)

/** A plain place to attach files to a message. */
export const Attach = ({
  id,
  name,
  label,
  hint,
  visit,
  kept,
}: {
  visit: Visit
  id: string
  name: string
  label: string
  hint: string
  kept: readonly UploadRef[]
}) => (
  <div class="field">
    <label class="label" for={id}>
      {label}
    </label>
    <p class="hint" id={`${id}-h`}>
      {hint}
    </p>
    <label class="drop" for={id}>
      <Icon name="upload" />
      <span>
        {visit.t.form.drop} <u>{visit.t.form.dropChoose}</u>
      </span>
      <span class="chosen meta" aria-live="polite"></span>
      <input
        class="sr"
        id={id}
        name={name}
        type="file"
        multiple
        accept=".pdf,.jpg,.jpeg,.png"
        aria-describedby={`${id}-h`}
      />
    </label>
    <Kept visit={visit} name={name} files={kept} />
  </div>
)
