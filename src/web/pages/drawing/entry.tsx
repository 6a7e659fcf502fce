import type { Problem } from '../../../desk/form/form.js'
import { Icon } from '../../ui/icon.js'
import type { Visit } from '../../visit.js'

export const problemOf = (problems: readonly Problem[], key: string): Problem | undefined =>
  problems.find((one) => one.key === key)

interface Entry {
  readonly visit: Visit
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly required?: boolean
  readonly ltr?: boolean
  readonly short?: boolean
  readonly lines?: number
}

/** A line or more of text an administrator types, with its problem. */
export const EntryField = ({ visit, typed, problems, name, label, hint, required, ltr, short, lines }: Entry) => {
  const problem = problemOf(problems, name)
  const id = `n-${name.replaceAll('.', '-')}`
  const common = {
    class: short ? 'in w-m' : 'in',
    id,
    name,
    dir: ltr ? ('ltr' as const) : undefined,
    autocomplete: 'off',
    'aria-invalid': problem ? ('true' as const) : undefined,
    'aria-describedby': hint || problem ? `${id}-h` : undefined,
  }
  return (
    <div class={problem ? 'field wrong' : 'field'}>
      <label class="label" for={id}>
        {label} {required ? null : <span class="opt">{visit.t.form.optional}</span>}
      </label>
      {hint || problem ? (
        <div id={`${id}-h`}>
          {hint ? <p class="hint">{hint}</p> : null}
          {problem ? (
            <p class="err">
              <Icon name="circle-alert" />
              <span>
                <span class="sr">{visit.t.error}: </span>
                {problem.text[visit.lang]}
              </span>
            </p>
          ) : null}
        </div>
      ) : null}
      {lines ? (
        <textarea {...common} rows={lines}>
          {typed[name] ?? ''}
        </textarea>
      ) : (
        <input {...common} value={typed[name] ?? ''} maxlength={300} />
      )}
    </div>
  )
}
