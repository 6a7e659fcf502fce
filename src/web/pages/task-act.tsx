import type { Field } from '../../desk/form/form.js'
import { fieldsOf } from '../../desk/task-form.js'
import { digitsIn, formatTime, joinList } from '../../persian/index.js'
import { paths } from '../paths.js'
import { fullName, Labelled, Written } from '../ui/bits.js'
import { DraftChanged, draftData, DraftLine } from '../ui/draft.js'
import { ErrorSummary, FieldView } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { isEmptyDraft } from '../../desk/draft.js'
import type { DraftBox } from '../draft-box.js'
import type { TaskView } from '../../desk/views.js'
import type { Visit } from '../visit.js'
import type { TaskPage } from './task-page.js'

/** The ways to go on: complete, ask, send back. */
export function Act(props: TaskPage) {
  const { visit, task } = props
  const { t } = visit
  if (task.ended)
    return (
      <>
        <p class="notice" role="status">
          <Icon name="circle-check" />
          <span>{endedSentence(visit, task.ended)}</span>
        </p>
        <Unsent {...props} />
      </>
    )
  if (!task.mayAct) return <p class="notice">{t.task.notYours}</p>
  return (
    <section class="panel" aria-labelledby="oc">
      <div>
        <h2 id="oc" tabindex={-1}>
          {t.task.outcome}
        </h2>
        {task.state === 'asked' ? <p class="meta">{t.task.wait}</p> : null}
      </div>
      <Outcomes {...props} />
      {task.mayAsk ? <Ask {...props} /> : null}
      {task.sendBackTo.length > 0 ? <SendBack {...props} /> : null}
    </section>
  )
}

const endedSentence = (visit: Visit, { by, at, outcome }: NonNullable<TaskView['ended']>): string => {
  const when = formatTime(at, visit.lang, 'short')
  return by && outcome
    ? visit.t.live.done(fullName(visit, by), outcome[visit.lang], when)
    : `${visit.t.task.closed} ${visit.t.live.over(when)}`
}

/** What somebody was writing when the task ended without them. */
function Unsent({ visit, taskForm, box }: TaskPage) {
  const { t, lang } = visit
  const known = (key: string) => fieldsOf(taskForm?.form ?? { id: '', sections: [] }).find((one) => one.key === key)
  const texts = (['completion', 'ask', 'return'] as const).flatMap((name) =>
    Object.entries(box(name).fields).flatMap(([key, values]) => {
      const label =
        name === 'completion' ? known(key)?.label[lang] : key === 'message' || key === 'reason' ? '' : undefined
      return label === undefined || key.endsWith('.files')
        ? []
        : values.filter((value) => value !== '').map((value) => ({ label, value }))
    }),
  )
  if (texts.length === 0) return null
  return (
    <section class="panel stack" aria-labelledby="us">
      <h2 id="us">{t.drafts.typed}</h2>
      <p class="meta">{t.live.lostNothing}</p>
      {texts.map(({ label, value }) => (
        <div>
          {label === '' ? null : <b>{label}: </b>}
          <Written text={value} />
        </div>
      ))}
    </section>
  )
}

function Outcomes({ visit, task, taskForm, form, refused, ...page }: TaskPage) {
  const { t, lang } = visit
  if (!taskForm) return null
  const barred = task.fourEyes.length > 0
  const fields = fieldsOf(taskForm.form)
  const owners = (field: Field) => task.outcomes.filter((one) => one.fields.includes(field.key)).length
  const own = (keys: readonly string[]) => fields.filter((field) => keys.includes(field.key) && owners(field) === 1)
  const common = fields.filter((field) => owners(field) !== 1)
  const problems = refused?.action === 'completion' ? refused.problems : []
  const box = page.box('completion')
  const chosen = typed(box, 'outcome') || (task.outcomes.length === 1 ? (task.outcomes[0]?.id ?? '') : '')
  return (
    <form
      method="post"
      action={paths.taskCompletion(task.id)}
      enctype="multipart/form-data"
      novalidate
      data-once
      data-ctrl-enter
      {...draftData(box)}
    >
      <input type="hidden" name="once" value={box.once} />
      <DraftChanged visit={visit} box={box} />
      <ErrorSummary
        visit={visit}
        title={refused?.sentence ?? t.form.fixAction}
        problems={problems}
        labelOf={(key) => fields.find((field) => field.key === key)?.label[lang] ?? null}
        prefix={form.prefix}
      />
      {barred ? (
        <p class="notice">
          <Icon name="users" />
          <span>
            {t.rules.fourEyes(
              joinList(
                task.fourEyes.map((one) => one[lang]),
                lang,
              ),
            )}
          </span>
        </p>
      ) : null}
      {task.register ? (
        <p class="notice">
          <Icon name="book-open" />
          <span>
            {t.task.nextNumber} <bdi dir="ltr">{digitsIn(task.register.next, lang)}</bdi>
          </span>
        </p>
      ) : null}
      <fieldset class="outcomes" disabled={barred}>
        <legend class="sr">{t.task.outcomeLegend}</legend>
        {task.outcomes.map((outcome, index) => (
          <>
            <label class="pick">
              <input
                type="radio"
                name="outcome"
                id={index === 0 ? `${form.prefix}outcome` : undefined}
                value={outcome.id}
                checked={chosen === outcome.id}
              />
              <span>
                <b>{outcome.label[lang]}</b>
                {outcome.hint ? <small>{outcome.hint[lang]}</small> : null}
              </span>
            </label>
            {own(outcome.fields).length > 0 ? (
              <div class="more stack">
                {own(outcome.fields).map((field) => (
                  <FieldView field={field} form={form} />
                ))}
              </div>
            ) : null}
          </>
        ))}
      </fieldset>
      {barred ? null : common.map((field) => <FieldView field={field} form={form} />)}
      <div class="row act">
        <button class="btn go" name="then" value="next" disabled={barred}>
          {t.task.completeNext}
        </button>
        <button class="btn bare" disabled={barred}>
          {t.task.complete}
        </button>
        <span class="meta hints">
          <bdi dir="ltr">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </bdi>
        </span>
      </div>
      <DraftLine visit={visit} box={box} />
    </form>
  )
}

const typed = (box: DraftBox, name: string): string => box.fields[name]?.[0] ?? ''

function Ask({ visit, task, refused, ...page }: TaskPage) {
  const { t, lang } = visit
  const wrong = refused?.action === 'ask' ? refused : null
  const box = page.box('ask')
  return (
    <details class="fold action" open={wrong !== null || !isEmptyDraft(box.fields)}>
      <summary>
        {t.task.ask} <small>{t.task.askHint}</small>
      </summary>
      <form class="stack" method="post" action={paths.taskAsks(task.id)} novalidate data-once {...draftData(box)}>
        <input type="hidden" name="once" value={box.once} />
        <ErrorSummary
          visit={visit}
          title={t.form.fixAction}
          problems={wrong?.problems ?? []}
          labelOf={() => null}
          prefix="ask-"
        />
        <Labelled id="ask-message" label={t.task.askMessage}>
          <textarea class="in" id="ask-message" name="message" rows={3} maxlength={5000}>
            {typed(box, 'message')}
          </textarea>
        </Labelled>
        <div class="pair">
          <Labelled id="ask-amount" label={t.task.askAmount} optional={t.form.optional}>
            <input
              class="in"
              id="ask-amount"
              name="amount"
              dir="ltr"
              inputmode="numeric"
              value={typed(box, 'amount')}
            />
          </Labelled>
          <Labelled id="ask-payment" label={t.task.askPayment} optional={t.form.optional}>
            <input
              class="in"
              id="ask-payment"
              name="payment_id"
              dir="ltr"
              inputmode="numeric"
              value={typed(box, 'payment_id')}
              maxlength={40}
            />
          </Labelled>
        </div>
        <label class="check">
          <input type="checkbox" name="wants_files" value="yes" checked={typed(box, 'wants_files') === 'yes'} />{' '}
          <span>{t.task.askFile}</span>
        </label>
        <details class="fold">
          <summary class="meta">{t.task.askFields}</summary>
          <fieldset class="checks">
            <legend class="sr">{t.task.askFields}</legend>
            {task.askableFields.map((field) => (
              <label class="check">
                <input
                  type="checkbox"
                  name="field"
                  value={field.key}
                  checked={box.fields['field']?.includes(field.key)}
                />{' '}
                <span>{field.label[lang]}</span>
              </label>
            ))}
          </fieldset>
        </details>
        <button class="btn">{t.task.askSend}</button>
        <DraftLine visit={visit} box={box} />
      </form>
    </details>
  )
}

function SendBack({ visit, task, refused, ...page }: TaskPage) {
  const { t, lang } = visit
  const wrong = refused?.action === 'return' ? refused : null
  const box = page.box('return')
  const began = !isEmptyDraft(box.fields)
  return (
    <details class="fold action" open={wrong !== null || began}>
      <summary>{t.task.sendBack}</summary>
      <form class="stack" method="post" action={paths.taskReturn(task.id)} novalidate data-once {...draftData(box)}>
        <input type="hidden" name="once" value={box.once} />
        <ErrorSummary
          visit={visit}
          title={t.form.fixAction}
          problems={wrong?.problems ?? []}
          labelOf={() => null}
          prefix="back-"
        />
        <Labelled id="back-to" label={t.task.sendBackTo}>
          <select class="in" id="back-to" name="to">
            {task.sendBackTo.toReversed().map((one) => (
              <option
                value={one.element}
                selected={typed(box, 'to') === one.element}
              >{`${one.name[lang]} (${one.office[lang]})`}</option>
            ))}
          </select>
        </Labelled>
        <Labelled id="back-reason" label={t.task.sendBackReason}>
          <textarea class="in" id="back-reason" name="reason" rows={2} maxlength={2000}>
            {typed(box, 'reason')}
          </textarea>
        </Labelled>
        <label class="check">
          <input
            type="checkbox"
            name="keep"
            value="yes"
            checked={box.fields['keep'] === undefined || typed(box, 'keep') === 'yes'}
          />{' '}
          <span>
            {t.task.sendBackKeep}
            <small class="block">{t.task.sendBackKeepHint}</small>
          </span>
        </label>
        <button class="btn stop">{t.task.sendBackSend}</button>
        <DraftLine visit={visit} box={box} />
      </form>
    </details>
  )
}

/** A note for offices or a message to the requester; the note is the safe choice and stands first. */
export function Write({ visit, task, refused, ...page }: TaskPage) {
  const { t } = visit
  const wrong = refused?.action === 'comment' ? refused : null
  const box = page.box('comment')
  const toRequester = typed(box, 'audience') === 'requester'
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
          {typed(box, 'body')}
        </textarea>
        <div class="row">
          <button class="btn">{t.task.save}</button>
          <label class="btn bare attach">
            <Icon name="paperclip" /> {t.request.attach}
            <input class="sr" type="file" name="files" multiple accept=".pdf,.jpg,.jpeg,.png" />
          </label>
          <span class="chosen meta" aria-live="polite"></span>
        </div>
        <DraftLine visit={visit} box={box} />
      </form>
    </section>
  )
}
