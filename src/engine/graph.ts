import type { Definition, Node } from './model.js'

/** Elements a token can go to next: by flow, link or boundary event, into a sub-process or called process. */
function following(definition: Definition, node: Node): readonly string[] {
  const flows = node.outgoing.map((id) => definition.flows[id]?.target ?? '')
  const link = definition.links[node.id]
  const container = node.call ? node.call.process : node.id
  const inner = node.call || isContainer(node) ? (definition.entries[container] ?? []) : []
  const byEvent = node.call || isContainer(node) ? (definition.eventStarts[container] ?? []) : []
  return [...flows, ...(definition.boundaries[node.id] ?? []), ...(link ? [link] : []), ...inner, ...byEvent]
}

export const isContainer = ({ type }: Node): boolean => type === 'bpmn:SubProcess' || type === 'bpmn:AdHocSubProcess'

/**
 * Every element a token at `element` can still reach; the element itself only when a loop leads back to it. Out of a
 * sub-process it also reaches what follows that sub-process.
 */
export function reachableFrom(definition: Definition, element: string): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [element]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = definition.nodes[id]
    if (!node) continue
    const outer = node.parent === null ? [] : after(definition, node.parent)
    for (const next of [...following(definition, node), ...outer]) {
      if (reached.has(next)) continue
      reached.add(next)
      waiting.push(next)
    }
  }
  return reached
}

const after = (definition: Definition, container: string): readonly string[] =>
  (definition.nodes[container]?.outgoing ?? []).map((id) => definition.flows[id]?.target ?? '')

/**
 * All elements in the order in which a request comes by: reverse postorder from the start, so every element stands
 * after those that lead to it; loops are not followed back. What can't be reached comes last.
 */
export function elementsInOrder(definition: Definition): readonly Node[] {
  const seen = new Set<string>()
  const finished: Node[] = []
  // A stack of its own: drawings may be longer than the stack of calls is deep.
  const stack: { readonly node: Node; readonly next: string[] }[] = []
  const visit = (id: string): void => {
    const node = definition.nodes[id]
    if (!node || seen.has(id)) return
    seen.add(id)
    stack.push({ node, next: [...following(definition, node)] })
  }
  for (const root of startsOf(definition).toReversed()) {
    visit(root)
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.next.pop()
      if (next !== undefined) {
        visit(next)
        continue
      }
      finished.push(top.node)
      stack.pop()
    }
  }
  return [...finished.toReversed(), ...Object.values(definition.nodes).filter((node) => !seen.has(node.id))]
}

/** Where the main process can begin: its plain start first, those with a trigger, and its event sub-processes. */
export function startsOf(definition: Definition): readonly string[] {
  const triggered = Object.values(definition.nodes).filter(
    (node) => node.type === 'bpmn:StartEvent' && node.parent === null && node.process === definition.main,
  )
  const { main, entries, eventStarts } = definition
  return [...new Set([...(entries[main] ?? []), ...triggered.map((node) => node.id), ...(eventStarts[main] ?? [])])]
}

/**
 * The elements from which some of a gateway's incoming flows can be reached by sequence flows (and links, and the
 * boundary events of an activity) without passing the gateway.
 */
export function leadingTo(
  definition: Definition,
  gateway: string,
  flows: readonly (string | null)[],
): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = flows.map((flow) => definition.flows[flow ?? '']?.source ?? '')
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = definition.nodes[id]
    if (!node || id === gateway || found.has(id)) continue
    found.add(id)
    waiting.push(...node.incoming.map((flow) => definition.flows[flow]?.source ?? ''))
    if (node.attachedTo !== null) waiting.push(node.attachedTo)
    if (node.event?.kind === 'link')
      for (const [thrown, caught] of Object.entries(definition.links)) if (caught === id) waiting.push(thrown)
  }
  return found
}

/**
 * Where a token waiting at `element` may be moved back to: elements of the same scope from which the flows lead to it
 * without a parallel gateway, so that no join is left waiting for a token that never comes.
 */
export function moveTargets(definition: Definition, element: string): readonly string[] {
  const found = new Set<string>()
  const waiting = [element]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const flow of definition.nodes[id]?.incoming ?? []) {
      const source = definition.nodes[definition.flows[flow]?.source ?? '']
      const node = source?.type === 'bpmn:BoundaryEvent' ? definition.nodes[source.attachedTo ?? ''] : source
      if (!node || FORKS.includes(node.type) || found.has(node.id)) continue
      found.add(node.id)
      waiting.push(node.id)
    }
  }
  return [...found].filter((id) => id !== element && MOVABLE.includes(definition.nodes[id]?.type ?? ''))
}

const FORKS: readonly string[] = ['bpmn:ParallelGateway', 'bpmn:InclusiveGateway']

const MOVABLE: readonly string[] = [
  'bpmn:UserTask',
  'bpmn:ServiceTask',
  'bpmn:SendTask',
  'bpmn:ReceiveTask',
  'bpmn:ScriptTask',
  'bpmn:BusinessRuleTask',
  'bpmn:Task',
  'bpmn:ManualTask',
  'bpmn:SubProcess',
  'bpmn:AdHocSubProcess',
  'bpmn:CallActivity',
  'bpmn:IntermediateCatchEvent',
]
