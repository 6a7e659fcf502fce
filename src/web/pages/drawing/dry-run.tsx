import { dryForm, type DryEvent, type DryRun, type DryTask } from '../../../desk/drawing/dry-run.js'
import type { Problem } from '../../../desk/form/form.js'
import { rawForm, type RawFields } from '../../../desk/form/raw.js'
import type { Service } from '../../../desk/service.js'
import { fieldsOf } from '../../../desk/task-form.js'
import type { Text } from '../../../desk/text.js'
import { officeName, type University } from '../../../desk/university.js'
import { paths } from '../../paths.js'
import { adminFrame } from '../../ui/admin-nav.js'
import { When } from '../../ui/bits.js'
import type { FormContext } from '../../ui/control.js'
import { ErrorSummary, FieldView } from '../../ui/field.js'
import { Icon } from '../../ui/icon.js'
import { ProcessMap } from '../../ui/process-map.js'
import type { Visit } from '../../visit.js'
import { Outside } from './dry-outside.js'

export interface DryRunPage {
  readonly visit: Visit
  readonly university: University
  readonly id: string
  readonly name: Text
  readonly service: Service | null
  readonly run: DryRun | null
  readonly people: FormContext['people']
  /** What was refused: of the start, or of the task with this token. */
  readonly typed: RawFields
  readonly typedAt: number
  readonly problems: readonly Problem[]
}

/** A walk through a draft in which one person decides for every office, and nothing is touched. */
export const dryRunPage = (props: DryRunPage) => {
  const { visit, id, name, service, run } = props
  const t = visit.t.drawing
  return adminFrame({
    visit,
    section: 'services',
    title: `${t.dryTitle}: ${name[visit.lang]}`,
    children: (
      <>
        <p class="meta">
          <a href={paths.serviceChange(id)}>{t.tools.back}</a> · {t.dryIntro}
        </p>
        {!service || !run ? (
          <p class="notice">{t.dryBlocked}</p>
        ) : (
          <>
            {run.dropped > 0 ? (
              <p class="notice">
                <Icon name="triangle-alert" />
                <span>{t.dryChanged}</span>
              </p>
            ) : null}
            {run.begun ? <Walk {...props} run={run} service={service} /> : <Start {...props} service={service} />}
          </>
        )}
      </>
    ),
  })
}

type Readable = DryRunPage & { readonly service: Service }
type Running = Readable & { readonly run: DryRun }

const Walk = (props: Running) => {
  const { visit, id, run, service } = props
  const t = visit.t.drawing
  const idle =
    run.ended === null &&
    run.tasks.length + run.jobs.length + run.called.length + run.listening.length === 0 &&
    run.next === null
  return (
    <>
      <div class="row">
        {button(props, 'back', 0, t.dryBack, 'btn')}
        {button(props, 'again', 0, t.dryAgain, 'btn bare')}
        <span class="meta push">
          {t.dryNow}: <When visit={visit} at={run.at} />
        </span>
      </div>
      {run.ended === null ? null : (
        <p class={run.ended === 'done' ? 'notice ok' : 'notice'} role="status">
          <Icon name={run.ended === 'done' ? 'check' : 'x'} />
          <span>{t.dryEnded[run.ended]}</span>
        </p>
      )}
      {idle ? (
        <p class="notice" role="status">
          <Icon name="triangle-alert" />
          <span>{t.dryStuck}</span>
        </p>
      ) : null}
      {run.tasks.map((task) => (
        <Task {...props} task={task} />
      ))}
      {run.jobs.map((job) => (
        <section class="card stack">
          <h2>{job.name[visit.lang]}</h2>
          <p class="meta">{t.dryJob(job.type)}</p>
          {button(props, 'job', job.token, t.dryJobDone, 'btn go')}
        </section>
      ))}
      {run.called.map((one) => (
        <Outside
          visit={visit}
          id={id}
          context={contextOf(props, one.token)}
          what="called"
          at={one.token}
          title={`${t.dryCalled}: ${one.name[visit.lang]}`}
          hint={t.dryCalledHint(one.process)}
          act={t.dryCalledEnded}
        />
      ))}
      {run.listening.map((one) => (
        <Outside
          visit={visit}
          id={id}
          context={contextOf(props, one.listener)}
          what={one.on}
          at={one.listener}
          title={`${t.dryWaits[one.on]}: ${one.element[visit.lang]}`}
          hint={`\u2066${one.name[visit.lang]}\u2069 ${one.key === null ? '' : t.dryKey(one.key)}`}
          act={t.dryCame[one.on]}
        />
      ))}
      {run.next ? (
        <section class="card stack">
          <h2>
            {t.dryTimer}: {run.next.name[visit.lang]}
          </h2>
          <p class="meta">
            <When visit={visit} at={run.next.due} />
          </p>
          {button(props, 'timer', run.next.timer, t.dryTime, 'btn')}
        </section>
      ) : null}
      <section aria-labelledby="mp">
        <h2 id="mp" class="head">
          {visit.t.request.map}
        </h2>
        <ProcessMap
          visit={visit}
          map={{ url: paths.draftDrawing(id), marks: run.marks }}
          label={service.name[visit.lang]}
        />
      </section>
      <section aria-labelledby="hs">
        <h2 id="hs" class="head">
          {t.dryHistory}
        </h2>
        <ol class="log">
          {run.history.map((event) => (
            <li>
              <When visit={visit} at={event.at} /> <span>{sentence(visit, event)}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

function sentence(visit: Visit, event: DryEvent): string {
  const t = visit.t.drawing.dryEvents
  if (event.kind === 'start') return t.start
  const name = event.name[visit.lang]
  if (event.kind === 'task') return t.task(name, event.outcome[visit.lang])
  if (event.kind === 'message') return t.message(name, event.own)
  return event.kind === 'incident' ? `${t.incident} ${name} (${event.reason})` : t[event.kind](name)
}

const button = ({ id }: DryRunPage, what: string, at: number, label: string, kind: string) => (
  <form method="post" action={paths.draftDryRun(id)}>
    <input type="hidden" name="at" value={String(at)} />
    <button class={kind} name="do" value={what}>
      {label}
    </button>
  </form>
)

const contextOf = (props: DryRunPage, at: number): FormContext => ({
  visit: props.visit,
  raw: rawForm(props.typedAt === at ? props.typed : {}),
  problems: props.typedAt === at ? props.problems : [],
  faculties: props.university.faculties,
  places: props.university.places,
  people: props.people,
  refresh: null,
  prefix: `d${at}-`,
})

const Start = (props: Readable) => {
  const { visit, id, service } = props
  const t = visit.t.drawing
  const form = dryForm(service.requestForm)
  const context = contextOf(props, 0)
  return (
    <form method="post" action={paths.draftDryRun(id)} class="card stack narrow" novalidate>
      <p class="meta">{t.dryStartHint}</p>
      <Summary {...props} context={context} labels={form.sections.flatMap((section) => section.fields)} />
      {form.sections.flatMap((section) => section.fields.map((field) => <FieldView field={field} form={context} />))}
      <input type="hidden" name="at" value="0" />
      <div class="bar">
        <button class="btn go" name="do" value="start">
          {t.dryStart}
        </button>
      </div>
    </form>
  )
}

const Summary = ({
  visit,
  context,
  labels,
}: DryRunPage & { context: FormContext; labels: readonly { readonly key: string; readonly label: Text }[] }) => (
  <ErrorSummary
    visit={visit}
    title={visit.t.form.fixAction}
    problems={context.problems}
    labelOf={(key) => labels.find((field) => field.key === key)?.label[visit.lang] ?? null}
    prefix={context.prefix}
  />
)

const Task = (props: Running & { readonly task: DryTask }) => {
  const { visit, university, id, task } = props
  const t = visit.t.drawing
  const context = contextOf(props, task.token)
  const fields = task.form ? fieldsOf(dryForm(task.form.form)) : []
  return (
    <section class="card stack" aria-labelledby={`t${task.token}`}>
      <h2 id={`t${task.token}`}>
        {task.name[visit.lang]}{' '}
        {task.office === null ? null : (
          <small class="meta">{t.dryAt(officeName(university, task.office)[visit.lang])}</small>
        )}
      </h2>
      {task.form ? (
        <form method="post" action={paths.draftDryRun(id)} class="stack" novalidate>
          <Summary {...props} context={context} labels={fields} />
          <fieldset class="outcomes">
            <legend class="sr">{visit.t.task.outcomeLegend}</legend>
            {task.form.outcomes.map((outcome, index) => (
              <label class="pick">
                <input
                  type="radio"
                  name="outcome"
                  value={outcome.id}
                  id={index === 0 ? `${context.prefix}outcome` : undefined}
                  checked={context.raw.get('outcome') === outcome.id || task.form?.outcomes.length === 1}
                />
                <span>
                  <b>{outcome.label[visit.lang]}</b>
                  {outcome.hint ? <small>{outcome.hint[visit.lang]}</small> : null}
                </span>
              </label>
            ))}
          </fieldset>
          {fields.map((field) => (
            <FieldView field={field} form={context} />
          ))}
          <input type="hidden" name="at" value={String(task.token)} />
          <button class="btn go" name="do" value="complete">
            {t.dryFinish}
          </button>
        </form>
      ) : null}
    </section>
  )
}
