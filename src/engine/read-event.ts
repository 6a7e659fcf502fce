import type { EventDefinition, Timer, VariableFilter } from './model.js'
import { bodyOf, child, children, extension, idOf, text, type Element } from './read.js'

/** Reads what an event waits for or brings about; null for an event without one. */
export function eventOf(element: Element): EventDefinition | null {
  if (element.$type === 'bpmn:ReceiveTask' || element.$type === 'bpmn:SendTask') return messageOf(element)
  const [definition] = children(element, 'eventDefinitions')
  if (!definition) return null
  switch (definition.$type) {
    case 'bpmn:TimerEventDefinition':
      return { kind: 'timer', timer: timerOf(definition) }
    case 'bpmn:MessageEventDefinition':
      return messageOf(definition)
    case 'bpmn:SignalEventDefinition':
      return { kind: 'signal', name: text(child(definition, 'signalRef'), 'name') }
    case 'bpmn:ErrorEventDefinition':
      return { kind: 'error', code: text(child(definition, 'errorRef'), 'errorCode') }
    case 'bpmn:EscalationEventDefinition':
      return { kind: 'escalation', code: text(child(definition, 'escalationRef'), 'escalationCode') }
    case 'bpmn:ConditionalEventDefinition':
      return { kind: 'condition', condition: bodyOf(definition, 'condition'), filter: filterOf(definition) }
    case 'bpmn:LinkEventDefinition':
      return { kind: 'link', name: text(definition, 'name') }
    case 'bpmn:CompensateEventDefinition':
      return { kind: 'compensation', activity: idOf(child(definition, 'activityRef')) || null }
    case 'bpmn:TerminateEventDefinition':
      return { kind: 'terminate' }
    default:
      return null
  }
}

function filterOf(definition: Element): VariableFilter | null {
  const filter = extension(definition, 'zeebe:ConditionalFilter')
  const listed = (name: string) => {
    const list = (text(filter, name) ?? '').split(',').map((one) => one.trim())
    const named = list.filter((one) => one !== '')
    return named.length > 0 ? named : null
  }
  const events = listed('variableEvents')
  if (!filter) return null
  return { names: listed('variableNames'), events: events && EVENTS.filter((one) => events.includes(one)) }
}

const EVENTS = ['create', 'update'] as const

function messageOf(definition: Element): EventDefinition {
  const message = child(definition, 'messageRef')
  const key = text(extension(message, 'zeebe:Subscription'), 'correlationKey')
  return { kind: 'message', name: text(message, 'name'), key }
}

function timerOf(definition: Element): Timer | null {
  const kinds = [
    ['timeDate', 'date'],
    ['timeDuration', 'duration'],
    ['timeCycle', 'cycle'],
  ] as const
  for (const [name, kind] of kinds) {
    const expression = bodyOf(definition, name)
    if (expression) return { kind, expression }
  }
  return null
}
