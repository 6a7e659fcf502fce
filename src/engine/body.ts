import type { Run } from './run.js'
import type { Scope } from './state.js'
import { listen, triggersOf } from './triggers.js'
import { visible } from './variables.js'

/** Opens the scope of a process or sub-process: its event sub-processes begin to listen, tokens begin at its entries. */
export function openBody(run: Run, input: Omit<Scope, 'id' | 'rounds'>, entries?: readonly string[]): Scope {
  const scope = run.openScope(input)
  const container = containerOf(scope)
  for (const event of run.definition.eventStarts[container] ?? []) listenTo(run, scope.id, event)
  for (const element of entries ?? run.definition.entries[container] ?? [])
    run.arrivals.push({ scope: scope.id, element, via: null })
  return scope
}

/** The process or sub-process whose elements a scope holds. */
export const containerOf = ({ kind, element, process }: Scope): string =>
  kind === 'process' || kind === 'call' ? process : (element ?? process)

/** Listens for the start of an event sub-process; one that can't listen stands in the scope as an incident. */
export function listenTo(run: Run, scope: number, event: string): void {
  const triggers = triggersOf(run, [event], visible(run, scope))
  if (!('reason' in triggers)) return listen(run, triggers, scope, null)
  run.stop({ scope, element: event, via: null }, triggers.reason, triggers.message, 'listen')
}
