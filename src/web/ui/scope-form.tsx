import type { Problem } from '../../desk/form/form.js'
import type { JsonObject } from '../../desk/json.js'
import { MOST_JSON } from '../../desk/variables.js'
import type { State } from '../../engine/index.js'
import type { IncidentPage } from '../pages/incident.js'
import { paths } from '../paths.js'
import type { Visit } from '../visit.js'
import { ErrorSummary } from './field.js'
import { Icon } from './icon.js'
import { Reason } from './reason.js'

export interface ShownScope {
  readonly id: number
  readonly kind: State['scopes'][number]['kind']
  readonly variables: JsonObject
}

/** The variables of one scope, each as JSON, to be corrected with a reason. */
export const ScopeForm = (props: IncidentPage & { scope: ShownScope }) => {
  const { visit, university, incident, revision, scope, newToken } = props
  const t = visit.t.operating.variables
  const refused = props.refused?.form === 'variables' && props.refused.scope === scope.id ? props.refused : null
  const problems = refused?.problems ?? []
  const prefix = `v${scope.id}-`
  const names = Object.keys(scope.variables).toSorted()
  return (
    <section class="card" aria-labelledby={`${prefix}h`}>
      <h3 id={`${prefix}h`}>{t.scope[scope.kind]}</h3>
      <form
        class="stack"
        method="post"
        action={paths.adminIncidentVariables(incident.key, incident.id)}
        novalidate
        data-once
      >
        <input type="hidden" name="once" value={newToken()} />
        <input type="hidden" name="scope" value={String(scope.id)} />
        <input type="hidden" name="revision" value={String(revision)} />
        <ErrorSummary
          visit={visit}
          title={visit.t.form.fixAction}
          problems={problems}
          labelOf={(key) =>
            key === 'reason'
              ? visit.t.operating.confirm.reason
              : key === 'new'
                ? t.name
                : key === 'variables'
                  ? null
                  : key
          }
          prefix={prefix}
        />
        {names.length === 0 ? <p class="meta">{t.nothing}</p> : null}
        {names.map((name) => (
          <Variable
            visit={visit}
            id={`${prefix}${name}`}
            name={name}
            value={refused?.typed[name] ?? pretty(scope.variables[name] ?? null)}
            problem={problems.find((one) => one.key === name)}
          />
        ))}
        <div class="pair">
          <div class="field">
            <label class="label" for={`${prefix}new`}>
              {t.name} <span class="opt">{visit.t.form.optional}</span>
            </label>
            <input class="in" id={`${prefix}new`} name="name" dir="ltr" maxlength={100} autocomplete="off" />
          </div>
          <div class="field">
            <label class="label" for={`${prefix}value`}>
              {t.value}
            </label>
            <input class="in" id={`${prefix}value`} name="value" dir="ltr" maxlength={1000} autocomplete="off" />
          </div>
        </div>
        <Reason
          visit={visit}
          university={university}
          typed={refused?.reason ?? ''}
          problems={problems}
          prefix={prefix}
        />
        <button class="btn">{t.save}</button>
      </form>
    </section>
  )
}

interface VariableField {
  readonly visit: Visit
  readonly id: string
  readonly name: string
  readonly value: string
  readonly problem: Problem | undefined
}

const Variable = ({ visit, id, name, value, problem }: VariableField) => (
  <div class={problem ? 'field wrong' : 'field'}>
    <label class="label" for={id}>
      <bdi dir="ltr">{name}</bdi>
    </label>
    {problem ? (
      <p class="err" id={`${id}-e`}>
        <Icon name="circle-alert" />
        <span>
          <span class="sr">{visit.t.error}: </span>
          {problem.text[visit.lang]}
        </span>
      </p>
    ) : null}
    <textarea
      class="in json"
      id={id}
      name={`v.${name}`}
      dir="ltr"
      rows={Math.min(value.split('\n').length, 12)}
      maxlength={MOST_JSON}
      spellcheck={false}
      aria-describedby={problem ? `${id}-e` : undefined}
      aria-invalid={problem ? 'true' : undefined}
    >
      {value}
    </textarea>
  </div>
)

const pretty = (value: JsonObject[string]): string => JSON.stringify(value, null, 2)
