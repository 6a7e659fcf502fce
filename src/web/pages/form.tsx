import type { Child } from 'hono/jsx'
import type { ExpectedEnd } from '../../desk/expected-end.js'
import type { Answers, Field, Section } from '../../desk/form/form.js'
import { showAnswer } from '../../desk/form/show.js'
import type { DirectoryFacts } from '../../desk/person.js'
import type { Service } from '../../desk/service.js'
import { fieldsOf } from '../../desk/task-form.js'
import type { ServiceCard } from '../../desk/views.js'
import { formatIsoDate } from '../../persian/index.js'
import type { DraftBox } from '../draft-box.js'
import { paths } from '../paths.js'
import type { FormContext } from '../ui/control.js'
import { DraftChanged, draftData, DraftLine } from '../ui/draft.js'
import { ErrorSummary, FieldView } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import type { Visit } from '../visit.js'

export interface FormPage {
  readonly visit: Visit
  readonly service: Service
  readonly form: FormContext
  readonly locked: Answers
  readonly facts: DirectoryFacts | null
  readonly box: DraftBox
  /** How long such a request usually takes; null where history is too short to say. */
  readonly expected: ExpectedEnd | null
  readonly seeAlso: readonly { readonly card: ServiceCard; readonly text: string }[]
  /** A refusal that belongs to no field: its sentence, and a link that helps. */
  readonly refusal: {
    readonly text: string
    readonly link: { readonly href: string; readonly text: string } | null
  } | null
}

/** The form of a service. */
export const formPage = (props: FormPage) => {
  const { visit, service, form } = props
  const { t, lang } = visit
  const title = t.form.title(service.name[lang])
  const sections = service.requestForm.sections.filter((section) => section.fields.length > 0)
  return page({
    visit,
    title: form.problems.length > 0 ? `${t.error}: ${title}` : title,
    place: 'home',
    children: (
      <>
        <nav class="meta" aria-label={t.nav.path}>
          <a href={paths.home()}>{t.nav.home}</a>
        </nav>
        <h1>{title}</h1>
        <p class="meta">
          {service.duration?.[lang] ?? service.summary[lang]}{' '}
          {props.expected ? t.time.usually(t.time.range(props.expected.low, props.expected.high)) : null}
        </p>
        {props.seeAlso.map(({ card, text }) => (
          <p class="notice see-also">
            <Icon name="signpost" />
            <span>
              {text} <a href={paths.service(card.id)}>{card.name[lang]}</a>
            </span>
          </p>
        ))}
        <div class={sections.length > 1 ? 'two form section-near' : 'section-near'}>
          {sections.length > 1 ? <Contents visit={visit} sections={sections} form={form} /> : null}
          <TheForm {...props} sections={sections} />
        </div>
      </>
    ),
  })
}

function Contents({ visit, sections, form }: { visit: Visit; sections: readonly Section[]; form: FormContext }) {
  const wrong = (section: Section) => section.fields.some((field) => form.problems.some((one) => one.key === field.key))
  return (
    <nav class="toc sticky" aria-label={visit.t.form.sections}>
      <ol>
        {sections.map((section) => (
          <li>
            <a href={`#s-${section.key}`} class={wrong(section) ? 'late' : undefined}>
              {section.label?.[visit.lang]}
              {wrong(section) ? (
                <>
                  <Icon name="circle-alert" />
                  <span class="sr">{visit.t.error}</span>
                </>
              ) : null}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function TheForm(props: FormPage & { sections: readonly Section[] }) {
  const { visit, service, form, box, refusal, sections } = props
  const { t, lang } = visit
  const label = (key: string) => fieldsOf(service.requestForm).find((field) => field.key === key)?.label[lang] ?? null
  const firstLocked = sections.find((section) => section.fields.some((field) => field.key in props.locked))
  return (
    <form
      method="post"
      action={paths.serviceRequests(service.id)}
      enctype="multipart/form-data"
      novalidate
      data-once
      data-keep
      {...draftData(box)}
    >
      <input type="hidden" name="once" value={box.once} />
      {/* The first button of a form is what Enter presses; without this it would be «remove» of a file. */}
      <button class="sr" tabindex={-1} aria-hidden="true">
        {t.form.submit}
      </button>
      <DraftChanged visit={visit} box={box} />
      {refusal ? (
        <div class="errors" role="alert" tabindex={-1} data-focus>
          <h2>{t.form.notYet}</h2>
          <p>{refusal.text}</p>
          {refusal.link ? (
            <p>
              <a href={refusal.link.href}>{refusal.link.text}</a>
            </p>
          ) : null}
        </div>
      ) : null}
      <ErrorSummary visit={visit} title={t.form.notYet} problems={form.problems} labelOf={label} prefix={form.prefix} />
      {sections.map((section, index) => (
        <section
          id={`s-${section.key}`}
          class={index === 0 ? undefined : 'section'}
          aria-labelledby={section.label ? `h-${section.key}` : undefined}
        >
          {section.label ? <h2 id={`h-${section.key}`}>{section.label[lang]}</h2> : null}
          {runs(section.fields, props.locked).map((run) =>
            run.locked ? (
              <Locked {...props} fields={run.fields} mayCorrect={section === firstLocked && run.first} />
            ) : (
              run.fields.map((field) => <FieldView field={field} form={form} />)
            ),
          )}
        </section>
      ))}
      <div class="bar">
        <button class="btn go">{t.form.submit}</button>
        <button class="btn" formaction={paths.serviceDraft(service.id)} name="save" value="1">
          {t.form.saveDraft}
        </button>
        <DraftLine visit={visit} box={box} />
      </div>
    </form>
  )
}

interface Run {
  readonly locked: boolean
  readonly first: boolean
  readonly fields: Field[]
}

/** Neighbouring fields that are locked, or not, so that the order of the form is kept. */
function runs(fields: readonly Field[], locked: Answers): readonly Run[] {
  const result: Run[] = []
  for (const field of fields) {
    const isLocked = field.key in locked
    const last = result.at(-1)
    if (last?.locked === isLocked) last.fields.push(field)
    else result.push({ locked: isLocked, first: isLocked && !result.some((one) => one.locked), fields: [field] })
  }
  return result
}

/** What the directory knows and nobody changes here; a note says when it is wrong. */
function Locked({
  visit,
  form,
  locked,
  facts,
  fields,
  box,
  mayCorrect,
}: FormPage & { fields: readonly Field[]; mayCorrect: boolean }): Child {
  const { t, lang } = visit
  const correction = box.fields['correction']?.[0] ?? ''
  return (
    <div class="locked">
      <dl class="dl">
        {fields.map((field) => {
          const shown = showAnswer(field, locked[field.key] ?? null, lang, { faculties: form.faculties })
          return (
            <div class={field.kind === 'long-text' ? 'full' : undefined}>
              <dt>{field.label[lang]}</dt>
              <dd>{shown.ltr ? <bdi dir="ltr">{shown.text}</bdi> : shown.text}</dd>
            </div>
          )
        })}
      </dl>
      {facts ? (
        <p>
          <Icon name="lock" />
          <span>{t.form.from(facts.source[lang], formatIsoDate(facts.date, lang))}</span>
        </p>
      ) : null}
      {mayCorrect ? (
        <details class="fold" open={correction !== ''}>
          <summary class="meta">{t.form.wrongFacts}</summary>
          <label class="label" for="correction">
            {t.form.wrongFactsLabel}
          </label>
          <p class="hint" id="correction-h">
            {t.form.wrongFactsHint}
          </p>
          <textarea
            class="in"
            id="correction"
            name="correction"
            rows={2}

            maxlength={1000}
            aria-describedby="correction-h"
          >
            {correction}
          </textarea>
        </details>
      ) : null}
    </div>
  )
}
