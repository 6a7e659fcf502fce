import { NODE_TYPES, type Flow, type Mapping, type Node, type Problem, type Timer } from './model.js'
import { problem } from './problems.js'
import { child, children, extension, flag, idOf, text, type Element } from './read.js'

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
    condition: text(child(element, 'conditionExpression'), 'body'),
    properties: propertiesOf(element),
  }
}

/** Reads an element that tokens walk through, or says why the engine can't run it. */
export function readNode(element: Element, place: Place): { readonly node: Node } | { readonly problem: Problem } {
  const id = idOf(element)
  const type = NODE_TYPES.find((one) => one === element.$type)
  const refused = type ? whyRefused(element, type) : element.$type
  if (!type || refused) return { problem: problem('not-supported', id, refused ?? element.$type) }
  const definitions = children(element, 'eventDefinitions')
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
      task: type === 'bpmn:UserTask' ? taskOf(element) : null,
      job: type === 'bpmn:ServiceTask' ? jobOf(element) : null,
      timer: timerOf(definitions[0] ?? null),
      attachedTo: idOf(child(element, 'attachedToRef')) || null,
      interrupting: flag(element, 'cancelActivity', true),
      called:
        type === 'bpmn:CallActivity'
          ? (text(extension(element, 'zeebe:CalledElement'), 'processId') ?? text(element, 'calledElement'))
          : null,
      terminates: definitions.some((one) => one.$type === 'bpmn:TerminateEventDefinition'),
    },
  }
}

/** What of an element of a known type the engine does not run: its trigger, its marker. */
function whyRefused(element: Element, type: string): string | null {
  const triggers = children(element, 'eventDefinitions').map((one) => one.$type)
  const allowed: Readonly<Record<string, readonly string[]>> = {
    'bpmn:EndEvent': ['bpmn:TerminateEventDefinition'],
    'bpmn:IntermediateCatchEvent': ['bpmn:TimerEventDefinition'],
    'bpmn:BoundaryEvent': ['bpmn:TimerEventDefinition'],
  }
  const stranger = triggers.find((one) => !(allowed[type] ?? []).includes(one))
  if (stranger) return `${type} with ${stranger}`
  if (triggers.length > 1) return `${type} with several triggers`
  if ((type === 'bpmn:IntermediateCatchEvent' || type === 'bpmn:BoundaryEvent') && triggers.length === 0)
    return `${type} without a trigger`
  const loop = child(element, 'loopCharacteristics')
  if (loop) return `${type} with ${loop.$type}`
  if (flag(element, 'triggeredByEvent', false)) return 'event sub-process'
  if (flag(element, 'isForCompensation', false)) return `${type} for compensation`
  return null
}

function propertiesOf(element: Element): Readonly<Record<string, string>> {
  const list = children(extension(element, 'zeebe:Properties'), 'properties')
  return Object.fromEntries(list.map((one) => [text(one, 'name') ?? '', text(one, 'value') ?? '']))
}

const mappings = (element: Element, name: string): readonly Mapping[] =>
  children(extension(element, 'zeebe:IoMapping'), name).map((one) => ({
    source: text(one, 'source') ?? '',
    target: text(one, 'target') ?? '',
  }))

function taskOf(element: Element): Node['task'] {
  const assignment = extension(element, 'zeebe:AssignmentDefinition')
  const form = extension(element, 'zeebe:FormDefinition')
  return {
    office: text(assignment, 'candidateGroups'),
    assignee: text(assignment, 'assignee'),
    form: text(form, 'formId') ?? text(form, 'formKey'),
    due: text(extension(element, 'zeebe:TaskSchedule'), 'dueDate'),
    priority: text(extension(element, 'zeebe:PriorityDefinition'), 'priority'),
  }
}

function jobOf(element: Element): Node['job'] {
  const definition = extension(element, 'zeebe:TaskDefinition')
  const headers = children(extension(element, 'zeebe:TaskHeaders'), 'values')
  return {
    type: text(definition, 'type') ?? '',
    retries: Number(text(definition, 'retries') ?? 3),
    headers: Object.fromEntries(headers.map((one) => [text(one, 'key') ?? '', text(one, 'value') ?? ''])),
  }
}

function timerOf(definition: Element | null): Timer | null {
  const kinds = [
    ['timeDate', 'date'],
    ['timeDuration', 'duration'],
    ['timeCycle', 'cycle'],
  ] as const
  for (const [name, kind] of kinds) {
    const expression = text(child(definition, name), 'body')
    if (expression) return { kind, expression: expression.trim() }
  }
  return null
}
