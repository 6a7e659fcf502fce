import { addDuration } from './duration.js'
import type { Effect, Happening, RefusalCode, Warning } from './happenings.js'
import type { Definition, Variables } from './model.js'
import type { State, Token } from './state.js'
import { step } from './step.js'

/** What somebody lets happen; elements are named instead of tokens. `wait` lets time pass, and what is due in it fires. */
export type Act =
  | { readonly complete: string; readonly variables?: Variables | undefined }
  | { readonly fail: string; readonly message?: string | undefined; readonly retries?: number | undefined }
  | { readonly error: string; readonly code: string; readonly variables?: Variables | undefined }
  | { readonly message: string; readonly key?: string | null | undefined; readonly variables?: Variables | undefined }
  | { readonly signal: string; readonly variables?: Variables | undefined }
  | { readonly set: Variables }
  | { readonly retry: string }
  | { readonly wait: string }
  | { readonly cancel: string }

export interface Script {
  readonly variables: Variables
  /** Epoch milliseconds at which it begins. */
  readonly at: number
  /** The start event, where there are several. */
  readonly start?: string | undefined
  /** What happens, one after the other; without it everything is done as it comes. */
  readonly acts?: readonly Act[] | undefined
  /** Results of tasks, jobs, called processes and messages by element: one for each time it comes, the last for all after that. */
  readonly answers?: Readonly<Record<string, readonly Variables[]>> | undefined
}

export interface SimulatedStep {
  readonly at: number
  readonly happening: Happening
  readonly effects: readonly Effect[]
  readonly warnings: readonly Warning[]
  /** Why it could not happen; null when it did. */
  readonly refusal: RefusalCode | null
}

export interface Simulation {
  readonly steps: readonly SimulatedStep[]
  readonly state: State | null
  /** How it came to its end: `waiting` for what nobody lets happen, `endless` when it went on too long. */
  readonly outcome: State['status'] | 'waiting' | 'endless'
}

/** Longer than any process that somebody draws goes on. */
const MOST_STEPS = 10_000

/**
 * Walks a process without a desk: the clock is one that is set, tasks and jobs are done as the script says, messages
 * that it sends reach itself. Touches nothing.
 */
export function simulate(definition: Definition, script: Script): Simulation {
  const walk = new Walk(definition, script.at)
  const { variables, start } = script
  walk.happen({ kind: 'start', variables, ...(start === undefined ? {} : { element: start }) })
  if (script.acts) for (const act of script.acts) walk.act(act)
  else while (walk.goesOn()) if (!walk.doNext(script.answers ?? {})) break
  return walk.end()
}

type Answers = Readonly<Record<string, readonly Variables[]>>

/** What is done outside: tasks, jobs, and processes that run as instances of their own. */
const DONE_BY_OTHERS: Readonly<Partial<Record<Token['waits'], 'task-completed' | 'job-done' | 'process-ended'>>> = {
  task: 'task-completed',
  job: 'job-done',
  process: 'process-ended',
}

/** One simulation under way: its clock, where the process stands, what has happened. */
class Walk {
  private readonly definition: Definition
  private readonly steps: SimulatedStep[] = []
  private readonly given = new Map<string, number>()
  /** Messages that nobody waits for yet. */
  private kept: Extract<Effect, { kind: 'send-message' }>[] = []
  private state: State | null = null
  private at: number

  constructor(definition: Definition, at: number) {
    this.definition = definition
    this.at = at
  }

  end(): Simulation {
    const { steps, state } = this
    const running = steps.length >= MOST_STEPS ? 'endless' : 'waiting'
    return { steps, state, outcome: state && state.status !== 'running' ? state.status : running }
  }

  goesOn(): boolean {
    return this.state?.status === 'running' && this.steps.length < MOST_STEPS
  }

  happen(happening: Happening): void {
    const result = step(this.definition, this.state, happening, this.at)
    const { at } = this
    if (!result.ok) {
      this.steps.push({ at, happening, effects: [], warnings: [], refusal: result.refusal })
      return
    }
    const { effects, warnings } = result
    this.state = result.state
    this.steps.push({ at, happening, effects, warnings, refusal: null })
    this.kept.push(...effects.filter((effect) => effect.kind === 'send-message'))
    this.deliver()
  }

  /** A message that was sent goes to whoever waits for it by now. */
  private deliver(): void {
    const found = this.kept.find((one) =>
      this.state?.subscriptions.some((row) => row.on === 'message' && row.name === one.name && row.key === one.key),
    )
    if (!found || !this.goesOn()) return
    this.kept = this.kept.filter((one) => one !== found)
    const { name, key, variables } = found
    this.happen({ kind: 'message', name, key, variables })
  }

  act(act: Act): void {
    if ('complete' in act) return this.happen(this.done(act.complete, act.variables ?? {}))
    if ('fail' in act)
      return this.happen({
        kind: 'job-failed',
        token: this.tokenAt(act.fail),
        message: act.message ?? 'failed',
        retries: act.retries ?? 0,
      })
    if ('error' in act) {
      const { code, variables = {} } = act
      return this.happen({ kind: 'error', token: this.tokenAt(act.error), code, variables })
    }
    if ('message' in act) {
      const { message: name, key = null, variables = {} } = act
      return this.happen({ kind: 'message', name, key, variables })
    }
    if ('signal' in act) return this.happen({ kind: 'signal', name: act.signal, variables: act.variables ?? {} })
    if ('set' in act) return this.happen({ kind: 'set-variables', variables: act.set })
    if ('retry' in act) {
      const incident = this.state?.incidents.find((one) => one.element === act.retry)?.id ?? -1
      return this.happen({ kind: 'retry', incident })
    }
    if ('wait' in act) return this.pass(addDuration(this.at, act.wait) ?? this.at)
    this.happen({ kind: 'cancel', reason: act.cancel })
  }

  private tokenAt(element: string): number {
    const waits = (token: Token) => token.element === element && DONE_BY_OTHERS[token.waits] !== undefined
    return this.state?.tokens.find(waits)?.id ?? -1
  }

  private done(element: string, variables: Variables): Happening {
    const token = this.tokenAt(element)
    const waits = this.state?.tokens.find((one) => one.id === token)?.waits
    return { kind: (waits && DONE_BY_OTHERS[waits]) ?? 'task-completed', token, variables }
  }

  /** Lets time pass until an instant; every timer due by then fires at its own time. */
  private pass(until: number): void {
    for (let timer = this.nextTimer(); timer && timer.due <= until && this.goesOn(); timer = this.nextTimer()) {
      this.at = Math.max(this.at, timer.due)
      this.happen({ kind: 'timer-due', timer: timer.id })
    }
    this.at = Math.max(this.at, until)
  }

  private nextTimer() {
    return [...(this.state?.timers ?? [])].sort((a, b) => a.due - b.due || a.id - b.id)[0]
  }

  /** Does what can be done: a task or job, else lets time pass, else a message comes. @returns false when nothing can be */
  doNext(answers: Answers): boolean {
    const { state } = this
    const stuck = new Set(state?.incidents.map((one) => one.token))
    const busy = state?.tokens.find(({ id, waits }) => DONE_BY_OTHERS[waits] !== undefined && !stuck.has(id))
    const timer = this.nextTimer()
    const message = state?.subscriptions.find((one) => one.on === 'message')
    if (busy) {
      const variables = this.answerOf(answers, busy.element)
      this.happen({ kind: DONE_BY_OTHERS[busy.waits] ?? 'task-completed', token: busy.id, variables })
    } else if (timer) this.pass(timer.due)
    else if (message) {
      const variables = this.answerOf(answers, message.element)
      this.happen({ kind: 'message', name: message.name ?? '', key: message.key, variables })
    } else return false
    return true
  }

  private answerOf(answers: Answers, element: string): Variables {
    const listed = Object.hasOwn(answers, element) ? (answers[element] ?? []) : []
    const round = this.given.get(element) ?? 0
    this.given.set(element, round + 1)
    return listed[Math.min(round, listed.length - 1)] ?? {}
  }
}
