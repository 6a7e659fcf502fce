import { addDuration, readCycle, readInstant } from './duration.js'
import type { Node, Variables } from './model.js'
import type { Run } from './run.js'
import type { IncidentReason, Subscription, TimerState } from './state.js'
import { text } from './variables.js'

/** What an event listens to, evaluated when its element is entered. */
export type Trigger =
  | { readonly element: string; readonly timer: Pick<TimerState, 'due' | 'left' | 'every'> }
  | { readonly element: string; readonly subscription: Pick<Subscription, 'on' | 'name' | 'key'> }

/** Why an event can't listen. */
export interface Deaf {
  readonly reason: IncidentReason
  readonly message: string
}

/** Makes out what an event is to listen to. Null when nothing has to listen: errors and escalations look for their catcher. */
export function triggerOf(run: Run, node: Node, variables: Variables): Trigger | Deaf | null {
  const { id, event } = node
  const listen = (on: Subscription['on'], name: string | null, key: string | null = null): Trigger => ({
    element: id,
    subscription: { on, name, key },
  })
  if (event?.kind === 'timer') {
    const timer = dueOf(run, node, variables)
    return timer ? { element: id, timer } : { reason: 'no-time', message: 'the expression gives no time' }
  }
  if (event?.kind === 'signal') return listen('signal', text(run, id, event.name, variables))
  if (event?.kind === 'condition') return listen('condition', null)
  if (event?.kind !== 'message') return null
  const key = text(run, id, event.key, variables)
  if (event.key !== null && key === null)
    return { reason: 'no-correlation-key', message: 'the correlation key is null' }
  return listen('message', text(run, id, event.name, variables), key)
}

/** Makes out what several events listen to; the first that can't is told instead. */
export function triggersOf(
  run: Run,
  events: readonly string[],
  variables: Variables,
): readonly Trigger[] | (Deaf & { readonly element: string }) {
  const triggers: Trigger[] = []
  for (const id of events) {
    const trigger = triggerOf(run, run.node(id), variables)
    if (trigger && 'reason' in trigger) return { ...trigger, element: id }
    if (trigger) triggers.push(trigger)
  }
  return triggers
}

/** Begins to listen, for a token or, without one, for a scope. */
export function listen(run: Run, triggers: readonly Trigger[], scope: number, token: number | null): void {
  for (const trigger of triggers) {
    const row = { id: run.id(), scope, token, element: trigger.element }
    if ('timer' in trigger) {
      startTimer(run, { ...row, ...trigger.timer })
      continue
    }
    const { on, name, key } = trigger.subscription
    run.subscriptions.set(row.id, { ...row, on, name, key, held: false })
    if (on === 'condition') run.fresh.add(row.id)
    else run.effects.push({ kind: 'subscribe', subscription: row.id, element: row.element, on, name, key })
  }
}

export function startTimer(run: Run, timer: TimerState): void {
  run.timers.set(timer.id, timer)
  run.effects.push({ kind: 'start-timer', timer: timer.id, element: timer.element, due: timer.due })
}

/** When a timer fires, and how often again after that; null when its expression gives no time. */
function dueOf(run: Run, node: Node, variables: Variables): Pick<TimerState, 'due' | 'left' | 'every'> | null {
  const timer = node.event?.kind === 'timer' ? node.event.timer : null
  const written = timer && text(run, node.id, timer.expression, variables)
  if (timer === null || written === null) return null
  if (timer.kind === 'date') return once(readInstant(written))
  if (timer.kind === 'duration') return once(addDuration(run.at, written))
  const cycle = readCycle(written)
  const first = cycle && (cycle.from ?? addDuration(run.at, cycle.every))
  return cycle && first !== null && cycle.times !== 0
    ? { due: first, left: cycle.times === null ? null : cycle.times - 1, every: cycle.every }
    : null
}

const once = (due: number | null) => (due === null ? null : { due, left: 0, every: null })
