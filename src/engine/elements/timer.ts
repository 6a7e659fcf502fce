import { addDuration, readCycle, readInstant } from '../duration.js'
import type { Node } from '../model.js'
import type { Run } from '../run.js'

/** When a timer fires, and how often again after that; null when its expression gives no time. */
export function dueOf(
  run: Run,
  node: Node,
  scope: number,
): { readonly at: number; readonly left: number | null; readonly every: string | null } | null {
  const text = run.text(node, node.timer?.expression ?? null, run.visible(scope))
  if (text === null) return null
  if (node.timer?.kind === 'date') return once(readInstant(text))
  if (node.timer?.kind === 'duration') return once(addDuration(run.at, text))
  const cycle = readCycle(text)
  const first = cycle && addDuration(run.at, cycle.every)
  return cycle && first !== null && cycle.times !== 0
    ? { at: first, left: cycle.times === null ? null : cycle.times - 1, every: cycle.every }
    : null
}

const once = (at: number | null) => (at === null ? null : { at, left: 0, every: null })
