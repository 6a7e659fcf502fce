import { openBody } from './body.js'
import type { Node, Variables } from './model.js'
import type { Run } from './run.js'
import { mapped, visible } from './variables.js'

/**
 * Begins an event sub-process in a scope. An interrupting one ends everything else in the scope, and what else the
 * scope listens to (BPMN 2.0.2, 13.5.4); another runs beside it, as often as its event comes.
 */
export function startEventSubProcess(run: Run, scope: number, start: Node, variables: Variables): void {
  const node = run.node(start.parent ?? '')
  if (start.interrupting) run.clearScope(scope, 'interrupted', start.id)
  const own =
    start.outputs.length === 0 ? variables : mapped(run, start, start.outputs, { ...visible(run, scope), ...variables })
  const token = run.wait({ scope, element: node.id, via: null }, 'scope')
  run.effects.push({ kind: 'enter', element: node.id, scope })
  const body = { kind: 'event-sub-process' as const, parent: scope, token: token.id, process: node.process }
  openBody(run, { ...body, element: node.id, variables: own }, [start.id])
}
