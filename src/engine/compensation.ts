import type { Node } from './model.js'
import type { Run } from './run.js'
import type { Scope, Token, Undoable } from './state.js'

/** Remembers a completed activity that has a compensation handler. */
export function rememberUndoable(run: Run, node: Node, scope: number): void {
  if (!run.definition.handlers[node.id]) return
  const id = run.id()
  run.undoables.set(id, { id, scope, element: node.id, within: null, variables: {} })
}

/** What was completed inside rounds belongs to the scope around them. */
export function raiseUndoables(run: Run, from: number, to: number): void {
  for (const one of run.undoables.values()) if (one.scope === from) run.undoables.set(one.id, { ...one, scope: to })
}

/**
 * A completed sub-process can be undone by undoing what was completed in it, with what it knew then; its own handler
 * takes the place of theirs (BPMN 2.0.2, 10.7.2 and 13.5.5).
 */
export function keepUndoables(run: Run, scope: Scope, owner: Token): void {
  for (const one of run.undoables.values()) {
    if (one.scope !== scope.id) continue
    run.undoables.delete(one.id)
    if (run.definition.handlers[owner.element]) continue
    const variables = { ...scope.variables, ...one.variables }
    run.undoables.set(one.id, { ...one, scope: owner.scope, within: owner.element, variables })
  }
}

/** Undoes one activity, or all that was completed in the scope: one after the other, the last completed first. */
export function compensate(run: Run, node: Node, scope: number): void {
  const first = nextUndoable(run, node, scope)
  if (!first) return run.leave(node, scope)
  const token = run.wait({ scope, element: node.id, via: null }, 'scope')
  undo(run, node, token, first)
}

function undo(run: Run, node: Node, token: Token, one: Undoable): void {
  run.undoables.delete(one.id)
  const opened = run.openScope({
    kind: 'compensation',
    parent: one.scope,
    token: token.id,
    process: node.process,
    element: node.id,
    variables: one.variables,
  })
  run.arrivals.push({ scope: opened.id, element: run.definition.handlers[one.element] ?? '', via: null })
}

/** A handler is done: the next, or the throwing event is left. */
export function endCompensation(run: Run, node: Node, token: Token, scope: Scope): void {
  run.removeScope(scope, 'interrupted')
  const next = nextUndoable(run, node, token.scope)
  if (next) return undo(run, node, token, next)
  run.remove(token, 'completed')
  run.leave(node, token.scope)
}

/** An event in an event sub-process undoes what was completed around it. */
function nextUndoable(run: Run, node: Node, scope: number): Undoable | undefined {
  const activity = node.event?.kind === 'compensation' ? node.event.activity : null
  const around = run.scope(scope)
  const reached = around.kind === 'event-sub-process' ? [scope, around.parent] : [scope]
  return [...run.undoables.values()]
    .filter((one) => reached.includes(one.scope) && (activity === null || (one.within ?? one.element) === activity))
    .reduce<Undoable | undefined>((last, one) => (last && last.id > one.id ? last : one), undefined)
}
