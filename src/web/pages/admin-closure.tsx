import { officeName } from '../../desk/university.js'
import { digitsIn, formatIsoDate } from '../../persian/index.js'
import { paths } from '../paths.js'
import { bothWords, plainField } from '../plain-field.js'
import { ErrorSummary, FieldView } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { hoursText, officesToClose, type CalendarPage } from './admin-calendar.js'

/** The form of a closure. It first shows what the closure would change, and changes nothing itself. */
export function AddClosure(props: CalendarPage) {
  const { visit, university, raw, problems } = props
  const { t } = visit
  const label = (key: string) =>
    ({ date: t.calendar.date, from: t.calendar.fromHour, reason: t.calendar.reason, office: t.calendar.scope })[key] ??
    null
  return (
    <section aria-labelledby="ca" class="card">
      <h2 id="ca">{t.calendar.add}</h2>
      <p class="meta">{t.calendar.addHint}</p>
      <form action={paths.adminCalendar()} class="closure-form">
        <ErrorSummary visit={visit} title={t.calendar.wrong} problems={problems} labelOf={label} prefix="c-" />
        <FieldView field={DATE} form={{ ...FORM, visit, raw, problems, ...listsOf(props) }} />
        <div class="pair">
          <Hour {...props} name="from" label={t.calendar.fromHour} />
          <Hour {...props} name="until" label={t.calendar.untilHour} />
        </div>
        <p class="hint" id="c-hours">
          {t.calendar.allDay}
        </p>
        <div class="field">
          <label class="label" for="c-office">
            {t.calendar.scope}
          </label>
          <select class="in" id="c-office" name="office">
            <option value="">{t.calendar.all}</option>
            {officesToClose(university, visit).map((group) => (
              <optgroup label={group.label}>
                {group.options.map((one) => (
                  <option value={one.id} selected={raw.get('office') === one.id}>
                    {one.name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </div>
        <FieldView field={REASON} form={{ ...FORM, visit, raw, problems, ...listsOf(props) }} />
        <p class="act">
          <button class="btn go">{t.calendar.preview}</button>
        </p>
      </form>
    </section>
  )
}

const Hour = ({ visit, raw, problems, name, label }: CalendarPage & { name: 'from' | 'until'; label: string }) => {
  const problem = problems.find((one) => one.key === name)
  return (
    <div class={problem ? 'field wrong' : 'field'}>
      <label class="label" for={`c-${name}`}>
        {label} <span class="opt">{visit.t.form.optional}</span>
      </label>
      {problem ? (
        <p class="err" id={`c-${name}-e`}>
          <Icon name="circle-alert" />
          <span>{problem.text[visit.lang]}</span>
        </p>
      ) : null}
      <input
        class="in w-s"
        id={`c-${name}`}
        name={name}
        value={digitsIn(raw.get(name), visit.lang)}
        dir="ltr"
        autocomplete="off"
        maxlength={5}
        placeholder={digitsIn(name === 'from' ? '10:00' : '12:00', visit.lang)}
        aria-describedby={problem ? `c-${name}-e c-hours` : 'c-hours'}
        aria-invalid={problem ? 'true' : undefined}
      />
    </div>
  )
}

/** What the closure would change, and the button that makes it. */
export function Preview(props: CalendarPage & { preview: NonNullable<CalendarPage['preview']> }) {
  const { visit, university, typed, newToken } = props
  const { closure, change } = props.preview
  const { t, lang } = visit
  const hours =
    closure.fromTime === null || closure.untilTime === null
      ? null
      : hoursText(visit, [[closure.fromTime, closure.untilTime]])
  const where = closure.office === null ? t.calendar.everybody : officeName(university, closure.office)[lang]
  return (
    <section aria-labelledby="cp" class="card">
      <h2 id="cp">{t.calendar.previewTitle}</h2>
      <p>
        <b>{formatIsoDate(closure.day, lang)}</b>
        {lang === 'fa' ? '، ' : ', '}
        {[hours, where].filter((one) => one !== null).join(lang === 'fa' ? '، ' : ', ')}
        {': '}
        <bdi>{closure.reason}</bdi>
      </p>
      {change.closedAnyway ? (
        <p class="notice">
          <Icon name="circle-alert" /> {t.calendar.closedAnyway}
        </p>
      ) : (
        <p class={change.moved > 0 ? undefined : 'meta'}>{t.calendar.moved(change.moved)}</p>
      )}
      {change.offices.length > 0 ? (
        <ul class="moved">
          {change.offices.map((one) => (
            <li>{t.calendar.count(one.name[lang], one.count)}</li>
          ))}
        </ul>
      ) : null}
      <form method="post" action={paths.closures()} class="row act" data-once>
        <input type="hidden" name="once" value={newToken()} />
        {Object.entries(typed).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button class="btn go">{t.calendar.confirm}</button>
        <a class="btn" href={paths.adminCalendar({ year: props.calendar.year })}>
          {t.calendar.cancel}
        </a>
      </form>
    </section>
  )
}

const FORM = { people: [], refresh: null, prefix: 'c-' } as const

const listsOf = ({ university }: CalendarPage) => ({ faculties: university.faculties, places: university.places })

/** A day of the years around this one. */
const DATE = plainField({
  kind: 'jalali-date',
  key: 'date',
  label: bothWords((t) => t.calendar.date),
  required: true,
  min: -1,
  max: 1,
})

const REASON = plainField({
  kind: 'text',
  key: 'reason',
  label: bothWords((t) => t.calendar.reason),
  required: true,
})
