import type { Child } from 'hono/jsx'
import type { Field, Problem } from '../../desk/form/form.js'
import { expertLabel } from './bits.js'
import { digitsIn } from '../../persian/index.js'
import type { Visit } from '../visit.js'
import { Choice } from './choice.js'
import { fieldId, type Control, type FormContext } from './control.js'
import { Icon } from './icon.js'
import { JalaliDate } from './jalali-date.js'
import { Place } from './place.js'
import { Cascade } from './cascade.js'
import { Uploads } from './uploads.js'

/** A field with its label, description, error and control. Works without JavaScript. */
export function FieldView({ field, form }: { field: Field; form: FormContext }) {
  const { visit, raw } = form
  if (field.kind === 'note') return <p class="notice">{field.label[visit.lang]}</p>
  const id = fieldId(form.prefix, field.key)
  const problem = form.problems.find((one) => one.key === field.key)
  const described = [field.description || field.kind === 'upload' ? `${id}-h` : null, problem ? `${id}-e` : null]
    .filter((one) => one !== null)
    .join(' ')
  const aria = {
    ...(described ? { 'aria-describedby': described } : {}),
    ...(problem ? { 'aria-invalid': 'true' as const } : {}),
  }
  const value = raw.get(field.key) || (field.fallback ?? '')
  const control: Control = { field, form, id, value, aria }
  const wrapper = field.kind === 'check' ? Bare : isGroup(field) ? Fieldset : Plain
  const view = wrapper({
    id,
    wrong: problem !== undefined,
    describedby: described,
    label: (
      <>
        {field.label[visit.lang]} {field.required ? null : <span class="opt">{visit.t.form.optional}</span>}
      </>
    ),
    children: (
      <>
        {field.kind === 'upload' || field.description ? (
          <p class="hint" id={`${id}-h`}>
            {field.description?.[visit.lang]}{' '}
            {field.kind === 'upload' ? visit.t.form.fileHint(kindNames(field, visit), field.maxMb) : null}
          </p>
        ) : null}
        {problem ? (
          <p class="err" id={`${id}-e`}>
            <Icon name="circle-alert" />
            <span>
              <span class="sr">{visit.t.error}: </span>
              {problem.text[visit.lang]}
            </span>
          </p>
        ) : null}
        {CONTROLS[field.kind](control)}
      </>
    ),
  })
  if (!field.showIf) return view
  const shown = raw.get(field.showIf.key) === field.showIf.value
  return (
    <div class={shown ? 'only on' : 'only'} data-if={`${field.showIf.key}=${field.showIf.value}`}>
      {view}
    </div>
  )
}

interface Wrapped {
  readonly id: string
  readonly wrong: boolean
  readonly describedby: string
  readonly label: Child
  readonly children: Child
}

const Plain = ({ id, wrong, label, children }: Wrapped) => (
  <div class={wrong ? 'field wrong' : 'field'}>
    <label class="label" for={id}>
      {label}
    </label>
    {children}
  </div>
)

const Fieldset = ({ wrong, describedby, label, children }: Wrapped) => (
  <fieldset class={wrong ? 'field wrong' : 'field'} aria-describedby={describedby || undefined}>
    <legend class="label">{label}</legend>
    {children}
  </fieldset>
)

/** A single tick says its own name. */
const Bare = ({ wrong, children }: Wrapped) => <div class={wrong ? 'field wrong' : 'field'}>{children}</div>

/** Fields of several controls are a group with a legend. */
const isGroup = (field: Field): boolean =>
  ['jalali-date', 'national-id', 'shenasname', 'place'].includes(field.kind) || (field.kind === 'choice' && field.cards)

export const kindNames = (field: { readonly accept: readonly string[] }, visit: Visit): string => {
  const names = field.accept.map((one) => (one === 'jpg' ? 'JPEG' : one.toUpperCase()))
  return names.join(visit.lang === 'fa' ? '، ' : ', ')
}

interface InputStyle {
  readonly size?: 'w-s' | 'w-m'
  readonly ltr?: boolean
  readonly mode?: 'numeric' | 'tel' | 'text'
  readonly autocomplete?: string
}

const input =
  ({ size, ltr = false, mode, autocomplete = 'off' }: InputStyle) =>
  ({ field, form, id, value, aria }: Control) => (
    <input
      class={size ? `in ${size}` : 'in'}
      id={id}
      name={field.key}
      value={ltr ? digitsIn(value, form.visit.lang) : value}
      dir={ltr ? 'ltr' : undefined}
      inputmode={mode}
      autocomplete={autocomplete}
      maxlength={field.maxLength}
      {...aria}
    />
  )

const CONTROLS: Readonly<Record<Exclude<Field['kind'], 'note'>, (control: Control) => Child>> & {
  readonly note: () => Child
} = {
  note: () => null,
  text: input({}),
  name: input({ autocomplete: 'off' }),
  'long-text': ({ field, id, value, aria }) => (
    <textarea class="in" id={id} name={field.key} rows={3} maxlength={field.maxLength} {...aria}>
      {value}
    </textarea>
  ),
  number: input({ size: 'w-s', ltr: true, mode: 'numeric' }),
  rial: input({ size: 'w-m', ltr: true, mode: 'numeric' }),
  'student-no': input({ size: 'w-m', ltr: true, mode: 'numeric' }),
  'postal-code': input({ size: 'w-m', ltr: true, mode: 'numeric', autocomplete: 'postal-code' }),
  'letter-number': input({ size: 'w-m', ltr: true }),
  mobile: input({ size: 'w-m', ltr: true, mode: 'tel', autocomplete: 'tel' }),
  landline: input({ size: 'w-m', ltr: true, mode: 'tel' }),
  choice: Choice,
  check: ({ field, form, id, value, aria }) => (
    <label class="check">
      <input type="checkbox" id={id} name={field.key} value="yes" checked={value !== ''} {...aria} />{' '}
      <span>{field.label[form.visit.lang]}</span>
    </label>
  ),
  'jalali-date': JalaliDate,
  'national-id': ({ field, form, id, value, aria }) => (
    <div class="pair">
      <input
        class="in"
        id={id}
        name={field.key}
        value={digitsIn(value, form.visit.lang)}
        dir="ltr"
        inputmode="text"
        autocomplete="off"
        aria-label={field.label[form.visit.lang]}
        maxlength={40}
        {...aria}
      />
      <select class="in" name={`${field.key}.kind`} aria-label={form.visit.t.form.idKind}>
        {[
          ['', form.visit.t.form.nationalId],
          ['faragir', form.visit.t.form.faragir],
          ['yekta', form.visit.t.form.yekta],
          ['passport', form.visit.t.form.passport],
        ].map(([kind, name]) => (
          <option value={kind} selected={form.raw.get(`${field.key}.kind`) === kind}>
            {name}
          </option>
        ))}
      </select>
    </div>
  ),
  shenasname: ({ field, form, id, value, aria }) => (
    <div class="pair even">
      <input
        class="in"
        id={id}
        name={field.key}
        value={digitsIn(value, form.visit.lang)}
        dir="ltr"
        inputmode="numeric"
        autocomplete="off"
        aria-label={field.label[form.visit.lang]}
        maxlength={20}
        {...aria}
      />
      <label class="check">
        <input
          type="checkbox"
          name={`${field.key}.same`}
          value="yes"
          checked={form.raw.get(`${field.key}.same`) !== ''}
        />{' '}
        <span>{form.visit.t.form.same}</span>
      </label>
    </div>
  ),
  place: Place,
  faculty: Cascade,
  level: Cascade,
  field: Cascade,
  person: ({ field, form, id, value, aria }) => (
    <select class="in" id={id} name={field.key} {...aria}>
      <option value="">{form.visit.t.form.choose}</option>
      {form.people.map((one) => (
        <option value={one.id} selected={value === String(one.id)}>
          {expertLabel(form.visit, one)}
        </option>
      ))}
    </select>
  ),
  upload: Uploads,
}

/** The summary above a form that could not be used: what to correct, each a link to its field. It gets the focus. */
export function ErrorSummary({
  visit,
  title,
  problems,
  labelOf,
  prefix,
}: {
  visit: Visit
  title: string
  problems: readonly Problem[]
  labelOf: (key: string) => string | null
  prefix: string
}) {
  if (problems.length === 0) return null
  return (
    <div class="errors" role="alert" tabindex={-1} aria-labelledby={`${prefix}errors`} data-focus>
      <h2 id={`${prefix}errors`}>{title}</h2>
      <p>{visit.t.form.fix(problems.length)}</p>
      <ul>
        {problems.map((problem) => {
          const label = labelOf(problem.key)
          return (
            <li>
              <a href={`#${fieldId(prefix, problem.key)}`}>
                {label && !problem.text[visit.lang].includes(label)
                  ? `${label}: ${problem.text[visit.lang]}`
                  : problem.text[visit.lang]}
              </a>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
