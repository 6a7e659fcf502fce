import { NODE_TYPES, type Flow, type Mapping, type Node, type NodeType, type Problem } from './model.js'
import { problem } from './problems.js'
import { adHocOf, callOf, decisionOf, jobOf, loopOf, scriptOf, taskOf } from './read-activity.js'
import { eventOf } from './read-event.js'
import { bodyOf, child, children, extension, flag, idOf, propertiesOf, text, type Element } from './read.js'

interface Place {
  readonly process: string
  readonly parent: string | null
  readonly lane: string | null
}

/** Reads a flow; null when an end is missing. */
export function readFlow(element: Element): Flow | null {
  const [source, target] = [idOf(child(element, 'sourceRef')), idOf(child(element, 'targetRef'))]
  if (source === '' || target === '') return null
  return {
    id: idOf(element),
    name: text(element, 'name'),
    source,
    target,
    condition: bodyOf(element, 'conditionExpression'),
    properties: propertiesOf(element),
  }
}

/** Reads an element that tokens walk through, or says why the engine can't run it. */
export function readNode(element: Element, place: Place): { readonly node: Node } | { readonly problem: Problem } {
  const id = idOf(element)
  const type = NODE_TYPES.find((one) => one === element.$type)
  const refused = type ? whyRefused(element, type) : element.$type
  if (!type || refused) return { problem: problem('not-supported', id, refused ?? element.$type) }
  return {
    node: {
      id,
      type,
      name: text(element, 'name'),
      ...place,
      incoming: children(element, 'incoming').map(idOf),
      outgoing: children(element, 'outgoing').map(idOf),
      defaultFlow: idOf(child(element, 'default')) || null,
      properties: propertiesOf(element),
      inputs: mappings(element, 'inputParameters'),
      outputs: mappings(element, 'outputParameters'),
      task: taskOf(element),
      job: jobOf(element) ?? jobOf(children(element, 'eventDefinitions')[0] ?? element),
      event: eventOf(element),
      attachedTo: idOf(child(element, 'attachedToRef')) || null,
      interrupting: flag(element, 'cancelActivity', flag(element, 'isInterrupting', true)),
      call: callOf(element),
      script: scriptOf(element),
      decision: decisionOf(element),
      loop: loopOf(element),
      adHoc: adHocOf(element),
      byEvent: flag(element, 'triggeredByEvent', false),
      forCompensation: flag(element, 'isForCompensation', false),
    },
  }
}

/** What of an element of a known type the engine does not run. */
function whyRefused(element: Element, type: NodeType): string | null {
  const definitions = children(element, 'eventDefinitions')
  if (definitions.length > 1) return `${type} with several triggers`
  const [definition] = definitions
  if (definition?.$type === 'bpmn:CancelEventDefinition') return `${type} with ${definition.$type}`
  if (flag(definition, 'waitForCompletion', true) === false) return 'compensation that is not waited for'
  if (flag(element, 'instantiate', false)) return `${type} that starts a process`
  for (const quantity of ['startQuantity', 'completionQuantity'])
    if (typeof element[quantity] === 'number' && element[quantity] !== 1) return `${type} with ${quantity}`
  const binding = text(extension(element, 'zeebe:CalledElement'), 'bindingType')
  if (binding !== null && binding !== 'latest' && binding !== 'deployment') return `${type} with binding ${binding}`
  const behavior = text(child(element, 'loopCharacteristics'), 'behavior')
  return behavior !== null && behavior !== 'All' ? `${type} with behavior ${behavior}` : null
}

const mappings = (element: Element, name: string): readonly Mapping[] =>
  children(extension(element, 'zeebe:IoMapping'), name).map((one) => ({
    source: text(one, 'source') ?? '',
    target: text(one, 'target') ?? '',
  }))
