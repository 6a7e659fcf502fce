import type { Loop, Node } from './model.js'
import { bodyOf, child, children, extension, flag, propertiesOf, text, type Element } from './read.js'

export function taskOf(element: Element): Node['task'] {
  if (element.$type !== 'bpmn:UserTask') return null
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

/** The job a task or throwing event is done by; null when it names none. */
export function jobOf(element: Element): Node['job'] {
  const definition = extension(element, 'zeebe:TaskDefinition')
  const type = text(definition, 'type')
  if (type === null) return null
  const headers = children(extension(element, 'zeebe:TaskHeaders'), 'values')
  return {
    type,
    retries: text(definition, 'retries') ?? '3',
    headers: Object.fromEntries(headers.map((one) => [text(one, 'key') ?? '', text(one, 'value') ?? ''])),
  }
}

export function callOf(element: Element): Node['call'] {
  if (element.$type !== 'bpmn:CallActivity') return null
  const called = extension(element, 'zeebe:CalledElement')
  const own = propertiesOf(element)['instance'] === 'own'
  return {
    process: text(called, 'processId') ?? text(element, 'calledElement') ?? '',
    binding: own ? 'own' : text(called, 'bindingType') === 'deployment' ? 'here' : null,
    allIn: flag(called, 'propagateAllParentVariables', true),
    allOut: flag(called, 'propagateAllChildVariables', true),
  }
}

export function scriptOf(element: Element): Node['script'] {
  const script = extension(element, 'zeebe:Script')
  const expression = text(script, 'expression')
  const result = text(script, 'resultVariable')
  return expression !== null && result !== null ? { expression, result } : null
}

export function decisionOf(element: Element): Node['decision'] {
  const called = extension(element, 'zeebe:CalledDecision')
  const id = text(called, 'decisionId')
  const result = text(called, 'resultVariable')
  return id !== null && result !== null ? { id, result } : null
}

export function loopOf(element: Element): Loop | null {
  const loop = child(element, 'loopCharacteristics')
  if (loop?.$type === 'bpmn:StandardLoopCharacteristics') {
    const maximum: unknown = loop['loopMaximum']
    return {
      kind: 'standard',
      testBefore: flag(loop, 'testBefore', false),
      maximum: typeof maximum === 'number' || typeof maximum === 'string' ? String(maximum) : null,
      condition: bodyOf(loop, 'loopCondition'),
    }
  }
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return null
  const zeebe = extension(loop, 'zeebe:LoopCharacteristics')
  return {
    kind: 'multi-instance',
    sequential: flag(loop, 'isSequential', false),
    collection: text(zeebe, 'inputCollection'),
    cardinality: bodyOf(loop, 'loopCardinality'),
    element: text(zeebe, 'inputElement'),
    outputCollection: text(zeebe, 'outputCollection'),
    outputElement: text(zeebe, 'outputElement'),
    completion: bodyOf(loop, 'completionCondition'),
  }
}

export function adHocOf(element: Element): Node['adHoc'] {
  if (element.$type !== 'bpmn:AdHocSubProcess') return null
  return {
    sequential: text(element, 'ordering') === 'Sequential',
    active: text(extension(element, 'zeebe:AdHoc'), 'activeElementsCollection'),
    completion: bodyOf(element, 'completionCondition'),
    cancelRemaining: flag(element, 'cancelRemainingInstances', true),
  }
}
