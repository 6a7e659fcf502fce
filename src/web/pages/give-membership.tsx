import { ROLES } from '../../desk/administration.js'
import type { Field } from '../../desk/form/form.js'
import { officeInstances, officeName, type University } from '../../desk/university.js'
import { words } from '../text/index.js'
import { bothWords, plainField } from '../plain-field.js'
import { paths } from '../paths.js'
import { ErrorSummary, FieldView } from '../ui/field.js'
import type { PersonPage } from './person.js'

const role = (one: (typeof ROLES)[number]) => bothWords((t) => t.administration.roles[one])

/** The last day of a membership: this year or one of the next five. */
export const LAST_DAY: Field = plainField({
  kind: 'jalali-date',
  key: 'until',
  label: bothWords((t) => t.administration.person.giveUntil),
  description: bothWords((t) => t.administration.person.giveUntilHint),
  min: -5,
  max: 0,
})

const membershipFields = (university: University): readonly Field[] => [
  plainField({
    kind: 'choice',
    key: 'office',
    label: bothWords((t) => t.administration.person.office),
    required: true,
    options: officeInstances(university).map((value) => ({ value, label: officeName(university, value), hint: null })),
  }),
  plainField({
    kind: 'choice',
    key: 'role',
    label: bothWords((t) => t.administration.person.role),
    required: true,
    options: ROLES.map((value) => ({ value, label: role(value), hint: null })),
  }),
  LAST_DAY,
]

/** The form that gives a membership by hand; open again with what was typed when it was refused. */
export const GiveMembership = ({ visit, university, person, form, newToken }: PersonPage) => {
  const t = words(visit.lang).administration.person
  const fields = membershipFields(university)
  const [office, kind, until] = fields
  return (
    <details class="fold action" open={form.problems.length > 0}>
      <summary>{t.give}</summary>
      <form class="card stack" method="post" action={paths.adminMemberships(person.id)} novalidate data-once>
        <input type="hidden" name="once" value={newToken()} />
        <ErrorSummary
          visit={visit}
          title={visit.t.form.fixAction}
          problems={form.problems}
          labelOf={(key) => fields.find((field) => field.key === key)?.label[visit.lang] ?? null}
          prefix={form.prefix}
        />
        <div class="pair">
          {office ? <FieldView field={office} form={form} /> : null}
          {kind ? <FieldView field={kind} form={form} /> : null}
        </div>
        {until ? <FieldView field={until} form={form} /> : null}
        <button class="btn go">{t.giveSubmit}</button>
      </form>
    </details>
  )
}
