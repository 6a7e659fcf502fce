import { addDuration, readCycle, readInstant } from '../duration.js'
import type { Definition, EventKind, Node, NodeType, Problem, Timer } from '../model.js'
import { problem, type Rule } from '../problems.js'

/** What each kind of event may wait for or bring about (BPMN 2.0.2, table 10.93). */
const ALLOWED: Readonly<Partial<Record<NodeType, readonly (EventKind | null)[]>>> = {
  'bpmn:EndEvent': [null, 'message', 'signal', 'error', 'escalation', 'compensation', 'terminate'],
  'bpmn:IntermediateCatchEvent': ['timer', 'message', 'signal', 'condition', 'link'],
  'bpmn:IntermediateThrowEvent': [null, 'message', 'signal', 'escalation', 'compensation', 'link'],
  'bpmn:BoundaryEvent': ['timer', 'message', 'signal', 'condition', 'error', 'escalation', 'compensation'],
}

export function checkEvent(definition: Definition, node: Node): readonly Problem[] {
  const found: Problem[] = []
  const add = (rule: Rule, detail?: string) => found.push(problem(rule, node.id, detail))
  const { type, event } = node
  const allowed = ALLOWED[type]
  if (allowed && !allowed.includes(event?.kind ?? null)) add('event-out-of-place', event?.kind ?? 'none')
  if (type === 'bpmn:StartEvent' && node.incoming.length > 0) add('flow-into-start')
  if (type === 'bpmn:EndEvent' && node.outgoing.length > 0) add('flow-from-end')
  if (type === 'bpmn:BoundaryEvent') found.push(...checkBoundary(definition, node))
  const throws = type === 'bpmn:EndEvent' || type === 'bpmn:IntermediateThrowEvent'
  if (event?.kind === 'message' && event.name === null && !node.job && needsName(node)) add('no-message')
  if (event?.kind === 'message' && event.name !== null && event.key === null && listensForKey(node))
    add('no-correlation-key')
  if (event?.kind === 'signal' && event.name === null) add('no-signal')
  if ((event?.kind === 'error' || event?.kind === 'escalation') && event.code === null && throws) add('no-code')
  if (event?.kind === 'condition' && event.condition === null) add('no-event-condition')
  if (event?.kind === 'timer') found.push(...checkTimer(node, event.timer))
  if (event?.kind === 'link') found.push(...checkLink(definition, node))
  if (event?.kind === 'compensation' && throws && event.activity !== null && !canUndo(definition, event.activity))
    add('nothing-to-undo', event.activity)
  return found
}

const needsName = ({ type }: Node): boolean => type !== 'bpmn:UserTask'

const listensForKey = ({ type, parent }: Node): boolean =>
  type !== 'bpmn:EndEvent' &&
  type !== 'bpmn:IntermediateThrowEvent' &&
  type !== 'bpmn:SendTask' &&
  !(type === 'bpmn:StartEvent' && parent === null)

function checkBoundary(definition: Definition, node: Node): readonly Problem[] {
  const found: Problem[] = []
  const host = definition.nodes[node.attachedTo ?? '']
  const isActivity = host !== undefined && /Task$|SubProcess$|CallActivity$/.test(host.type)
  const add = (rule: Rule, detail?: string) => found.push(problem(rule, node.id, detail))
  if (!isActivity || host.byEvent) add('boundary-on-nothing')
  if (node.incoming.length > 0) add('flow-into-boundary')
  if (node.event?.kind === 'error' && !node.interrupting) add('error-interrupts')
  if (node.event?.kind === 'compensation') {
    if (node.outgoing.length > 0) add('flow-from-compensation')
    if (host && !definition.handlers[host.id]) add('no-handler')
  }
  return found
}

function checkTimer(node: Node, timer: Timer | null): readonly Problem[] {
  if (!timer || !isTimer(timer)) return [problem('no-timer', node.id, timer?.expression)]
  const repeats = node.type === 'bpmn:BoundaryEvent' || node.type === 'bpmn:StartEvent'
  return timer.kind === 'cycle' && (!repeats || (node.interrupting && node.parent !== null && repeats))
    ? [problem('cycle-fires-once', node.id)]
    : []
}

function isTimer({ kind, expression }: Timer): boolean {
  if (expression.startsWith('=')) return true
  if (kind === 'date') return readInstant(expression) !== null
  return kind === 'duration' ? addDuration(0, expression) !== null : readCycle(expression) !== null
}

/** A link has one end in the same process or sub-process, and flows only on the outside (BPMN 2.0.2, 10.5.6). */
function checkLink(definition: Definition, node: Node): readonly Problem[] {
  const isThrown = node.type === 'bpmn:IntermediateThrowEvent'
  if (isThrown && !definition.links[node.id]) return [problem('broken-link', node.id)]
  if (isThrown) return node.outgoing.length > 0 ? [problem('flow-through-link', node.id)] : []
  const name = node.event?.kind === 'link' ? node.event.name : null
  const twin = Object.values(definition.links).length > 0 && twinOf(definition, node, name)
  return [
    ...(node.incoming.length > 0 ? [problem('flow-through-link', node.id)] : []),
    ...(twin ? [problem('several-link-ends', node.id, name ?? undefined)] : []),
  ]
}

/** Another end of the same name comes later in the drawing and takes its tokens. */
const twinOf = ({ nodes }: Definition, node: Node, name: string | null): boolean =>
  Object.values(nodes).some(
    (one) =>
      one.id !== node.id &&
      one.type === node.type &&
      one.parent === node.parent &&
      one.process === node.process &&
      one.event?.kind === 'link' &&
      one.event.name === name,
  )

/** Whether an activity has a handler, or holds one that has. */
function canUndo(definition: Definition, activity: string): boolean {
  if (definition.handlers[activity]) return true
  return Object.keys(definition.handlers).some((id) => {
    for (let node = definition.nodes[id]; node; node = definition.nodes[node.parent ?? ''])
      if (node.parent === activity) return true
    return false
  })
}
