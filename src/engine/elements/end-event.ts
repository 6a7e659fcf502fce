import type { Behaviour } from './element.js'

/** A token ends here; a terminate event ends every other token of its scope with it. */
export const endEvent: Behaviour = {
  enter: (run, node, { scope }) => {
    run.effects.push({ kind: 'leave', element: node.id, scope })
    if (!node.terminates) return
    const ended = run.scope(scope)
    for (const token of run.tokens.filter((one) => one.scope === scope)) run.remove(token, 'cancelled')
    for (let index = run.arrivals.length - 1; index >= 0; index--)
      if (run.arrivals[index]?.scope === scope) run.arrivals.splice(index, 1)
    run.endScope(ended, 'terminated')
  },
}
