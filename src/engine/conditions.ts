import { fire } from './fire.js'
import type { VariableFilter } from './model.js'
import type { Change, Run } from './run.js'
import type { Subscription } from './state.js'
import { chainOf, evaluate, visible } from './variables.js'

/**
 * Looks at what waits for a condition, after variables changed: it fires when the condition becomes true, and at once
 * when it is true from the beginning. Changes that its filter leaves out don't let it fire. @returns whether one fired
 */
export function checkConditions(run: Run): boolean {
  const { changes } = run
  if (changes.length === 0 && run.fresh.size === 0) return false
  for (const one of run.subscriptions.values()) {
    if (one.on !== 'condition') continue
    const event = run.node(one.element).event
    const { condition, filter } = event?.kind === 'condition' ? event : { condition: null, filter: null }
    const seen = scopeSeenBy(run, one)
    const holds = condition !== null && evaluate(run, one.element, condition, visible(run, seen)) === true
    const looks = run.fresh.delete(one.id) || isMeant(run, filter, seen, changes)
    const held = holds && (one.held || looks)
    if (held === one.held) continue
    run.subscriptions.set(one.id, { ...one, held })
    if (!held) continue
    // The others are looked at again with what has changed until now, and with what this one changes.
    fire(run, one, {})
    return true
  }
  run.changes = []
  run.fresh.clear()
  return false
}

/** The scope a condition is evaluated in: the activity's own where it has variables of its own. */
function scopeSeenBy(run: Run, { token, scope }: Subscription): number {
  const host = token === null ? undefined : run.tokens.get(token)
  const own = host && run.scopeOf(host)
  return own?.kind === 'local' ? own.id : scope
}

/** Whether one of the changes is visible there and of the kind that the filter lets through. */
function isMeant(run: Run, filter: VariableFilter | null, seen: number, changes: readonly Change[]): boolean {
  if (!filter) return changes.length > 0
  const around = new Set(chainOf(run, seen).map((scope) => scope.id))
  return changes.some(
    ({ scope, name, event }) =>
      around.has(scope) && (filter.names?.includes(name) ?? true) && (filter.events?.includes(event) ?? true),
  )
}
