import { step, type Effect, type Happening, type State } from '../../engine/index.js'
import type { Answers, Form } from '../form/form.js'
import type { JsonObject } from '../json.js'
import { resultOf } from '../progress.js'
import { stepOf, type Service } from '../service.js'
import type { TaskForm } from '../task-form.js'
import type { Text } from '../text.js'
import { elementName } from './move-over.js'

/** What somebody decided in a dry run; the run itself is done again from these. */
export type DryMove =
  | { readonly do: 'start'; readonly answers: Answers }
  | { readonly do: 'complete'; readonly token: number; readonly outcome: string; readonly answers: Answers }
  | { readonly do: 'job'; readonly token: number }
  | { readonly do: 'timer'; readonly timer: number }
  /** The message or signal comes that a listener waits for, with these variables. */
  | { readonly do: 'message' | 'signal'; readonly listener: number; readonly variables: JsonObject }
  /** The request that a token called has ended, with these variables. */
  | { readonly do: 'called'; readonly token: number; readonly variables: JsonObject }

/** No process needs more; a loop without an end stops here. */
export const MOST_DRY_MOVES = 300

export interface DryTask {
  readonly token: number
  readonly element: string
  readonly name: Text
  readonly office: string | null
  readonly form: TaskForm | null
}

export type DryEvent =
  | { readonly kind: 'start'; readonly at: number }
  | { readonly kind: 'task'; readonly at: number; readonly name: Text; readonly outcome: Text }
  | { readonly kind: 'timer' | 'job' | 'called'; readonly at: number; readonly name: Text }
  /** `name` is that of the message or signal; `own` when the process has sent it to itself. */
  | { readonly kind: 'message' | 'signal'; readonly at: number; readonly name: Text; readonly own: boolean }
  | { readonly kind: 'incident'; readonly at: number; readonly name: Text; readonly reason: string }

export interface DryRun {
  readonly begun: boolean
  /** The time in the run, epoch milliseconds: it only passes when somebody lets it. */
  readonly at: number
  readonly tasks: readonly DryTask[]
  readonly jobs: readonly { readonly token: number; readonly name: Text; readonly type: string }[]
  /** What it listens to; a signal only once, however many listen. */
  readonly listening: readonly {
    readonly listener: number
    readonly on: 'message' | 'signal'
    readonly name: Text
    readonly key: string | null
    readonly element: Text
  }[]
  readonly called: readonly { readonly token: number; readonly name: Text; readonly process: string }[]
  readonly next: { readonly timer: number; readonly name: Text; readonly due: number } | null
  readonly ended: 'done' | 'refused' | null
  readonly history: readonly DryEvent[]
  /** Elements of the map: where it has been, where it is. */
  readonly marks: Readonly<Record<string, 'done' | 'now'>>
  readonly variables: Readonly<Record<string, unknown>>
  /** Moves that the drawing, changed since, no longer allows. */
  readonly dropped: number
}

/**
 * Walks a draft as its moves say, from the start. Nothing is kept, nobody is told: the engine only says what would
 * follow.
 * @param startedAt epoch milliseconds
 */
export function dryRun(service: Service, moves: readonly DryMove[], startedAt: number): DryRun {
  let state: State | null = null
  let at = startedAt
  let [dropped, done] = [0, 0]
  const history: DryEvent[] = []
  const entered: string[] = []
  const offices = new Map<number, string | null>()
  let sent: Extract<Effect, { kind: 'send-message' }>[] = []
  for (const move of moves) {
    const told = tell(service, state, move, at)
    const happening: Happening | null = told && happeningOf(service, state, move)
    if (move.do === 'timer') at = Math.max(at, state?.timers.find((one) => one.id === move.timer)?.due ?? at)
    const result: ReturnType<typeof step> | null = happening && step(service.definition, state, happening, at)
    if (!told || !result || !result.ok) {
      dropped = moves.length - done
      break
    }
    done += 1
    state = result.state
    history.push({ ...told, at })
    for (const effect of result.effects) note(service, effect, { entered, offices, history, at })
    sent.push(...result.effects.filter((effect) => effect.kind === 'send-message'))
    for (let own = reaching(state, sent); own; own = reaching(state, sent)) {
      const heard: ReturnType<typeof step> = step(service.definition, state, messageOf(own), at)
      sent = sent.filter((one) => one !== own)
      if (!heard.ok) continue
      state = heard.state
      history.push({ kind: 'message', at, name: same(own.name), own: true })
      for (const effect of heard.effects) note(service, effect, { entered, offices, history, at })
      sent.push(...heard.effects.filter((effect) => effect.kind === 'send-message'))
    }
  }
  const running = state?.status === 'running' ? state : null
  const nearest = running?.timers.toSorted((a, b) => a.due - b.due)[0]
  const now = running?.tokens.map((one) => one.element) ?? []
  return {
    begun: state !== null,
    at,
    tasks: (running?.tokens ?? [])
      .filter((token) => token.waits === 'task')
      .map(({ id, element }) => ({
        token: id,
        element,
        name: elementName(service, element),
        office: offices.get(id) ?? null,
        form: service.taskForms.get(stepOf(service, element)?.form ?? '') ?? null,
      })),
    jobs: (running?.tokens ?? [])
      .filter((token) => token.waits === 'job')
      .map(({ id, element }) => ({
        token: id,
        name: elementName(service, element),
        type: service.definition.nodes[element]?.job?.type ?? '',
      })),
    listening: listening(service, running),
    called: (running?.tokens ?? [])
      .filter((token) => token.waits === 'process')
      .map(({ id, element }) => ({
        token: id,
        name: elementName(service, element),
        process: service.definition.nodes[element]?.call?.process ?? '',
      })),
    next: nearest ? { timer: nearest.id, due: nearest.due, name: elementName(service, nearest.element) } : null,
    ended: state !== null && !running ? resultOf(service.definition, entered) : null,
    history,
    marks: {
      ...Object.fromEntries(entered.map((id) => [id, 'done' as const])),
      ...Object.fromEntries(now.map((id) => [id, 'now' as const])),
    },
    variables: running?.scopes.find((scope) => scope.parent === null)?.variables ?? {},
    dropped,
  }
}

const same = (text: string): Text => ({ fa: text, en: text })

const messageOf = ({ name, key, variables }: Extract<Effect, { kind: 'send-message' }>): Happening => ({
  kind: 'message',
  name,
  key,
  variables,
})

/** A message that the process has sent and waits for itself. A process that talks to itself without end is left alone. */
function reaching(state: State | null, sent: readonly Extract<Effect, { kind: 'send-message' }>[]) {
  if (state?.status !== 'running' || state.nextId > MOST_ROWS) return undefined
  return sent.find((one) =>
    state.subscriptions.some((row) => row.on === 'message' && row.name === one.name && row.key === one.key),
  )
}

const MOST_ROWS = 10_000

function listening(service: Service, state: State | null): DryRun['listening'] {
  const rows = (state?.subscriptions ?? []).flatMap(({ id, on, name, key, element }) =>
    on === 'condition' || name === null
      ? []
      : [{ listener: id, on, name: same(name), key, element: elementName(service, element) }],
  )
  return rows.filter(
    (row, index) =>
      row.on === 'message' || rows.findIndex((one) => one.on === 'signal' && one.name.fa === row.name.fa) === index,
  )
}

/** A form without what a simulation can't have: files stay where they are, and nothing is obligatory. */
export const dryForm = (form: Form): Form => ({
  ...form,
  sections: form.sections.map((section) => ({
    ...section,
    fields: section.fields.filter((field) => field.kind !== 'upload').map((field) => ({ ...field, required: false })),
  })),
})

function happeningOf(service: Service, state: State | null, move: DryMove): Happening {
  switch (move.do) {
    case 'start': {
      const faculty = service.faculty_from ? (move.answers[service.faculty_from] ?? null) : null
      const key = `${service.prefix}-0000-000000`
      return { kind: 'start', variables: { request: { ...move.answers, key, faculty, service: service.id } } }
    }
    case 'complete':
      return {
        kind: 'task-completed',
        token: move.token,
        variables: { ...move.answers, outcome: move.outcome },
      }
    case 'job':
      return { kind: 'job-done', token: move.token, variables: { document: '0000-0000-0000-0000' } }
    case 'timer':
      return { kind: 'timer-due', timer: move.timer }
    case 'called':
      return { kind: 'process-ended', token: move.token, variables: move.variables }
    case 'message':
    case 'signal': {
      const { name, key } = state?.subscriptions.find((one) => one.id === move.listener) ?? { name: null, key: null }
      const { variables } = move
      return move.do === 'signal'
        ? { kind: 'signal', name: name ?? '', variables }
        : { kind: 'message', name: name ?? '', key, variables }
    }
  }
}

function tell(service: Service, state: State | null, move: DryMove, at: number): DryEvent | null {
  if (move.do === 'start') return { kind: 'start', at }
  if (move.do === 'timer') {
    const timer = state?.timers.find((one) => one.id === move.timer)
    return timer ? { kind: 'timer', at, name: elementName(service, timer.element) } : null
  }
  if ('listener' in move) {
    const row = state?.subscriptions.find((one) => one.id === move.listener && one.on === move.do)
    return row ? { kind: move.do, at, name: same(row.name ?? ''), own: false } : null
  }
  const token = state?.tokens.find((one) => one.id === move.token)
  if (!token) return null
  const name = elementName(service, token.element)
  if (move.do === 'job' || move.do === 'called') return { kind: move.do, at, name }
  const form = service.taskForms.get(stepOf(service, token.element)?.form ?? '')
  const outcome = form?.outcomes.find((one) => one.id === move.outcome)
  return outcome ? { kind: 'task', at, name, outcome: outcome.label } : null
}

function note(
  service: Service,
  effect: Effect,
  story: { entered: string[]; offices: Map<number, string | null>; history: DryEvent[]; at: number },
): void {
  if (effect.kind === 'enter') story.entered.push(effect.element)
  if (effect.kind === 'open-task') story.offices.set(effect.token, effect.office)
  if (effect.kind === 'incident')
    story.history.push({
      kind: 'incident',
      at: story.at,
      name: elementName(service, effect.element),
      reason: effect.reason,
    })
}
