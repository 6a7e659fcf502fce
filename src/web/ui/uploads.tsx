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
      {kept.length > 0 ? (
        <ul class="files">
          {kept.map((file) => (
            <li>
              <input type="hidden" name={`${field.key}.files`} value={JSON.stringify(file)} />
              <Icon name={file.type === 'application/pdf' ? 'file-text' : 'image'} />
              <bdi dir="auto">{file.name}</bdi>
              <span class="meta">
                {fileSize(visit, file.size)}
                {file.waiting ? ` · ${visit.t.uploads.waiting}` : ''}
              </span>
              {refresh ? (
                <button class="btn bare push" formaction={refresh} name="remove" value={file.id}>
                  {visit.t.form.remove}
                  <span class="sr"> {file.name}</span>
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

/** A plain place to attach files to a message. */
export const Attach = ({
  id,
  name,
  label,
  hint,
  drop,
  choose,
}: {
  id: string
  name: string
  label: string
  hint: string
  drop: string
  choose: string
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
        {drop} <u>{choose}</u>
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
  </div>
)
