import type { Child } from 'hono/jsx'
import type { Problem } from '../../desk/form/form.js'
import type { University } from '../../desk/university.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Code } from '../ui/bits.js'
import { ErrorSummary } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { Reason } from '../ui/reason.js'
import type { Visit } from '../visit.js'

interface Repair {
  readonly visit: Visit
  readonly university: University
  readonly key: string
  /** What was typed and refused. */
  readonly typed: string
  readonly problems: readonly Problem[]
  readonly token: string
}

interface Confirmation extends Repair {
  readonly title: string
  readonly action: string
  readonly will: readonly string[]
  readonly hidden: Readonly<Record<string, string>>
  readonly button: string
  readonly stop?: boolean
}

/** Before something is taken elsewhere: what will happen, and why. */
export const movePage = (
  props: Repair & {
    readonly move: { readonly token: number; readonly to: string }
    readonly from: string
    readonly to: string
    readonly others: number
  },
) => {
  const t = props.visit.t.operating.confirm
  return confirmation({
    ...props,
    title: t.moveTitle,
    action: paths.adminMove(props.key),
    will: [
      t.leaves(props.from),
      t.asks,
      t.enters(props.to),
      ...(props.others > 0 ? [t.others(props.others)] : []),
      t.told,
    ],
    hidden: { token: String(props.move.token), to: props.move.to },
    button: t.moveDo,
  })
}

/** Before a request is closed. */
export const cancellationPage = (props: Repair & { readonly open: number }) => {
  const t = props.visit.t.operating.confirm
  return confirmation({
    ...props,
    title: t.cancelTitle,
    action: paths.adminCancellation(props.key),
    will: [t.closes, t.tasks(props.open), t.reads],
    hidden: {},
    button: t.cancelDo,
    stop: true,
  })
}

const confirmation = (props: Confirmation) => {
  const { visit, university, key, problems, stop = false } = props
  const t = visit.t.operating.confirm
  const said: Child = problems.length > 0 ? `${visit.t.error}: ` : ''
  return adminFrame({
    visit,
    section: 'processes',
    title: `${String(said)}${props.title}`,
    children: (
      <>
        <p class="meta lead">
          <a href={paths.adminInstance(key)}>
            <Code>{key}</Code>
          </a>
        </p>
        <section class="card" aria-labelledby="rw">
          <h2 id="rw">{t.will}</h2>
          <ul class="will">
            {props.will.map((one) => (
              <li>
                <Icon name={stop ? 'circle-alert' : 'arrow-left-right'} />
                <span>{one}</span>
              </li>
            ))}
          </ul>
          <form class="stack" method="post" action={props.action} novalidate data-once>
            <input type="hidden" name="once" value={props.token} />
            {Object.entries(props.hidden).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <ErrorSummary
              visit={visit}
              title={visit.t.form.fixAction}
              problems={problems}
              labelOf={() => t.reason}
              prefix="rp-"
            />
            <Reason
              visit={visit}
              university={university}
              typed={props.typed}
              problems={problems}
              hint={!stop}
              prefix="rp-"
            />
            <div class="row">
              <button class="btn go">{props.button}</button>
              <a class="btn" href={paths.adminInstance(key)}>
                {t.back}
              </a>
            </div>
          </form>
        </section>
      </>
    ),
  })
}
