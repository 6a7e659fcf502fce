import type { Variables } from './model.js'
import type { IncidentReason, State } from './state.js'

/** What can happen to a process. */
export type Happening =
  /** `element` names one of several start events. */
  | { readonly kind: 'start'; readonly variables: Variables; readonly element?: string }
  | { readonly kind: 'task-completed' | 'job-done'; readonly token: number; readonly variables: Variables }
  /** The process that an activity called as an instance of its own has ended, with these variables. */
  | { readonly kind: 'process-ended'; readonly token: number; readonly variables: Variables }
  /** It could not begin, or was cancelled: an incident; a retry begins it anew. */
  | { readonly kind: 'process-failed'; readonly token: number; readonly message: string }
  /** `retries` are those left: with some the job is asked for again, after `backoff` milliseconds; with none it is an incident. */
  | {
      readonly kind: 'job-failed'
      readonly token: number
      readonly message: string
      readonly retries?: number
      readonly backoff?: number
    }
  /** Whoever does a task or job meets a business error or an escalation of the drawing, or a called process throws one. */
  | {
      readonly kind: 'error' | 'escalation'
      readonly token: number
      readonly code: string
      readonly variables: Variables
    }
  | { readonly kind: 'timer-due'; readonly timer: number }
  /** Goes to the oldest of the waiting elements, or is refused with `nobody-waits`: the caller keeps it for a while. */
  | {
      readonly kind: 'message'
      readonly name: string
      readonly key: string | null
      readonly variables: Variables
    }
  /** Goes to every waiting element. */
  | { readonly kind: 'signal'; readonly name: string; readonly variables: Variables }
  | { readonly kind: 'retry'; readonly incident: number }
  | { readonly kind: 'set-variables'; readonly variables: Variables; readonly scope?: number }
  /** `anywhere` lifts the rule that a token only goes back to where it can have come from. */
  | { readonly kind: 'move-token'; readonly token: number; readonly to: string; readonly anywhere?: boolean }
  /** Begins an activity of an ad-hoc sub-process; `token` is the one that waits at it. */
  | { readonly kind: 'activate'; readonly token: number; readonly element: string }
  | { readonly kind: 'cancel'; readonly reason: string }

export type CloseReason = 'completed' | 'interrupted' | 'moved' | 'cancelled'

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
  /** `by` is what ended it before its time: an event, or the activity whose completion condition came true. */
  | {
      readonly kind: 'close-task'
      readonly token: number
      readonly element: string
      readonly reason: CloseReason
      readonly by: string | null
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
  /** A process is to begin as an instance of its own, with its plain start event. */
  | {
      readonly kind: 'start-process'
      readonly token: number
      readonly element: string
      readonly process: string
      readonly variables: Variables
    }
  /** The activity that called it is over before its time, and so is the process. */
  | {
      readonly kind: 'stop-process'
      readonly token: number
      readonly element: string
      readonly reason: CloseReason
      readonly by: string | null
    }
  /** Messages kept for this name and key may be delivered now. */
  | {
      readonly kind: 'subscribe'
      readonly subscription: number
      readonly element: string
      readonly on: 'message' | 'signal'
      readonly name: string | null
      readonly key: string | null
    }
  | { readonly kind: 'unsubscribe'; readonly subscription: number }
  /** To whoever waits for it, in this process or another; kept for a while when nobody does. */
  | {
      readonly kind: 'send-message'
      readonly element: string
      readonly name: string
      readonly key: string | null
      readonly variables: Variables
    }
  /** To every other process; this one has heard it already. */
  | {
      readonly kind: 'throw-signal'
      readonly element: string
      readonly name: string
      readonly variables: Variables
    }
  /** `caught` is the event that catches it; null when none does. */
  | {
      readonly kind: 'throw-error' | 'throw-escalation'
      readonly element: string
      readonly code: string | null
      readonly caught: string | null
    }
  | {
      readonly kind: 'incident'
      readonly incident: number
      readonly token: number
      readonly element: string
      readonly reason: IncidentReason
      readonly message: string
    }
  | { readonly kind: 'close-incident'; readonly incident: number }
  | { readonly kind: 'ended'; readonly status: Exclude<State['status'], 'running'> }

export interface Warning {
  readonly element: string
  readonly expression: string
  readonly message: string
}

export type RefusalCode =
  | 'not-running'
  | 'already-started'
  | 'no-such-start'
  | 'no-such-token'
  | 'no-such-timer'
  | 'no-such-incident'
  | 'no-such-scope'
  | 'no-such-element'
  | 'not-waiting'
  | 'nobody-waits'
  | 'cannot-move'
  | 'not-caught'

export type Step =
  | {
      readonly ok: true
      readonly state: State
      readonly effects: readonly Effect[]
      readonly warnings: readonly Warning[]
    }
  | { readonly ok: false; readonly refusal: RefusalCode }
