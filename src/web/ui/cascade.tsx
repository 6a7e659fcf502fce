import type { Named } from '../../desk/form/faculties.js'
import { paths } from '../paths.js'
import type { Control, FormContext } from './control.js'

const DEPTH = { faculty: 0, level: 1, field: 2 } as const
const KINDS = ['faculty', 'level', 'field'] as const

/** Faculty, level, field of study: each list depends on the one before it. A script fills the next; a button does without. */
export function Cascade({ field, form, id, value, aria }: Control) {
  const { visit, prefix } = form
  const depth = field.kind === 'level' ? DEPTH.level : field.kind === 'field' ? DEPTH.field : DEPTH.faculty
  const next = KINDS[depth + 1]
  return (
    <>
      <select
        class="in"
        id={id}
        name={field.key}
        {...(next
          ? {
              'data-cascade': paths.list('faculties', visit.lang),
              'data-next': `${prefix}${next}`,
              'data-depth': String(depth),
              'data-above': depth > 0 ? `${prefix}faculty` : undefined,
            }
          : {})}
        {...aria}
      >
        <option value="">{visit.t.form.choose}</option>
        {choicesAt(form, depth).map((one) => (
          <option value={one.id} selected={one.id === value}>
            {one.name[visit.lang]}
          </option>
        ))}
      </select>
      {next ? <Refresh form={form} to={`${prefix}${next}`} /> : null}
    </>
  )
}

function choicesAt({ faculties, raw }: FormContext, depth: number): readonly Named[] {
  if (depth === 0) return faculties.faculties
  const levels = faculties.faculties.find((one) => one.id === raw.get('faculty'))?.levels ?? {}
  if (depth === 1) return faculties.levels.filter((one) => one.id in levels)
  const fields = levels[raw.get('level')] ?? []
  return faculties.fields.filter((one) => fields.includes(one.id))
}

/** Shows the choices that follow, for browsers without scripts. */
export const Refresh = ({ form, to }: { form: FormContext; to: string }) =>
  form.refresh ? (
    <noscript>
      <button class="btn" formaction={form.refresh} name="refresh" value={to}>
        {form.visit.t.form.showNext}
      </button>
    </noscript>
  ) : null
