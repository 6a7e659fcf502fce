import { rememberUndoable } from './compensation.js'
import type { Node, Variables } from './model.js'
import { endRound } from './rounds.js'
import type { Arrival, Run } from './run.js'
import type { IncidentReason, Token } from './state.js'
import { listen, triggersOf } from './triggers.js'
import { giveBack, mapped, visible } from './variables.js'

/**
 * Begins an activity that waits: its input mappings, what its boundary events listen to, its token and, where it has
 * variables of its own, their scope. What can't begin stands as an incident.
 * @param open what the activity asks for, told before the timers of its boundary events
 */
export function begin(
  run: Run,
  node: Node,
  arrival: Arrival,
  waits: Token['waits'],
  open: (token: Token, variables: Variables) => void,
): void {
  const seen = seenBy(run, node, arrival)
  // The boundary events of an activity done several times wait for all of it.
  const events = run.isRound(arrival.scope, node.id) ? [] : (run.definition.boundaries[node.id] ?? [])
  const triggers = triggersOf(run, events, seen.all)
  if ('reason' in triggers) return run.stop(arrival, triggers.reason, `${triggers.element}: ${triggers.message}`)
  const token = run.wait(arrival, waits)
  if (waits !== 'scope') keepOwn(run, node, token, seen.own)
  open(token, waits === 'scope' ? seen.own : seen.all)
  listen(run, triggers, arrival.scope, token.id)
}

/** Variables of an activity's own, and all that it sees. */
function seenBy(run: Run, node: Node, arrival: Arrival): { readonly own: Variables; readonly all: Variables } {
  const around = { ...visible(run, arrival.scope), ...arrival.locals }
  if (node.inputs.length === 0) return { own: arrival.locals ?? {}, all: around }
  const inputs = mapped(run, node, node.inputs, around)
  return { own: { ...arrival.locals, ...inputs }, all: { ...around, ...inputs } }
}

function keepOwn(run: Run, { id, process }: Node, token: Token, variables: Variables): void {
  if (Object.keys(variables).length === 0) return
  run.openScope({ kind: 'local', parent: token.scope, token: token.id, process, element: id, variables })
}

/** Why an activity that waits for nobody could not be done. */
interface Failure {
  readonly failed: IncidentReason
  readonly message: string
}

/** Does an activity that waits for nobody, such as a script. */
export function doAtOnce(
  run: Run,
  node: Node,
  arrival: Arrival,
  act: (variables: Variables) => { readonly result: Variables } | Failure,
): void {
  const { own, all } = seenBy(run, node, arrival)
  const done = act(all)
  if ('failed' in done) return run.stop(arrival, done.failed, done.message)
  const token = run.wait(arrival, 'scope')
  keepOwn(run, node, token, own)
  complete(run, node, token, done.result)
}

/** An activity or event is done: its result goes to the process, and its token on. */
export function complete(run: Run, node: Node, token: Token, result: Variables): void {
  const own = run.scopeOf(token)
  const from = own?.kind === 'local' ? own.id : token.scope
  const seen = { ...visible(run, from), ...result }
  giveBack(run, node, from, token.scope, result)
  finish(run, node, token, seen)
}

/** Lets the token of an activity go on, or ends the round it stands for. */
export function finish(run: Run, node: Node, token: Token, seen: Variables): void {
  if (run.isRound(token.scope, node.id)) return endRound(run, node, token, seen)
  rememberUndoable(run, node, token.scope)
  run.remove(token, 'completed')
  run.leave(node, token.scope)
}
