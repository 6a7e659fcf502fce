import { rawForm } from '../../desk/form/raw.js'
import { paths } from '../paths.js'
import { draftData, DraftLine } from '../ui/draft.js'
import { ErrorSummary } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { Kept } from '../ui/uploads.js'
import type { TaskPage } from './task-page.js'

/** A note for offices or a message to the requester; the note is the safe choice and stands first. */
export function Write({ visit, task, refused, ...page }: TaskPage) {
  const { t } = visit
  const wrong = refused?.action === 'comment' ? refused : null
  const box = page.box('comment')
  const toRequester = box.fields['audience']?.[0] === 'requester'
  return (
    <section class="panel" aria-labelledby="wr">
      <form
        class="stack"
        method="post"
        action={paths.taskComments(task.id)}
        enctype="multipart/form-data"
        novalidate
        data-once
        {...draftData(box)}
      >
        <h2 id="wr" class="sr">
          {t.task.body}
        </h2>
        <input type="hidden" name="once" value={box.once} />
        <ErrorSummary
          visit={visit}
          title={t.form.fixAction}
          problems={wrong?.problems ?? []}
          labelOf={() => null}
          prefix="w-"
        />
        <fieldset class="row">
          <legend class="sr">{t.task.audience}</legend>
          <label class="check">
            <input type="radio" name="audience" value="offices" checked={!toRequester} />{' '}
            <span>
              <Icon name="lock" /> {t.task.note}
              <small class="block">{t.task.noteHint}</small>
            </span>
          </label>
          <label class="check">
            <input type="radio" name="audience" value="requester" checked={toRequester} />{' '}
            <span>
              <Icon name="message-square" /> {t.task.publicMessage}
            </span>
          </label>
        </fieldset>
        <label class="sr" for="w-body">
          {t.task.body}
        </label>
        <textarea class="in" id="w-body" name="body" rows={2} maxlength={10000}>
          {box.fields['body']?.[0] ?? ''}
        </textarea>
        <div class="row">
          <button class="btn">{t.task.save}</button>
          <label class="btn bare attach">
            <Icon name="paperclip" /> {t.request.attach}
            <input class="sr" id="w-files" type="file" name="files" multiple accept=".pdf,.jpg,.jpeg,.png" />
          </label>
          <span class="chosen meta" aria-live="polite"></span>
        </div>
        <Kept visit={visit} name="files" files={rawForm(box.fields).uploads('files')} />
        <DraftLine visit={visit} box={box} />
      </form>
    </section>
  )
}
