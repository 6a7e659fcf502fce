import type { AwaitedThing, Parts, RequestView, TrackerGroup, TrackerItem, TrackerStep } from '../../desk/views.js'
import { formatNumber, formatTime, joinList } from '../../persian/index.js'
import type { Visit } from '../visit.js'
import { Digits, fullName, When } from './bits.js'
import { Icon } from './icon.js'

const CLASS = { done: 'd', now: 'n', skipped: 'k', interrupted: 'k x', next: 'f', later: 'f' } as const

interface Of {
  readonly visit: Visit
  readonly request: RequestView
}

/**
 * All steps of a request: done by whom and when, now, next, skipped because. Branches and sub-processes are lists in
 * the list, so that a screen reader tells where one is.
 */
export const Tracker = ({ visit, request }: Of) => <Items visit={visit} request={request} items={request.track} />

const Items = ({ visit, request, items }: Of & { items: readonly TrackerItem[] }) => (
  <ol class="track">
    {items.map((item) =>
      item.kind === 'group' ? (
        <Group visit={visit} request={request} group={item} />
      ) : item.kind === 'wait' ? (
        <li class="n" aria-current="step">
          <span class="dot" aria-hidden="true">
            <Icon name={WAITS[item.on]} />
          </span>
          <span class="name">
            <span class="sr">{`${visit.t.tracker.states.now}: `}</span>
            {item.name?.[visit.lang] ?? awaitedText(visit, item)}
          </span>
          {item.name ? <small>{awaitedText(visit, item)}</small> : null}
        </li>
      ) : (
        <StepLine visit={visit} request={request} step={item.step} />
      ),
    )}
  </ol>
)

/** «در انتظار زمان، تا ۱۲ آذر ۱۴۰۵»: what is waited for; of the last day the hour too. */
export function awaitedText(visit: Visit, { on, until }: { on: AwaitedThing; until: number | null }): string {
  const words = visit.t.tracker.awaited[on]
  if (until === null) return words
  return visit.t.tracker.until(words, formatTime(until, visit.lang, until - visit.now < DAY_MS ? 'both' : 'date'))
}

const DAY_MS = 86_400_000

const WAITS = {
  timer: 'clock',
  message: 'mail',
  signal: 'radio',
  condition: 'list-checks',
  event: 'clock',
  job: 'loader',
  inner: 'loader',
  incident: 'triangle-alert',
} as const

function Group({ visit, request, group }: Of & { group: TrackerGroup }) {
  const { t, lang } = visit
  const { together, branches, parts, round } = group
  const [only, ...others] = branches
  const words = t.tracker.groups[together]
  const gateway = together === 'all' || together === 'some' || together === 'one'
  const name = group.name?.[lang] ?? null
  const count = parts ? partsWords(visit, parts) : round === null ? null : t.tracker.round(round)
  return (
    <li class={`g ${CLASS[group.state]}`}>
      <span class="dot" aria-hidden="true">
        <Icon name={GROUPS[together]} />
      </span>
      <span class="name">{gateway || name === null ? words : name}</span>
      {gateway && name !== null ? <small>{name}</small> : null}
      {count === null ? null : <small>{count}</small>}
      {only && others.length === 0 && !gateway ? (
        <Items visit={visit} request={request} items={only.items} />
      ) : (
        <ol class="branches">
          {branches.map((branch, index) => (
            <li>
              {branch.label ? (
                <p class="label">{branch.label[lang]}</p>
              ) : (
                <p class="sr">{t.tracker.branch(index + 1)}</p>
              )}
              <Items visit={visit} request={request} items={branch.items} />
            </li>
          ))}
        </ol>
      )}
    </li>
  )
}

const GROUPS = {
  all: 'split',
  some: 'split',
  one: 'split',
  inner: 'layers',
  called: 'layers',
  aside: 'corner-down-left',
} as const

const partsWords = ({ t }: Visit, { done, total }: Parts): string =>
  total === null ? t.tracker.partsDone(done) : t.tracker.parts(done, total)

const DOTS = { done: 'check', skipped: 'minus', interrupted: 'x' } as const

function StepLine({ visit, request, step }: Of & { step: TrackerStep }) {
  const { t, lang } = visit
  const number = request.tracker.indexOf(step) + 1
  const { state } = step
  return (
    <li class={CLASS[state]} aria-current={state === 'now' ? 'step' : undefined}>
      <span class="dot" aria-hidden="true">
        {state === 'done' || state === 'skipped' || state === 'interrupted' ? (
          <Icon name={DOTS[state]} />
        ) : (
          formatNumber(number, lang)
        )}
      </span>
      <span class="name">
        <span class="sr">{`${t.request.stepOf(number)}، ${t.tracker.states[state]}: `}</span>
        {step.name[lang]}
      </span>
      <Detail visit={visit} step={step} request={request} />
    </li>
  )
}

function Detail({ visit, step, request }: Of & { step: TrackerStep }) {
  const { lang, t } = visit
  const { state } = step
  const parts = step.parts ? partsWords(visit, step.parts) : null
  if (state !== 'done' && state !== 'now') {
    const first = state === 'next' ? t.tracker.states.next : null
    const words = [first, step.reason?.[lang] ?? null, parts].filter((one) => one !== null)
    return words.length > 0 ? <small>{words.join(' · ')}</small> : null
  }
  const by = step.by ? fullName(visit, step.by) : (step.office?.[lang] ?? '')
  const refusing = request.status === 'refused' && step === request.tracker.findLast((one) => one.state === 'done')
  const numbered = request.number && state === 'done' && step.at === request.number.at
  return (
    <>
      <small>
        {by} · {state === 'now' ? `${t.request.since} ` : null}
        {step.at === null ? null : <When visit={visit} at={step.at} style={state === 'now' ? 'both' : 'date'} />}
        {step.parts === null && step.rounds > 1 ? ` · ${t.tracker.round(step.rounds)}` : ''}
        {refusing ? ` · ${step.outcome?.[lang] ?? ''}` : ''}
      </small>
      {parts === null ? null : <small>{parts}</small>}
      {numbered && request.number ? (
        <small>
          {t.request.letter} <Digits visit={visit}>{request.number.text}</Digits>
        </small>
      ) : null}
    </>
  )
}

/** What is waited for just now, wherever in the tracker it stands. */
export const waitsIn = (items: readonly TrackerItem[]): readonly Extract<TrackerItem, { kind: 'wait' }>[] =>
  items.flatMap((item) =>
    item.kind === 'group'
      ? item.branches.flatMap((branch) => waitsIn(branch.items))
      : item.kind === 'wait'
        ? [item]
        : [],
  )

function stepsWords({ t, lang }: Visit, open: readonly number[], of: number): string {
  const [first = 0, ...others] = open
  if (others.length === 0) return t.request.step(first, of)
  const numbers = open.map((at) => formatNumber(at, lang))
  return t.tracker.steps(joinList(numbers, lang), of)
}

/** With more steps open than this, only their first is told. */
const MOST_TOLD = 3

/** The tracker in one line: how far it has come. */
export function Meter({ visit, request }: Of) {
  const { tracker } = request
  const open = tracker.flatMap((step, index) => (step.state === 'now' ? [index + 1] : []))
  const coming = tracker.filter((step) => step.state === 'next')
  const next = coming.find((step) => step.reason === null) ?? coming[0]
  if (open.length === 0 && waitsIn(request.track).length === 0) return null
  const done = tracker.filter((step) => step.state === 'done').length
  const label =
    open.length === 0
      ? visit.t.tracker.doneOf(done, tracker.length)
      : stepsWords(visit, open.length > MOST_TOLD ? open.slice(0, 1) : open, tracker.length)
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
