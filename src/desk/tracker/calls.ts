import type { State } from '../../engine/index.js'

/** A level of a process as far as it says who called it. */
export type CallScope = Pick<State['scopes'][number], 'id' | 'parent' | 'kind' | 'element'>

/** The activities by whose calls a scope was come to, the outermost first. */
export function callsOf(scopes: readonly CallScope[], scope: number): readonly string[] {
  const byId = new Map(scopes.map((one) => [one.id, one]))
  const calls: string[] = []
  for (let at = byId.get(scope); at; at = at.parent === null ? undefined : byId.get(at.parent))
    if (at.kind === 'call' && at.element !== null) calls.unshift(at.element)
  return calls
}
