import { rememberUndoable, raiseUndoables } from './compensation.js'
import type { Json, Loop, Node, Variables } from './model.js'
import type { Arrival, Run } from './run.js'
import type { Rounds, Scope, Token } from './state.js'
import { listen, triggersOf } from './triggers.js'
import { evaluate, propagate, setVariables, text, visible } from './variables.js'

/** Begins an activity that is done several times: one token waits for all rounds, which live in a scope of their own. */
export function enterRounds(run: Run, node: Node, arrival: Arrival): void {
  const variables = { ...visible(run, arrival.scope), ...arrival.locals }
  const plan = planOf(run, node, variables)
  if (plan === null) return run.stop(arrival, 'no-collection', 'the input collection is not a list')
  const triggers = triggersOf(run, run.definition.boundaries[node.id] ?? [], variables)
  if ('reason' in triggers) return run.stop(arrival, triggers.reason, `${triggers.element}: ${triggers.message}`)
  const token = run.wait(arrival, 'scope')
  const output = node.loop?.kind === 'multi-instance' ? node.loop.outputCollection : null
  const scope = run.openScope({
    kind: 'rounds',
    parent: arrival.scope,
    token: token.id,
    process: node.process,
    element: node.id,
    variables: { ...arrival.locals, ...(output === null ? {} : { [output]: plan.items.map(() => null) }) },
    rounds: { total: plan.total, started: 0, done: 0, items: plan.inTurn ? plan.items : [] },
  })
  listen(run, triggers, arrival.scope, token.id)
  const atOnce = plan.inTurn ? Math.min(plan.total ?? 1, 1) : plan.items.length
  for (let round = 0; round < atOnce; round++) startRound(run, node, scope.id, plan.items[round] ?? null)
}

interface Plan {
  readonly total: number | null
  readonly items: readonly Json[]
  readonly inTurn: boolean
}

function planOf(run: Run, node: Node, variables: Variables): Plan | null {
  const loop = node.loop
  if (loop?.kind === 'standard') {
    const maximum = loop.maximum === null ? null : Number(text(run, node.id, loop.maximum, variables))
    const none = loop.testBefore && !goesOn(run, node, loop, variables)
    return { total: none ? 0 : maximum, items: [], inTurn: true }
  }
  if (!loop) return null
  const items = itemsOf(run, node, loop, variables)
  return items && { total: items.length, items, inTurn: loop.sequential }
}

function itemsOf(
  run: Run,
  node: Node,
  loop: Extract<Loop, { kind: 'multi-instance' }>,
  variables: Variables,
): readonly Json[] | null {
  if (loop.collection !== null) {
    const items = evaluate(run, node.id, loop.collection, variables)
    return Array.isArray(items) ? (items as readonly Json[]) : null
  }
  const count = loop.cardinality === null ? null : evaluate(run, node.id, loop.cardinality, variables)
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MOST_ROUNDS
    ? Array.from({ length: count }, () => null)
    : null
}

/** A cardinality is a number somebody may have mistyped; a list has as many as it has. */
const MOST_ROUNDS = 100_000

/** A condition that is missing holds: then only the maximum ends the loop. */
const goesOn = (run: Run, node: Node, loop: Extract<Loop, { kind: 'standard' }>, variables: Variables): boolean =>
  loop.condition === null || evaluate(run, node.id, loop.condition, variables) === true

function startRound(run: Run, node: Node, id: number, item: Json): void {
  const scope = run.scope(id)
  const rounds = scope.rounds ?? { total: null, started: 0, done: 0, items: [] }
  run.scopes.set(id, { ...scope, rounds: { ...rounds, started: rounds.started + 1 } })
  const name = node.loop?.kind === 'multi-instance' ? node.loop.element : null
  const locals: Record<string, Json> = { loopCounter: rounds.started + 1 }
  if (name !== null) locals[name] = item
  run.arrivals.push({ scope: id, element: node.id, via: null, locals })
}

/**
 * A round is over: its output is collected, and the next begins unless that was the last.
 * @param seen what was visible in the round
 */
export function endRound(run: Run, node: Node, token: Token, seen: Variables): void {
  const { id, rounds, variables } = run.scope(token.scope)
  const loop = node.loop
  if (!rounds || !loop) return
  if (loop.kind === 'multi-instance' && loop.outputCollection !== null && loop.outputElement !== null) {
    const collected = variables[loop.outputCollection]
    const value = evaluate(run, node.id, loop.outputElement, seen)
    const at = Number(seen['loopCounter']) - 1
    if (Array.isArray(collected)) setVariables(run, id, { [loop.outputCollection]: collected.with(at, value) })
  }
  run.remove(token, 'completed')
  run.effects.push({ kind: 'leave', element: node.id, scope: id })
  const after: Rounds = { ...rounds, done: rounds.done + 1 }
  run.scopes.set(id, { ...run.scope(id), rounds: after })
  if (isOver(run, node, loop, { ...seen, ...visible(run, id), ...counters(after) }, after))
    return run.clearScope(id, 'cancelled', node.id)
  if (loop.kind === 'standard') return startRound(run, node, id, null)
  if (loop.sequential && after.started < after.items.length)
    startRound(run, node, id, after.items[after.started] ?? null)
}

/** How many rounds there are, for the condition that ends them (BPMN 2.0.2, table 10.30). */
const counters = ({ total, started, done }: Rounds): Variables => ({
  numberOfInstances: total ?? started,
  numberOfActiveInstances: started - done,
  numberOfCompletedInstances: done,
  numberOfTerminatedInstances: 0,
})

function isOver(run: Run, node: Node, loop: Loop, seen: Variables, { done, total }: Rounds): boolean {
  if (loop.kind === 'standard') return (total !== null && done >= total) || !goesOn(run, node, loop, seen)
  return loop.completion !== null && evaluate(run, node.id, loop.completion, seen) === true
}

/** All rounds are over: what they gave goes to the scope around them, and the activity is left once. */
export function endRounds(run: Run, node: Node, token: Token, scope: Scope): void {
  const output = node.loop?.kind === 'multi-instance' ? node.loop.outputCollection : null
  const collected = output === null ? undefined : scope.variables[output]
  if (output !== null && collected !== undefined) propagate(run, token.scope, { [output]: collected })
  raiseUndoables(run, scope.id, token.scope)
  rememberUndoable(run, node, token.scope)
  run.remove(token, 'completed')
  run.leave(node, token.scope)
}
