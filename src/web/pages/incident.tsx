import type { Problem } from '../../desk/form/form.js'
import { elementName } from '../../desk/process-view.js'
import type { Service } from '../../desk/service.js'
import type { University } from '../../desk/university.js'
import type { IncidentRow } from '../../store/incidents.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Ago, Code } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import { ErrorSummary } from '../ui/field.js'
import { Reason } from '../ui/reason.js'
import { ScopeForm, type ShownScope } from '../ui/scope-form.js'
import type { Visit } from '../visit.js'

export interface IncidentPage {
  readonly visit: Visit
  readonly university: University
  readonly service: Service
  readonly incident: IncidentRow
  readonly revision: number
  /** What its token sees, innermost first; null unless the reader opened the request with a reason. */
  readonly scopes: readonly ShownScope[] | null
  /** The form that was refused, with what was typed. */
  readonly refused: {
    readonly form: 'retry' | 'variables'
    readonly scope: number | null
    readonly typed: Readonly<Record<string, string>>
    readonly reason: string
    readonly problems: readonly Problem[]
  } | null
  readonly newToken: () => string
}

/** One incident: why, since when, what the process knows there, and trying again. */
export const incidentPage = (props: IncidentPage) => {
  const { visit, service, incident, refused, scopes } = props
  const t = visit.t.operating
  const title = t.incidents.one(elementName(service, incident.element)[visit.lang])
  return adminFrame({
    visit,
    section: 'incidents',
    title: `${refused ? `${visit.t.error}: ` : ''}${title}`,
    beside: (
      <a class="btn" href={paths.adminInstance(incident.key)}>
        {t.incidents.instance}
      </a>
    ),
    children: (
      <>
        <About {...props} />
        <Retry {...props} />
        <section aria-labelledby="iv">
          <h2 id="iv" class="head">
            {t.variables.title}
          </h2>
          {scopes === null ? (
            <p class="notice lead">
              <Icon name="lock" />
              <span>
                {t.variables.locked}{' '}
                <a href={paths.adminReadings({ key: incident.key, incident: String(incident.id) })}>{t.process.read}</a>
              </span>
            </p>
          ) : (
            <div class="stack">
              <p class="meta lead">{t.variables.intro}</p>
              {scopes.map((scope) => (
                <ScopeForm {...props} scope={scope} />
              ))}
            </div>
          )}
        </section>
      </>
    ),
  })
}

const About = ({ visit, service, incident }: IncidentPage) => {
  const t = visit.t.operating.incidents
  return (
    <section class="card" aria-labelledby="ia">
      <h2 id="ia">{t.reasons[incident.reason]}</h2>
      <dl class="dl">
        <div>
          <dt>{t.request}</dt>
          <dd>
            <a href={paths.adminInstance(incident.key)}>
              <Code>{incident.key}</Code>
            </a>
          </dd>
        </div>
        <div>
          <dt>{t.service}</dt>
          <dd>{service.name[visit.lang]}</dd>
        </div>
        <div>
          <dt>{t.since}</dt>
          <dd>
            <Ago visit={visit} at={incident.since} />
          </dd>
        </div>
        <div>
          <dt>{t.tries}</dt>
          <dd>{t.times(incident.tries)}</dd>
        </div>
        <div class="full">
          <dt>{t.message}</dt>
          <dd class="codes" dir="ltr" lang="en">
            {incident.message}
          </dd>
        </div>
      </dl>
    </section>
  )
}

const Retry = ({ visit, university, incident, refused, newToken }: IncidentPage) => {
  const t = visit.t.operating.retry
  const mine = refused?.form === 'retry' ? refused : null
  return (
    <section class="card" aria-labelledby="ir">
      <h2 id="ir">{t.title}</h2>
      <p class="meta">{t.hint}</p>
      <form
        class="stack"
        method="post"
        action={paths.adminIncidentRetry(incident.key, incident.id)}
        novalidate
        data-once
      >
        <input type="hidden" name="once" value={newToken()} />
        <ErrorSummary
          visit={visit}
          title={visit.t.form.fixAction}
          problems={mine?.problems ?? []}
          labelOf={() => visit.t.operating.confirm.reason}
          prefix="rt-"
        />
        <Reason
          visit={visit}
          university={university}
          typed={mine?.reason ?? ''}
          problems={mine?.problems ?? []}
          prefix="rt-"
        />
        <button class="btn go">{t.do}</button>
      </form>
    </section>
  )
}
