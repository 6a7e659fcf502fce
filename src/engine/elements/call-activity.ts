import { begin, finish } from '../activity.js'
import { openBody } from '../body.js'
import { giveBack, propagate, text, visible } from '../variables.js'
import type { Definition, Node, Variables } from '../model.js'
import type { Run } from '../run.js'
import type { Token } from '../state.js'
import type { Behaviour } from './element.js'

/**
 * Runs another process, which sees only what crosses the border: all variables unless the drawing says otherwise, and
 * what is mapped. A process of the same files runs in a scope of this instance; every other is an instance of its own,
 * which the caller begins. What it ends with comes back the same way.
 */
export const callActivity: Behaviour = {
  enter: (run, node, arrival) => {
    const around = { ...visible(run, arrival.scope), ...arrival.locals }
    const process = text(run, node.id, node.call?.process ?? null, around) ?? ''
    const own = isOwn(run.definition, node, process)
    if (process === '' || (!own && !run.definition.processes.includes(process)))
      return run.stop(arrival, 'no-process', `there is no process ${process}`)
    if (own) return begin(run, node, arrival, 'process', (token) => startProcess(run, node, token))
    begin(run, node, arrival, 'scope', (token, mapped) => {
      const variables = node.call?.allIn ? { ...around, ...mapped } : mapped
      const body = { kind: 'call' as const, parent: arrival.scope, token: token.id, process }
      openBody(run, { ...body, element: node.id, variables })
    })
  },
  scopeEnded: (run, node, token, scope) => comeBack(run, node, token, scope.variables),
}

/** Whether a call begins an instance of its own. */
export const isOwn = ({ processes }: Definition, { call }: Node, process: string): boolean =>
  call?.binding === 'own' || (call?.binding !== 'here' && !processes.includes(process))

/** Asks for the instance that a token waits for, the first time or again. */
export function startProcess(run: Run, node: Node, token: Token): void {
  const own = run.scopeOf(token)
  const seen = visible(run, own?.id ?? token.scope)
  const process = text(run, node.id, node.call?.process ?? null, seen) ?? ''
  const variables = node.call?.allIn ? seen : (own?.variables ?? {})
  run.effects.push({ kind: 'start-process', token: token.id, element: node.id, process, variables })
}

/** The called process has ended with these variables. */
export function comeBack(run: Run, node: Node, token: Token, variables: Variables): void {
  // Which round it was only this side knows for certain.
  const loopCounter = node.loop ? run.scopeOf(token)?.variables['loopCounter'] : undefined
  const seen = { ...visible(run, token.scope), ...variables, ...(loopCounter === undefined ? {} : { loopCounter }) }
  if (node.outputs.length > 0) giveBack(run, node, token.scope, token.scope, variables)
  else if (node.call?.allOut) propagate(run, token.scope, withoutOwn(node, variables))
  finish(run, node, token, seen)
}

/** What a call was given for itself, by mapping or as a round, does not come back. */
function withoutOwn(node: Node, variables: Variables): Variables {
  const loop = node.loop?.kind === 'multi-instance' ? node.loop : null
  const own = [
    ...node.inputs.map(({ target }) => target.split('.')[0]),
    ...(node.loop ? ['loopCounter', loop?.element, loop?.outputCollection] : []),
  ]
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !own.includes(name)))
}
