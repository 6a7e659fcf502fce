import type { SubstitutionRow } from '../../desk/administration-views.js'
import type { University } from '../../desk/university.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Empty } from '../ui/bits.js'
import { NextPage } from '../ui/next-page.js'
import { Substitutions } from '../ui/substitutions.js'
import type { Visit } from '../visit.js'

/** Who stands in for whom now, and who will. */
export const adminSubstitutesPage = (props: {
  readonly visit: Visit
  readonly university: University
  readonly rows: readonly SubstitutionRow[]
  readonly next: number | null
  readonly newToken: () => string
}) => {
  const { visit, next, rows } = props
  const t = visit.t.administration
  return adminFrame({
    visit,
    section: 'substitutes',
    title: t.substitutes.title,
    children: (
      <div class="stack near">
        <p class="meta lead">{t.substitutes.intro}</p>
        {rows.length === 0 ? (
          <Empty icon="users" title={t.substitutes.empty} hint={t.substitutes.emptyHint}>
            <a class="btn" href={paths.adminPeople()}>
              {t.people.title}
            </a>
          </Empty>
        ) : (
          <Substitutions {...props} end={paths.adminSubstituteEnd} back={paths.adminSubstitutes()} />
        )}
        <NextPage href={next === null ? null : paths.adminSubstitutes({ after: String(next) })}>{t.next}</NextPage>
      </div>
    ),
  })
}
