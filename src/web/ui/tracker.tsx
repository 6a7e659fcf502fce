import type { RequestView, TrackerStep } from '../../desk/views.js'
import { formatNumber } from '../../persian/index.js'
import type { Visit } from '../visit.js'
import { Digits, fullName, When } from './bits.js'
import { Icon } from './icon.js'

const CLASS = { done: 'd', now: 'n', skipped: 'k', next: 'f', later: 'f' } as const

/** All steps of a request: done by whom and when, now, next, skipped because. */
export const Tracker = ({ visit, request }: { visit: Visit; request: RequestView }) => (
  <ol class="track">
    {request.tracker.map((step, index) => (
      <li class={CLASS[step.state]} aria-current={step.state === 'now' ? 'step' : undefined}>
        <span class="dot" aria-hidden="true">
          {step.state === 'done' ? (
            <Icon name="check" />
          ) : step.state === 'skipped' ? (
            <Icon name="minus" />
          ) : (
            formatNumber(index + 1, visit.lang)
          )}
        </span>
        <span class="name">
          <span class="sr">{`${visit.t.request.stepOf(index + 1)}، ${visit.t.request.states[step.state]}: `}</span>
          {step.name[visit.lang]}
        </span>
        <Detail visit={visit} step={step} request={request} />
      </li>
    ))}
  </ol>
)

function Detail({ visit, step, request }: { visit: Visit; step: TrackerStep; request: RequestView }) {
  const { lang, t } = visit
  if (step.state === 'skipped' || step.state === 'later') return step.reason ? <small>{step.reason[lang]}</small> : null
  if (step.state === 'next') return <small>{t.request.states.next}</small>
  const by = step.by ? fullName(visit, step.by) : (step.office?.[lang] ?? '')
  const refusing = request.status === 'refused' && step === request.tracker.findLast((one) => one.state === 'done')
  const numbered = request.number && step.state === 'done' && step.at === request.number.at
  return (
    <>
      <small>
        {by} · {step.state === 'now' ? `${t.request.since} ` : null}
        {step.at === null ? null : <When visit={visit} at={step.at} style={step.state === 'now' ? 'both' : 'date'} />}
        {step.rounds > 1 ? ` · ${t.request.rounds(step.rounds)}` : ''}
        {refusing ? ` · ${step.outcome?.[lang] ?? ''}` : ''}
      </small>
      {numbered && request.number ? (
        <small>
          {t.request.letter} <Digits visit={visit}>{request.number.text}</Digits>
        </small>
      ) : null}
    </>
  )
}

/** The tracker in one line: how far it has come. */
export function Meter({ visit, request }: { visit: Visit; request: RequestView }) {
  const { tracker } = request
  const at = tracker.findIndex((step) => step.state === 'now')
  const next = tracker.find((step) => step.state === 'next')
  if (at < 0) return null
  const label = visit.t.request.step(at + 1, tracker.length)
  return (
    <>
      <div class="meter" role="img" aria-label={label}>
        {tracker.map((step) => (
          <i class={CLASS[step.state]}></i>
        ))}
      </div>
      <p class="meta">
        {label}
        {next ? ` · ${visit.t.request.then(next.name[visit.lang])}` : ''}
      </p>
    </>
  )
}
