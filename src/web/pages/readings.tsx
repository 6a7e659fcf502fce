import type { ReadingRow } from '../../desk/administration-views.js'
import { formatTime } from '../../persian/index.js'
import { bothWords, plainField } from '../plain-field.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Code, Empty, When, Written } from '../ui/bits.js'
import type { FormContext } from '../ui/control.js'
import { ErrorSummary, FieldView } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { NextPage } from '../ui/next-page.js'
import type { Visit } from '../visit.js'

interface Readings {
  readonly visit: Visit
  readonly rows: readonly ReadingRow[]
  readonly next: number | null
  readonly form: FormContext
  /** The incident from which the reader comes, and to which they go back. */
  readonly incident: string | null
  readonly newToken: () => string
}

const FIELDS = [
  plainField({
    kind: 'text',
    key: 'key',
    label: bothWords((t) => t.administration.readings.key),
    description: bothWords((t) => t.administration.readings.keyHint),
    required: true,
    maxLength: 40,
  }),
  plainField({
    kind: 'long-text',
    key: 'reason',
    label: bothWords((t) => t.administration.readings.reason),
    description: bothWords((t) => t.administration.readings.reasonHint),
    required: true,
    maxLength: 500,
  }),
]

/** Opening a request with a reason, and who opened which one before. */
export const readingsPage = (props: Readings) => {
  const { visit, next } = props
  const t = visit.t.administration
  return adminFrame({
    visit,
    section: 'readings',
    title: t.readings.title,
    children: (
      <>
        <p class="notice lead">
          <Icon name="lock" />
          <span>{t.readings.why}</span>
        </p>
        <Open {...props} />
        <section aria-labelledby="rl">
          <h2 id="rl" class="head">
            {t.readings.latest}
          </h2>
          <Latest {...props} />
          <NextPage href={next === null ? null : paths.adminReadings({ before: String(next) })}>{t.next}</NextPage>
        </section>
      </>
    ),
  })
}

const Open = ({ visit, form, incident, newToken }: Readings) => {
  const t = visit.t.administration.readings
  return (
    <section class="card" aria-labelledby="ro">
      <h2 id="ro">{t.form}</h2>
      <form class="stack" method="post" action={paths.adminReadings()} novalidate data-once>
        <input type="hidden" name="once" value={newToken()} />
        {incident === null ? null : <input type="hidden" name="incident" value={incident} />}
        <ErrorSummary
          visit={visit}
          title={visit.t.form.fixAction}
          problems={form.problems}
          labelOf={(key) => FIELDS.find((field) => field.key === key)?.label[visit.lang] ?? null}
          prefix={form.prefix}
        />
        {FIELDS.map((field) => (
          <FieldView field={field} form={form} />
        ))}
        <button class="btn go">{t.submit}</button>
      </form>
    </section>
  )
}

const Latest = ({ visit, rows }: Readings) => {
  const t = visit.t.administration.readings
  if (rows.length === 0) return <Empty icon="book-open" title={t.none} hint="" />
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <caption class="sr">{t.latest}</caption>
        <thead>
          <tr>
            <th scope="col">{t.request}</th>
            <th scope="col">{t.who}</th>
            <th scope="col">{t.when}</th>
            <th scope="col">{t.reason}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            // Only who gave the reason may read; whoever follows without one is asked for it.
            const open = row.until > visit.now && row.reader.id === visit.person?.id
            return (
              <tr>
                <td class="num c-who">
                  {open ? (
                    <a href={paths.request(row.key)}>
                      <Code>{row.key}</Code>
                    </a>
                  ) : (
                    <Code>{row.key}</Code>
                  )}
                </td>
                <td data-l={t.who}>
                  <a href={paths.adminPerson(row.reader.id)}>{row.reader.name[visit.lang]}</a>
                </td>
                <td class="num" data-l={t.when}>
                  <When visit={visit} at={row.from} />
                  {open ? <span class="st now">{t.open(formatTime(row.until, visit.lang, 'time'))}</span> : null}
                </td>
                <td class="c-text" data-l={t.reason}>
                  <Written text={row.reason} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
