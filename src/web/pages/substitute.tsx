import type { Colleague, SubstitutionRow } from '../../desk/administration-views.js'
import type { Problem } from '../../desk/form/form.js'
import { officeName, type University } from '../../desk/university.js'
import { joinList } from '../../persian/index.js'
import { paths } from '../paths.js'
import { bothWords, plainField } from '../plain-field.js'
import { Empty, fullName } from '../ui/bits.js'
import type { FormContext } from '../ui/control.js'
import { ErrorSummary, FieldView } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import { stateOf, Substitutions } from '../ui/substitutions.js'
import type { Visit } from '../visit.js'

export interface SubstitutePage {
  readonly visit: Visit
  readonly university: University
  /** Who is away: oneself, or somebody one may choose for; null when there is nobody to choose for. */
  readonly absent: (Colleague & { readonly self: boolean }) | null
  /** For whom else one may choose. */
  readonly others: readonly Colleague[]
  /** The offices of who is away in which one may name somebody; `all`: also for all of them at once. */
  readonly offices: readonly string[]
  readonly mayAll: boolean
  readonly query: string
  readonly found: { readonly people: readonly Colleague[]; readonly more: boolean }
  readonly rows: readonly SubstitutionRow[]
  readonly form: FormContext
  readonly newToken: () => string
}

const days = { kind: 'jalali-date', required: true, min: -1, max: 0 } as const

export const FROM = plainField({ ...days, key: 'from', label: bothWords((t) => t.administration.substitute.from) })
export const UNTIL = plainField({ ...days, key: 'until', label: bothWords((t) => t.administration.substitute.until) })

/** «جانشین من»: who stands in for me, and naming somebody. A head chooses for the people of the office too. */
export const substitutePage = (props: SubstitutePage) => {
  const { visit, absent, rows } = props
  const t = visit.t.administration.substitute
  const title = absent === null || absent.self ? t.title : t.titleFor(absent.name[visit.lang])
  const current = rows.filter((row) => ['now', 'coming'].includes(stateOf(row, visit.now)))
  const past = rows.filter((row) => !current.includes(row))
  return page({
    visit,
    title,
    place: null,
    dense: true,
    children: (
      <div class="stack loose substitute">
        <div>
          <h1>{title}</h1>
          <p class="meta lead">{t.intro}</p>
        </div>
        {absent === null ? (
          <Empty icon="users" title={t.noOffice} hint={t.noOfficeHint} />
        ) : (
          <>
            <section aria-labelledby="sc">
              <h2 id="sc" class="head">
                {t.current}
              </h2>
              {current.length === 0 ? (
                <p class="meta">{t.none}</p>
              ) : (
                <Substitutions {...props} rows={current} end={paths.substituteEnd} back={paths.substitute()} />
              )}
            </section>
            <section aria-labelledby="sn">
              <h2 id="sn" class="head">
                {t.new}
              </h2>
              <div class="panel">
                <Find {...props} absent={absent} />
                <Name {...props} absent={absent} />
              </div>
            </section>
          </>
        )}
        {past.length === 0 ? null : (
          <details class="fold">
            <summary>{t.past}</summary>
            <Substitutions {...props} rows={past} end={null} back="" />
          </details>
        )}
      </div>
    ),
  })
}

type Chosen = SubstitutePage & { readonly absent: Colleague & { readonly self: boolean } }

/** Step one: for whom, and whose name is looked for. It changes the address only. */
const Find = ({ visit, absent, others, query }: Chosen) => {
  const t = visit.t.administration.substitute
  return (
    <form class="filters" role="search" action={paths.substitute()}>
      {others.length === 0 ? (
        absent.self ? null : (
          <input type="hidden" name="absent" value={String(absent.id)} />
        )
      ) : (
        <div>
          <label class="label" for="sa">
            {t.whom}
          </label>
          <select class="in" id="sa" name="absent">
            <option value="">{t.me}</option>
            {others.map((one) => (
              <option value={one.id} selected={one.id === absent.id}>
                {one.name[visit.lang]}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="grow">
        <label class="label" for="q">
          {t.search}
        </label>
        <input class="in" id="q" name="q" type="search" value={query} placeholder={t.searchHint} />
      </div>
      <button class="btn">{t.find}</button>
    </form>
  )
}

/** Step two: one of those found, where, and when. */
const Name = (props: Chosen) => {
  const { visit, university, absent, offices, mayAll, query, found, form, newToken } = props
  const t = visit.t.administration.substitute
  if (found.people.length === 0) return <p class="meta">{query === '' ? t.alone : t.nobody}</p>
  const place = plainField({
    kind: 'choice',
    key: 'office',
    label: bothWords((words) => words.administration.substitute.where),
    required: true,
    options: [
      ...(mayAll
        ? [{ value: 'all', label: bothWords((words) => words.administration.substitute.all), hint: null }]
        : []),
      ...offices.map((value) => ({ value, label: officeName(university, value), hint: null })),
    ],
  })
  const labels = [place, FROM, UNTIL]
  // With one office there is nothing to choose.
  const single = offices.length === 1 && mayAll
  return (
    <form class="stack" method="post" action={paths.substitute()} novalidate data-once>
      <input type="hidden" name="once" value={newToken()} />
      <input type="hidden" name="absent" value={String(absent.id)} />
      <input type="hidden" name="q" value={query} />
      {single ? <input type="hidden" name="office" value="all" /> : null}
      <ErrorSummary
        visit={visit}
        title={visit.t.form.fixAction}
        problems={form.problems}
        labelOf={(key) => labels.find((field) => field.key === key)?.label[visit.lang] ?? null}
        prefix={form.prefix}
      />
      <Choose {...props} />
      {single ? null : <FieldView field={place} form={form} />}
      <div class="pair">
        <FieldView field={FROM} form={form} />
        <FieldView field={UNTIL} form={form} />
      </div>
      <button class="btn go">{t.submit}</button>
    </form>
  )
}

const Choose = ({ visit, university, query, found, form }: Chosen) => {
  const t = visit.t.administration.substitute
  const problem: Problem | undefined = form.problems.find((one) => one.key === 'substitute')
  const id = `${form.prefix}substitute`
  return (
    <fieldset class={problem ? 'field wrong' : 'field'} aria-describedby={problem ? `${id}-e` : undefined}>
      <legend class="label">{t.choose}</legend>
      <p class="hint">{query === '' ? t.sameOffice : t.found(query)}</p>
      {problem ? (
        <p class="err" id={`${id}-e`}>
          <Icon name="circle-alert" />
          <span>
            <span class="sr">{visit.t.error}: </span>
            {problem.text[visit.lang]}
          </span>
        </p>
      ) : null}
      <div class="picks">
        {found.people.map((one, index) => (
          <label class="pick">
            <input
              type="radio"
              name="substitute"
              id={index === 0 ? id : `${id}-${one.id}`}
              value={String(one.id)}
              checked={form.raw.get('substitute') === String(one.id)}
            />
            <span>
              {fullName(visit, one)}
              <small>
                {joinList(
                  one.memberships.map((held) => officeName(university, held.office)[visit.lang]),
                  visit.lang,
                )}
              </small>
            </span>
          </label>
        ))}
      </div>
      {found.more ? <p class="hint">{t.more}</p> : null}
    </fieldset>
  )
}
