import { addDuration } from './duration.js'
import type { Node } from './model.js'
import type { Run } from './run.js'
import type { TimerState, Token } from './state.js'
import { startTimer } from './triggers.js'
import { text, visible } from './variables.js'

/** How often a job is tried when the drawing does not say (Camunda 8). */
const TRIES = 3

/** Asks for the job of a token, the first time or again. */
export function offerJob(run: Run, node: Node, token: Token, left?: number): void {
  const variables = visible(run, run.scopeOf(token)?.id ?? token.scope)
  const { type, retries, headers } = node.job ?? { type: '', retries: '', headers: {} }
  const tries = Number(text(run, node.id, retries, variables) ?? TRIES)
  run.effects.push({
    kind: 'run-job',
    token: token.id,
    element: node.id,
    type: text(run, node.id, type, variables) ?? '',
    retries: left ?? (Number.isInteger(tries) && tries > 0 ? tries : TRIES),
    headers,
    variables,
  })
}

/**
 * A job failed. With tries left it is asked for again, after a pause: the caller's, or that of the header
 * `retryBackoff` (an ISO 8601 duration); with none left it is an incident.
 */
export function failJob(run: Run, token: Token, message: string, left: number, backoff: number | null): void {
  const node = run.node(token.element)
  if (left <= 0) {
    if (![...run.incidents.values()].some((one) => one.token === token.id))
      run.fail(token, 'job-failed', message, 'job')
    return
  }
  const header = node.job?.headers['retryBackoff']
  const due = backoff === null ? header && addDuration(run.at, header) : run.at + backoff
  if (typeof due !== 'number') return offerJob(run, node, token, left)
  startTimer(run, { id: run.id(), scope: token.scope, token: token.id, element: node.id, due, left, every: null })
}

/** The pause before a job is tried again is over. */
export function retryJob(run: Run, timer: TimerState, token: Token): void {
  run.timers.delete(timer.id)
  offerJob(run, run.node(token.element), token, timer.left ?? TRIES)
}
