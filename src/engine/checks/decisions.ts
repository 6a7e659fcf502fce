import type { Definition, Problem } from '../model.js'
import { problem } from '../problems.js'

/** The decisions that a decision needs are there, and none needs itself. */
export function checkDecisions({ decisions }: Definition): readonly Problem[] {
  return Object.values(decisions).flatMap((decision) => {
    const missing = decision.needs.filter((id) => !decisions[id])
    if (missing.length > 0) return [problem('no-decision', decision.id, missing.join(', '))]
    const needed = new Set<string>()
    const waiting = [...decision.needs]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (needed.has(id)) continue
      needed.add(id)
      waiting.push(...(decisions[id]?.needs ?? []))
    }
    return needed.has(decision.id) ? [problem('decision-needs-itself', decision.id)] : []
  })
}
