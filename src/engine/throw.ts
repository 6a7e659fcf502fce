import { containerOf } from './body.js'
import { startEventSubProcess } from './event-sub-process.js'
import { fireBoundary } from './fire.js'
import type { Node, Variables } from './model.js'
import type { Run } from './run.js'
import type { Token } from './state.js'

/** Where something is thrown: by an event in a scope, or by whoever does the activity of a token. */
interface Origin {
  readonly scope: number
  readonly host: Token | null
}

interface Catcher {
  readonly event: Node
  /** The token whose activity it stands on; null for the start of an event sub-process. */
  readonly host: Token | null
  readonly scope: number
}

/** Throws an error to the nearest event that catches it. @returns false when nothing does */
export function throwError(run: Run, from: Origin, node: Node, code: string | null, variables: Variables): boolean {
  const catcher = findCatcher(run, 'error', from, code)
  run.effects.push({ kind: 'throw-error', element: node.id, code, caught: catcher?.event.id ?? null })
  if (catcher) caught(run, catcher, variables)
  return catcher !== null
}

/**
 * Throws an escalation to the nearest event that catches it; when nothing does, it is only told.
 * @returns whether whoever threw it was interrupted
 */
export function throwEscalation(
  run: Run,
  from: Origin,
  node: Node,
  code: string | null,
  variables: Variables,
): boolean {
  const catcher = findCatcher(run, 'escalation', from, code)
  run.effects.push({ kind: 'throw-escalation', element: node.id, code, caught: catcher?.event.id ?? null })
  if (catcher) caught(run, catcher, variables)
  return catcher?.event.interrupting ?? false
}

function caught(run: Run, { event, host, scope }: Catcher, variables: Variables): void {
  if (host) fireBoundary(run, event, host, variables)
  else startEventSubProcess(run, scope, event, variables)
}

/** Looks outwards: the events on the activity, the event sub-processes beside it, then those around its scope. */
function findCatcher(run: Run, kind: 'error' | 'escalation', from: Origin, code: string | null): Catcher | null {
  let { host } = from
  // What an interrupting event sub-process throws, its own scope no longer catches.
  let interrupted = false
  for (let level = from.scope; ;) {
    if (host && !run.isRound(host.scope, host.element)) {
      const event = matching(run, run.definition.boundaries[host.element] ?? [], kind, code)
      if (event) return { event, host, scope: level }
    }
    const scope = run.scope(level)
    const starts = interrupted || scope.kind === 'rounds' ? [] : run.definition.eventStarts[containerOf(scope)]
    const start = matching(run, starts ?? [], kind, code)
    if (start) return { event: start, host: null, scope: level }
    host = scope.token === null ? null : (run.tokens.get(scope.token) ?? null)
    if (!host) return null
    interrupted = scope.kind === 'event-sub-process' && isInterrupting(run, host.element)
    level = host.scope
  }
}

const isInterrupting = (run: Run, eventSubProcess: string): boolean =>
  (run.definition.entries[eventSubProcess] ?? []).some((start) => run.node(start).interrupting)

/** The event for exactly this code, else one for every code. */
function matching(run: Run, events: readonly string[], kind: 'error' | 'escalation', code: string | null): Node | null {
  const nodes = events.map((id) => run.node(id))
  const codeOf = ({ event }: Node) => (event?.kind === kind ? event.code : undefined)
  return nodes.find((one) => codeOf(one) === code) ?? nodes.find((one) => codeOf(one) === null) ?? null
}
