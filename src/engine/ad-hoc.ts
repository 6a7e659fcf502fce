import type { Json } from './model.js'
import type { Run } from './run.js'
import { evaluate, visible } from './variables.js'

/** A path inside an ad-hoc sub-process has come to its end: is it complete, or is it the next one's turn? */
export function stepAdHoc(run: Run, id: number): void {
  const scope = run.scopes.get(id)
  if (scope?.kind !== 'ad-hoc' || scope.element === null) return
  const adHoc = run.node(scope.element).adHoc
  const rounds = scope.rounds
  if (!adHoc || !rounds) return
  if (adHoc.completion !== null && evaluate(run, scope.element, adHoc.completion, visible(run, id)) === true) {
    run.scopes.set(id, { ...scope, rounds: { ...rounds, items: [] } })
    if (adHoc.cancelRemaining) run.clearScope(id, 'cancelled', scope.element)
    return
  }
  const busy = run.tokensIn(id) > 0 || run.arrivals.some((arrival) => arrival.scope === id)
  if (!busy) startNext(run, id)
}

/** Begins what is next in turn. */
export function startNext(run: Run, id: number): void {
  const scope = run.scope(id)
  const [next, ...items]: readonly Json[] = scope.rounds?.items ?? []
  if (typeof next !== 'string' || !scope.rounds) return
  run.scopes.set(id, { ...scope, rounds: { ...scope.rounds, started: scope.rounds.started + 1, items } })
  run.arrivals.push({ scope: id, element: next, via: null })
}
