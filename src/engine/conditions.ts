import { fire } from './fire.js'
import type { Run } from './run.js'
import { evaluate, visible } from './variables.js'

/**
 * Looks at what waits for a condition, after variables changed: it fires when the condition becomes true, and at once
 * when it is true from the beginning. @returns whether one fired
 */
export function checkConditions(run: Run): boolean {
  if (!run.changed) return false
  run.changed = false
  for (const one of run.subscriptions.values()) {
    if (one.on !== 'condition') continue
    const event = run.node(one.element).event
    const condition = event?.kind === 'condition' ? event.condition : null
    const host = one.token === null ? undefined : run.tokens.get(one.token)
    const seen = (host && run.scopeOf(host)?.kind === 'local' && run.scopeOf(host)?.id) || one.scope
    const held = condition !== null && evaluate(run, one.element, condition, visible(run, seen)) === true
    if (held === one.held) continue
    run.subscriptions.set(one.id, { ...one, held })
    if (!held) continue
    fire(run, one, {})
    run.changed = true
    return true
  }
  return false
}
