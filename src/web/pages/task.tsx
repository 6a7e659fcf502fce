import type { Field, Problem } from '../../desk/form/form.js'
import type { TaskForm } from '../../desk/task-form.js'
import { fieldsOf } from '../../desk/task-form.js'
import type { TaskView } from '../../desk/views.js'
import { digitsIn, formatTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Ago, Code, Digits, fullName, Written } from '../ui/bits.js'
import { Answer, AnsweredAsk, Facts, History, Messages } from '../ui/conversation.js'
import { ErrorSummary, FieldView, type FormContext } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import { Tracker } from '../ui/tracker.js'
import type { Visit } from '../visit.js'

export type TaskAction = 'completion' | 'ask' | 'return' | 'comment' | 'assignment'

export interface TaskPage {
  readonly visit: Visit
  readonly task: TaskView
  readonly taskForm: TaskForm | null
  readonly form: FormContext
  readonly newToken: () => string
  /** What the last form said no to. */
  readonly refused: { readonly action: TaskAction; readonly problems: readonly Problem[]; readonly sentence: string | null; readonly typed: (name: string) => string; readonly picked: readonly string[] } | null
}

/** A task: what is known, what was said, and the outcome. */
export const taskPage = (props: TaskPage) => {
  const { visit, task, refused } = props
  const { t, lang } = visit
  return page({
    visit,
    title: `${refused ? `${t.error}: ` : ''}${task.name[lang]}, ${task.requester[lang]}`,
    place: 'work',
    dense: true,
    children: (
      <>
        <nav class="meta" aria-label={t.nav.path}>
          <a href={paths.work({ office: task.office })}>{t.task.back}</a>
        </nav>
        <div class="where title">
          <h1>{task.requester[lang]}</h1>
          <span class={STATE_TONES[task.state]}>{t.work.states[task.state]}</span>
        </div>
        <p class="meta">
          {task.name[lang]} · {task.request.service[lang]} <a href={paths.request(task.request.key)}><Code>{task.request.key}</Code></a> · <Ago visit={visit} at={task.openedAt} />
          {task.dueAt === null || task.state === 'asked' ? null : ` · ${t.task.due(formatTime(task.dueAt, lang, 'date'))}`}
          {task.request.number ? (
            <>
              {' · '}
              {t.request.letter} <Digits visit={visit}>{task.request.number.text}</Digits>
            </>
          ) : null}
        </p>
        <Assignment {...props} />
        {task.returned ? (
          <div class="notice returned">
            <Icon name="undo-2" />
            <div>
              <b>{t.task.returned(task.returned.from[lang])}</b>
              {task.returned.by ? <span class="meta"> {fullName(visit, task.returned.by)}</span> : null}
              <Written text={task.returned.reason} />
            </div>
          </div>
        ) : null}
        <div class="desk split section-near">
          <Known {...props} />
          <div class="sticky stack">
            <Act {...props} />
            <Write {...props} />
          </div>
        </div>
      </>
    ),
  })
}

const STATE_TONES = { new: 'st', taken: 'st now', asked: 'st off', answered: 'st you-st', returned: 'st bad', done: 'st done' } as const

/** Who has it, and who may change that. */
function Assignment({ visit, task, newToken, refused }: TaskPage) {
  const { t } = visit
  if (task.state === 'done') return null
  return (
    <div class="row assignment">
      <span>{task.mine ? t.task.mine : task.assignee ? t.task.assignee(fullName(visit, task.assignee)) : t.task.nobody}</span>
      {task.mayTake ? (
        <form method="post" action={paths.taskAssignment(task.id)} data-once>
          <input type="hidden" name="once" value={newToken()} />
          <button class="btn" name="to" value="me">
            {t.task.take}
          </button>
        </form>
      ) : null}
      {task.mayAssign ? (
        <form class="row" method="post" action={paths.taskAssignment(task.id)} data-once>
          <input type="hidden" name="once" value={newToken()} />
          <label class="sr" for="to">
            {t.task.assign}
          </label>
          <select class="in w-m" id="to" name="to">
            <option value="">{t.form.choose}</option>
            {task.experts.map((one) => (
              <option value={one.id} selected={task.assignee?.id === one.id}>{`${one.name[visit.lang]} (${t.form.open(one.open)})`}</option>
            ))}
          </select>
          <button class="btn">{t.task.assign}</button>
        </form>
      ) : null}
      {task.mayRelease ? (
        <form method="post" action={paths.taskAssignment(task.id)} data-once>
          <input type="hidden" name="once" value={newToken()} />
          <button class="btn bare" name="to" value="office">
            {t.task.release}
          </button>
        </form>
      ) : null}
      {refused?.action === 'assignment' ? <p class="late">{refused.sentence}</p> : null}
    </div>
  )
}

function Known({ visit, task }: TaskPage) {
  const { t, lang } = visit
  const { request } = task
  const answers = request.asks.filter((ask) => ask.task === task.id && ask.answeredAt !== null)
  const latest = answers.at(-1)
  return (
    <div class="stack loose">
      {latest ? (
        <section aria-labelledby="an">
          <h2 id="an" class="head">
            {t.task.answer}
          </h2>
          <div class="card stack">
            <Answer visit={visit} ask={latest} />
          </div>
        </section>
      ) : null}
      <section aria-labelledby="dt">
        <h2 id="dt" class="head">
          {t.task.request}
        </h2>
        <Facts visit={visit} request={request} />
        {task.hidden ? (
          <p class="meta under">
            <Icon name="lock" /> {t.task.hidden}
          </p>
        ) : null}
      </section>
      {task.earlier.length > 0 ? (
        <section aria-labelledby="ea">
          <h2 id="ea" class="head">
            {t.task.earlier}
          </h2>
          <dl class="dl card">
            {task.earlier.map((one) => (
              <div>
                <dt>
                  {one.label[lang]} · {one.office[lang]}
                </dt>
                <dd>
                  <bdi class="flow">{one.value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      <section aria-labelledby="hs" class="stack">
        <h2 id="hs">{t.task.talk}</h2>
        {request.comments.length > 0 ? <Messages visit={visit} comments={request.comments} /> : null}
        {request.asks.filter((ask) => ask !== latest && ask.answeredAt !== null).map((ask) => (
          <AnsweredAsk visit={visit} ask={ask} />
        ))}
        <History visit={visit} events={request.events} />
        <details class="fold">
          <summary>{t.task.track(request.tracker.length)}</summary>
          <Tracker visit={visit} request={request} />
        </details>
      </section>
      {task.mayAct && task.state !== 'asked' ? (
        <p class="jump">
          <a class="btn go wide" href="#oc">
            {t.task.toOutcome}
          </a>
        </p>
      ) : null}
    </div>
  )
}

/** The ways to go on: complete, ask, send back. */
function Act(props: TaskPage) {
  const { visit, task } = props
  const { t } = visit
  if (task.state === 'done') return <p class="notice">{t.task.closed}</p>
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

function Outcomes({ visit, task, taskForm, form, newToken, refused }: TaskPage) {
  const { t, lang } = visit
  if (!taskForm) return null
  const fields = fieldsOf(taskForm.form)
  const owners = (field: Field) => task.outcomes.filter((one) => one.fields.includes(field.key)).length
  const own = (keys: readonly string[]) => fields.filter((field) => keys.includes(field.key) && owners(field) === 1)
  const common = fields.filter((field) => owners(field) !== 1)
  const problems = refused?.action === 'completion' ? refused.problems : []
  const chosen = refused?.action === 'completion' ? refused.typed('outcome') : task.outcomes.length === 1 ? (task.outcomes[0]?.id ?? '') : ''
  return (
    <form method="post" action={paths.taskCompletion(task.id)} enctype="multipart/form-data" novalidate data-once data-ctrl-enter>
      <input type="hidden" name="once" value={newToken()} />
      <ErrorSummary visit={visit} title={refused?.sentence ?? t.form.fixAction} problems={problems} labelOf={(key) => fields.find((field) => field.key === key)?.label[lang] ?? null} prefix={form.prefix} />
      {task.register ? (
        <p class="notice">
          <Icon name="book-open" />
          <span>
            {t.task.nextNumber} <bdi dir="ltr">{digitsIn(task.register.next, lang)}</bdi>
          </span>
        </p>
      ) : null}
      <fieldset class="outcomes">
        <legend class="sr">{t.task.outcomeLegend}</legend>
        {task.outcomes.map((outcome, index) => (
          <>
            <label class="pick">
              <input type="radio" name="outcome" id={index === 0 ? `${form.prefix}outcome` : undefined} value={outcome.id} checked={chosen === outcome.id} />
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
      {common.map((field) => (
        <FieldView field={field} form={form} />
      ))}
      <div class="row act">
        <button class="btn go">{t.task.complete}</button>
        <span class="meta hints">
          <bdi dir="ltr">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </bdi>
        </span>
      </div>
    </form>
  )
}

function Ask({ visit, task, newToken, refused }: TaskPage) {
  const { t, lang } = visit
  const wrong = refused?.action === 'ask' ? refused : null
  return (
    <details class="fold action" open={wrong !== null}>
      <summary>
        {t.task.ask} <small>{t.task.askHint}</small>
      </summary>
      <form class="stack" method="post" action={paths.taskAsks(task.id)} novalidate data-once>
        <input type="hidden" name="once" value={newToken()} />
        <ErrorSummary visit={visit} title={t.form.fixAction} problems={wrong?.problems ?? []} labelOf={() => null} prefix="ask-" />
        <div class="field">
          <label class="label" for="ask-message">
            {t.task.askMessage}
          </label>
          <textarea class="in" id="ask-message" name="message" rows={3} dir="auto" maxlength={5000}>
            {wrong?.typed('message') ?? ''}
          </textarea>
        </div>
        <div class="pair">
          <div class="field">
            <label class="label" for="ask-amount">
              {t.task.askAmount} <span class="opt">{t.form.optional}</span>
            </label>
            <input class="in" id="ask-amount" name="amount" dir="ltr" inputmode="numeric" value={wrong?.typed('amount') ?? ''} />
          </div>
          <div class="field">
            <label class="label" for="ask-payment">
              {t.task.askPayment} <span class="opt">{t.form.optional}</span>
            </label>
            <input class="in" id="ask-payment" name="payment_id" dir="ltr" inputmode="numeric" value={wrong?.typed('payment_id') ?? ''} maxlength={40} />
          </div>
        </div>
        <label class="check">
          <input type="checkbox" name="wants_files" value="yes" checked={wrong?.typed('wants_files') === 'yes'} /> <span>{t.task.askFile}</span>
        </label>
        <details class="fold">
          <summary class="meta">{t.task.askFields}</summary>
          <fieldset class="checks">
            <legend class="sr">{t.task.askFields}</legend>
            {task.askableFields.map((field) => (
              <label class="check">
                <input type="checkbox" name="field" value={field.key} checked={wrong?.picked.includes(field.key)} /> <span>{field.label[lang]}</span>
              </label>
            ))}
          </fieldset>
        </details>
        <button class="btn">{t.task.askSend}</button>
      </form>
    </details>
  )
}

function SendBack({ visit, task, newToken, refused }: TaskPage) {
  const { t, lang } = visit
  const wrong = refused?.action === 'return' ? refused : null
  return (
    <details class="fold action" open={wrong !== null}>
      <summary>{t.task.sendBack}</summary>
      <form class="stack" method="post" action={paths.taskReturn(task.id)} novalidate data-once>
        <input type="hidden" name="once" value={newToken()} />
        <ErrorSummary visit={visit} title={t.form.fixAction} problems={wrong?.problems ?? []} labelOf={() => null} prefix="back-" />
        <div class="field">
          <label class="label" for="back-to">
            {t.task.sendBackTo}
          </label>
          <select class="in" id="back-to" name="to">
            {task.sendBackTo.toReversed().map((one) => (
              <option value={one.element} selected={wrong?.typed('to') === one.element}>{`${one.name[lang]} (${one.office[lang]})`}</option>
            ))}
          </select>
        </div>
        <div class="field">
          <label class="label" for="back-reason">
            {t.task.sendBackReason}
          </label>
          <textarea class="in" id="back-reason" name="reason" rows={2} dir="auto" maxlength={2000}>
            {wrong?.typed('reason') ?? ''}
          </textarea>
        </div>
        <label class="check">
          <input type="checkbox" name="keep" value="yes" checked={wrong ? wrong.typed('keep') === 'yes' : true} />{' '}
          <span>
            {t.task.sendBackKeep}
            <small class="block">{t.task.sendBackKeepHint}</small>
          </span>
        </label>
        <button class="btn stop">{t.task.sendBackSend}</button>
      </form>
    </details>
  )
}

/** A note for offices or a message to the requester; the note is the safe choice and stands first. */
function Write({ visit, task, newToken, refused }: TaskPage) {
  const { t } = visit
  const wrong = refused?.action === 'comment' ? refused : null
  const toRequester = wrong?.typed('audience') === 'requester'
  return (
    <section class="panel" aria-labelledby="wr">
      <form class="stack" method="post" action={paths.taskComments(task.id)} enctype="multipart/form-data" novalidate data-once>
        <h2 id="wr" class="sr">
          {t.task.body}
        </h2>
        <input type="hidden" name="once" value={newToken()} />
        <ErrorSummary visit={visit} title={t.form.fixAction} problems={wrong?.problems ?? []} labelOf={() => null} prefix="w-" />
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
        <textarea class="in" id="w-body" name="body" rows={2} dir="auto" maxlength={10000}>
          {wrong?.typed('body') ?? ''}
        </textarea>
        <div class="row">
          <button class="btn">{t.task.save}</button>
          <label class="btn bare attach">
            <Icon name="paperclip" /> {t.request.attach}
            <input class="sr" type="file" name="files" multiple accept=".pdf,.jpg,.jpeg,.png" />
          </label>
          <span class="chosen meta" aria-live="polite"></span>
        </div>
      </form>
    </section>
  )
}
