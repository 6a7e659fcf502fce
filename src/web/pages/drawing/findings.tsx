import type { Finding } from '../../../desk/drawing/check.js'
import type { DrawingFile } from '../../../desk/drawing/draft.js'
import { paths } from '../../paths.js'
import { Code } from '../../ui/bits.js'
import { Icon } from '../../ui/icon.js'
import type { Visit } from '../../visit.js'

interface Findings {
  readonly visit: Visit
  readonly service: string
  /** Findings of this drawing lead to its editor. */
  readonly drawing: DrawingFile
  readonly findings: readonly Finding[]
}

/** A drawing with more to mend than this is mended a part at a time. */
const SHOWN = 100

const ICONS = { error: 'circle-alert', warning: 'triangle-alert', advice: 'lightbulb' }

/** What a check found: what stops publishing first; advice apart and folded. */
export const FindingsList = (props: Findings) => {
  const { visit, findings } = props
  const t = visit.t.drawing
  const serious = findings.filter((one) => one.severity !== 'advice')
  const advice = findings.filter((one) => one.severity === 'advice')
  const errors = findings.filter((one) => one.severity === 'error').length
  return (
    <div class="stack">
      {errors > 0 ? (
        <p class="late">{t.errorsFound(errors)}</p>
      ) : (
        <p class="notice ok">
          <Icon name="check" />
          <span>{t.nothingFound}</span>
        </p>
      )}
      {serious.length > 0 ? <Lines {...props} findings={serious.toSorted(bySeverity)} /> : null}
      {advice.length > 0 ? (
        <details class="fold">
          <summary>{t.advice(advice.length)}</summary>
          <Lines {...props} findings={advice} />
        </details>
      ) : null}
    </div>
  )
}

const ORDER = ['error', 'warning', 'advice']
const bySeverity = (a: Finding, b: Finding) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity)

const Lines = (props: Findings) => {
  const left = props.findings.length - SHOWN
  return (
    <>
      <ul class="findings">
        {props.findings.slice(0, SHOWN).map((one) => (
          <Line {...props} one={one} />
        ))}
      </ul>
      {left > 0 ? <p class="meta">{props.visit.t.drawing.moreFindings(left)}</p> : null}
    </>
  )
}

const Line = ({ visit, service, drawing, one }: Findings & { readonly one: Finding }) => (
  <li class={one.severity}>
    <Icon name={ICONS[one.severity]} />
    <div>
      <p>
        <span class="sr">{visit.t.drawing.severities[one.severity]}: </span>
        {one.file === drawing.file && one.element !== null ? (
          <a
            href={paths.draftProcess(service, {
              element: one.element,
              ...(drawing.runs ? {} : { file: drawing.file }),
            })}
            data-element={one.element}
            data-turbo-frame="_top"
          >
            {one.name ?? <Code>{one.element}</Code>}
          </a>
        ) : (
          <Code>{one.file}</Code>
        )}{' '}
        <span>{one.text[visit.lang]}</span>
      </p>
      {one.cure ? <p class="meta">{one.cure[visit.lang]}</p> : null}
    </div>
  </li>
)
