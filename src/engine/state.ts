import type { Variables } from './model.js'

export const SCOPE_KINDS = [
  'process',
  'call',
  'sub-process',
  'event-sub-process',
  'ad-hoc',
  'rounds',
  'local',
  'compensation',
] as const

/**
 * A level of variables, and of tokens. `rounds` holds the rounds of an activity that is done several times, `local`
 * only the own variables of one activity, `compensation` the handlers that run for a throwing event.
 */
export interface Scope {
  readonly id: number
  readonly parent: number | null
  /** The token in the parent scope that waits for this one; null for the root. */
  readonly token: number | null
  readonly kind: (typeof SCOPE_KINDS)[number]
  readonly process: string
  /** The activity or event it was opened by; null for the root. */
  readonly element: string | null
  readonly variables: Variables
  readonly rounds: Rounds | null
}

/** How far an activity that is done several times has come, or an ad-hoc sub-process that is done in turn. */
export interface Rounds {
  /** How many there will be; null when only a condition knows. */
  readonly total: number | null
  readonly started: number
  readonly done: number
  /** What is still to be gone through in turn; empty when all were started at once. */
  readonly items: readonly Variables[string][]
}

export interface Token {
  readonly id: number
  readonly scope: number
  readonly element: string
  readonly waits:
    | 'task'
    | 'job'
    | 'timer'
    | 'message'
    | 'signal'
    | 'condition'
    | 'event'
    | 'scope'
    | 'process'
    | 'join'
    | 'incident'
  /** The flow it came by, which a join counts. */
  readonly via: string | null
}

/**
 * A timer, or the pause before a job is tried again (then `element` is the job's own). Without a token it belongs to
 * the scope: the start of an event sub-process.
 */
export interface TimerState {
  readonly id: number
  readonly scope: number
  readonly token: number | null
  /** The catch event, or the boundary event of the token's activity, or the start of an event sub-process. */
  readonly element: string
  /** Epoch milliseconds. */
  readonly due: number
  /** How often a cycle still fires after this; null for ever, 0 for a timer that fires once. Of a job: tries left. */
  readonly left: number | null
  /** The ISO 8601 duration between two firings of a cycle. */
  readonly every: string | null
}

/** What a process listens to besides time; `token` and `element` as for a timer. */
export interface Subscription {
  readonly id: number
  readonly scope: number
  readonly token: number | null
  readonly element: string
  readonly on: 'message' | 'signal' | 'condition'
  readonly name: string | null
  readonly key: string | null
  /** Whether a condition was true when last looked at: it fires when it becomes true. */
  readonly held: boolean
}

/** A completed activity that can be undone. */
export interface Undoable {
  readonly id: number
  readonly scope: number
  readonly element: string
  /** The completed sub-process it lies in, seen from the scope; null directly in it. */
  readonly within: string | null
  /** What was known inside that sub-process when it was completed. */
  readonly variables: Variables
}

export type IncidentReason =
  | 'no-flow-holds'
  | 'job-failed'
  | 'error-not-caught'
  | 'no-time'
  | 'no-correlation-key'
  | 'no-collection'
  | 'no-decision'
  | 'no-process'
  | 'process-failed'
  | 'no-element'
  | 'too-many-moves'

/** Why a token can't go on by itself; a retry begins again where it stopped. */
export interface Incident {
  readonly id: number
  readonly token: number
  readonly element: string
  readonly reason: IncidentReason
  readonly message: string
  readonly retry: 'enter' | 'leave' | 'job' | 'process' | 'listen'
}

/** Where a process stands: rows, not a blob. Ids come from `nextId`, so the same happenings give the same state. */
export interface State {
  readonly status: 'running' | 'completed' | 'terminated' | 'cancelled'
  readonly nextId: number
  readonly scopes: readonly Scope[]
  readonly tokens: readonly Token[]
  readonly timers: readonly TimerState[]
  readonly subscriptions: readonly Subscription[]
  readonly undoables: readonly Undoable[]
  readonly incidents: readonly Incident[]
}
