import { feel, literalOrFeel } from './feel.js'
import type { Json, Node, Variables } from './model.js'
import type { Run } from './run.js'
import type { Scope } from './state.js'

/** What is visible in a scope: its own variables over those of the scopes around it. A call sees only its own. */
export function visible(run: Run, id: number): Variables {
  return Object.assign(
    {},
    ...chainOf(run, id)
      .map((scope) => scope.variables)
      .toReversed(),
  )
}

/** A scope and those around it whose variables it sees, from the inside out. */
export function chainOf(run: Run, id: number): readonly Scope[] {
  const chain: Scope[] = []
  for (let scope = run.scope(id); ; scope = run.scope(scope.parent)) {
    chain.push(scope)
    if (scope.parent === null || scope.kind === 'call') return chain
  }
}

export function setVariables(run: Run, id: number, variables: Variables): void {
  if (Object.keys(variables).length === 0) return
  const scope = run.scope(id)
  run.scopes.set(id, { ...scope, variables: { ...scope.variables, ...variables } })
  for (const [name, value] of Object.entries(variables)) {
    const known = Object.hasOwn(scope.variables, name)
    if (known && same(scope.variables[name] ?? null, value)) continue
    run.changes.push({ scope: id, name, event: known ? 'update' : 'create' })
  }
}

const same = (one: Json, other: Json): boolean => one === other || JSON.stringify(one) === JSON.stringify(other)

/** Sets variables where they are known already, else in the outermost scope of the process (Camunda 8, variable propagation). */
export function propagate(run: Run, id: number, variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    let scope = run.scope(id)
    while (!Object.hasOwn(scope.variables, name) && scope.parent !== null && scope.kind !== 'call')
      scope = run.scope(scope.parent)
    setVariables(run, scope.id, { [name]: value })
  }
}

/**
 * Gives an element's result to its process: through its output mappings, or all of it when it has none.
 * @param from the scope that the result is seen from, the element's own when it has one
 * @param outer the scope that the element stands in
 */
export function giveBack(run: Run, node: Node, from: number, outer: number, result: Variables): void {
  if (node.outputs.length === 0) return propagate(run, from, result)
  propagate(run, outer, mapped(run, node, node.outputs, { ...visible(run, from), ...result }))
}

/** Evaluates mappings one after the other; each sees what those before it gave. */
export function mapped(run: Run, node: Node, mappings: Node['inputs'], seen: Variables): Variables {
  let result: Variables = {}
  for (const { source, target } of mappings)
    result = withPath(result, target.split('.'), literal(run, node, source, { ...seen, ...result }))
  return result
}

/** A target such as `a.b` names a part of a variable (Camunda 8, input and output mappings). */
function withPath(into: Variables, path: readonly string[], value: Json): Variables {
  const [first, ...rest] = path
  if (first === undefined) return into
  const inner = into[first]
  const held = inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? (inner as Variables) : {}
  return { ...into, [first]: rest.length === 0 ? value : withPath(held, rest, value) }
}

const literal = (run: Run, node: Node, source: string, variables: Variables): Json => {
  const { value, warnings } = literalOrFeel(source, variables, run.at)
  run.warn(node.id, source, warnings)
  return value
}

export function evaluate(run: Run, element: string, expression: string, variables: Variables): Json {
  const { value, warnings } = feel(expression, variables, run.at)
  run.warn(element, expression, warnings)
  return value
}

/** A text attribute that may be FEEL; null stays null, lists become comma-separated. */
export function text(run: Run, element: string, attribute: string | null, variables: Variables): string | null {
  if (attribute === null) return null
  const { value, warnings } = literalOrFeel(attribute, variables, run.at)
  run.warn(element, attribute, warnings)
  if (value === null) return null
  if (Array.isArray(value)) return value.map(String).join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
