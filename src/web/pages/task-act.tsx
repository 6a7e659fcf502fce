import type { Field } from '../../desk/form/form.js'
import { fieldsOf } from '../../desk/task-form.js'
import { digitsIn, joinList } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Labelled } from '../ui/bits.js'
import { DraftChanged, draftData, DraftLine } from '../ui/draft.js'
import { ErrorSummary, FieldView } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { isEmptyDraft } from '../../desk/draft.js'
import type { DraftBox } from '../draft-box.js'
import { Ended } from './task-ended.js'
import type { TaskPage } from './task-page.js'

/** The ways to go on: complete, ask, send back. */
export function Act(props: TaskPage) {
  const { visit, task } = props
  const { t } = visit
  if (task.ended) return <Ended {...props} ended={task.ended} />
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
