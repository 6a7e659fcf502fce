import type { Variables } from './model.js'

export interface Scope {
  readonly id: number
  readonly parent: number | null
  /** The token in the parent scope that waits for this one; null for the root. */
  readonly token: number | null
  readonly process: string
  /** The sub-process or call activity; null for the root. */
  readonly element: string | null
  readonly variables: Variables
}

export interface Token {
  readonly id: number
  readonly scope: number
  readonly element: string
  readonly waits: 'task' | 'job' | 'timer' | 'scope' | 'join'
  /** The flow it came by, which a join counts. */
  readonly via: string | null
}

export interface TimerState {
  readonly id: number
  readonly token: number
  /** The catch event, or the boundary event of the token's activity. */
  readonly element: string
  /** Epoch milliseconds. */
  readonly due: number
  /** How often a cycle still fires after this; null for ever, 0 for a timer that fires once. */
  readonly left: number | null
  /** The ISO 8601 duration between two firings of a cycle. */
  readonly every: string | null
}

/** Where a process stands: rows, not a blob. Ids come from `nextId`, so the same happenings give the same state. */
export interface State {
  readonly status: 'running' | 'completed' | 'terminated' | 'cancelled'
  readonly nextId: number
  readonly scopes: readonly Scope[]
  readonly tokens: readonly Token[]
  readonly timers: readonly TimerState[]
}

/** What can happen to a process. */
export type Happening =
  | { readonly kind: 'start'; readonly variables: Variables }
  | { readonly kind: 'task-completed' | 'job-done'; readonly token: number; readonly variables: Variables }
  | { readonly kind: 'job-failed'; readonly token: number; readonly message: string }
  | { readonly kind: 'timer-due'; readonly timer: number }
  | { readonly kind: 'set-variables'; readonly variables: Variables }
  | { readonly kind: 'move-token'; readonly token: number; readonly to: string }
  | { readonly kind: 'cancel'; readonly reason: string }

/** What follows from a step, for the caller to carry out; the engine itself never calls out. */
export type Effect =
  | { readonly kind: 'enter' | 'leave'; readonly element: string; readonly scope: number }
  | { readonly kind: 'take'; readonly flow: string }
  | {
      readonly kind: 'open-task'
      readonly token: number
      readonly element: string
      readonly name: string
      readonly office: string | null
      readonly assignee: string | null
      readonly form: string | null
      readonly due: string | null
      readonly priority: number | null
      readonly properties: Readonly<Record<string, string>>
      readonly lane: string | null
    }
  | {
      readonly kind: 'close-task'
      readonly token: number
      readonly element: string
      readonly reason: 'completed' | 'interrupted' | 'moved' | 'cancelled'
    }
  | { readonly kind: 'start-timer'; readonly timer: number; readonly element: string; readonly due: number }
  | { readonly kind: 'stop-timer'; readonly timer: number }
  | {
      readonly kind: 'run-job'
      readonly token: number
      readonly element: string
      readonly type: string
      readonly retries: number
      readonly variables: Variables
      readonly headers: Readonly<Record<string, string>>
    }
  | { readonly kind: 'stop-job'; readonly token: number; readonly element: string }
  | { readonly kind: 'incident'; readonly token: number; readonly element: string; readonly reason: string }
  | { readonly kind: 'ended'; readonly status: Exclude<State['status'], 'running'> }

export interface Warning {
  readonly element: string
  readonly expression: string
  readonly message: string
}

export type RefusalCode =
  | 'not-running'
  | 'already-started'
  | 'no-such-token'
  | 'no-such-timer'
  | 'not-waiting'
  | 'no-such-element'
  | 'cannot-move'

export type Step =
  | {
      readonly ok: true
      readonly state: State
      readonly effects: readonly Effect[]
      readonly warnings: readonly Warning[]
    }
  | { readonly ok: false; readonly refusal: RefusalCode }
