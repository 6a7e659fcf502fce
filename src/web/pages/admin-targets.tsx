import type { Problem } from '../../desk/form/form.js'
import { officeKind } from '../../desk/person.js'
import type { Service, Step } from '../../desk/service.js'
import { instanceFor, officeName, officeOf, type University } from '../../desk/university.js'
import { digitsIn, formatTime } from '../../persian/index.js'
import type { StepTarget } from '../../store/targets.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'

interface TargetsPage {
  readonly visit: Visit
  readonly university: University
  readonly services: readonly Service[]
  readonly targets: readonly StepTarget[]
  readonly refused: {
    readonly service: string
    readonly element: string
    readonly days: string
    readonly problems: readonly Problem[]
  } | null
  readonly newToken: () => string
}

/** How many working days each step has, for administrators: what the drawing says, and what counts instead. */
export const targetsPage = (props: TargetsPage) => {
  const { visit, university, services, refused } = props
  const { t } = visit
  return adminFrame({
    visit,
    title: `${refused ? `${t.error}: ` : ''}${t.targets.title}`,
    section: 'targets',
    children: (
      <>
        <p class="meta">{t.targets.intro(university.calendar.defaultDays)}</p>
        {services.map((service) => (
          <Steps {...props} service={service} />
        ))}
      </>
    ),
  })
}

const Steps = (props: TargetsPage & { service: Service }) => {
  const { visit, service } = props
  const { t, lang } = visit
  return (
    <section id={service.id} aria-labelledby={`t-${service.id}`}>
      <h2 id={`t-${service.id}`} class="head">
        {service.name[lang]}
      </h2>
      <div class="work">
        <table class="tbl fold-up targets">
          <thead>
            <tr>
              <th scope="col">{t.targets.step}</th>
              <th scope="col">{t.targets.office}</th>
              <th scope="col">{t.targets.drawn}</th>
              <th scope="col">{t.targets.target}</th>
            </tr>
          </thead>
          <tbody>
            {service.steps.map((step) => (
              <Row {...props} step={step} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Row(props: TargetsPage & { service: Service; step: Step }) {
  const { visit, university, service, step, targets, newToken } = props
  const { t, lang } = visit
  const refused = props.refused?.service === service.id && props.refused.element === step.element ? props.refused : null
  const problem = refused?.problems[0]
  const set = targets.find((one) => one.service === service.id && one.element === step.element)
  const id = `d-${service.id}-${step.element}`
  const name = step.name[lang]
  return (
    <tr>
      <td class="c-who">{name}</td>
      <td data-l={t.targets.office}>{officeOfStep(university, step, visit)}</td>
      <td class="num" data-l={t.targets.drawn}>
        {step.targetDays === null ? <span class="meta">{t.targets.none}</span> : t.targets.days(step.targetDays)}
      </td>
      <td class="c-set">
        <form method="post" action={paths.stepTarget(service.id, step.element)} class="row" data-once>
          <input type="hidden" name="once" value={newToken()} />
          <label class="sr" for={id}>
            {t.targets.targetOf(name)}
          </label>
          <input
            class="in"
            id={id}
            name="days"
            value={digitsIn(refused?.days ?? String(set?.days ?? ''), lang)}
            placeholder={digitsIn(String(step.targetDays ?? university.calendar.defaultDays), lang)}
            dir="ltr"
            inputmode="numeric"
            maxlength={3}
            autocomplete="off"
            aria-describedby={problem ? `${id}-e` : undefined}
            aria-invalid={problem ? 'true' : undefined}
          />
          <button class="btn" aria-label={t.targets.saveOf(name)}>
            {t.targets.save}
          </button>
          {problem ? (
            <span class="late" id={`${id}-e`} role="alert">
              <Icon name="circle-alert" /> {problem.text[lang]}
            </span>
          ) : set ? (
            <span class="meta">{t.targets.set(set.by[lang], formatTime(set.at, lang, 'date'))}</span>
          ) : null}
        </form>
      </td>
    </tr>
  )
}

function officeOfStep(university: University, step: Step, { lang, t }: Visit): string {
  if (step.office === null) return ''
  const kind = officeKind(instanceFor(step.office, ''))
  const name = officeName(university, kind)[lang]
  return officeOf(university, kind)?.scope === 'faculty' ? `${name} (${t.targets.everyFaculty})` : name
}
