import type { Node } from '../model.js'
import type { Arrival, Run } from '../run.js'
import type { Scope, Token } from '../state.js'

/** What an element does; one file each. */
export interface Behaviour {
  readonly enter: (run: Run, node: Node, arrival: Arrival) => void
  /** When the scope inside it is over: it gives back what it has and lets its token go on. */
  readonly scopeEnded?: (run: Run, node: Node, token: Token, scope: Scope) => void
}
