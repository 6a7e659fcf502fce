import { compile } from '../../engine/index.js'

/** Triggers of events, as BPMN names them without `EventDefinition`. */
const TRIGGERS = [
  'Message',
  'Timer',
  'Conditional',
  'Signal',
  'Error',
  'Escalation',
  'Compensate',
  'Link',
  'Terminate',
  'Cancel',
]

const ACTIVITIES = [
  'Task',
  'UserTask',
  'ServiceTask',
  'SendTask',
  'ReceiveTask',
  'ManualTask',
  'BusinessRuleTask',
  'ScriptTask',
  'CallActivity',
  'SubProcess',
  'AdHocSubProcess',
  'Transaction',
]
const GATEWAYS = ['ExclusiveGateway', 'ParallelGateway', 'InclusiveGateway', 'EventBasedGateway', 'ComplexGateway']
const EVENTS = ['StartEvent', 'EndEvent', 'IntermediateCatchEvent', 'IntermediateThrowEvent', 'BoundaryEvent']
const MARKERS = {
  'parallel-mi': '<bpmn:multiInstanceLoopCharacteristics />',
  'sequential-mi': '<bpmn:multiInstanceLoopCharacteristics isSequential="true" />',
  loop: '<bpmn:standardLoopCharacteristics />',
}

/** Rules by which the engine says that there is no such thing; others only miss a name or a flow. */
const REFUSED: readonly string[] = ['not-supported', 'event-out-of-place']

let known: Promise<readonly string[]> | null = null

/**
 * What the engine runs, asked of the engine itself: it is shown one of each, and what it does not refuse as such may be
 * drawn. `bpmn:UserTask`, `bpmn:BoundaryEvent/bpmn:TimerEventDefinition`, `event-sub-process/bpmn:StartEvent/…`,
 * `event-sub-process`, and the markers `loop`, `parallel-mi`, `sequential-mi`.
 */
export function runnableElements(): Promise<readonly string[]> {
  known ??= probe()
  return known
}

async function probe(): Promise<readonly string[]> {
  const samples: { readonly key: string; readonly id: string }[] = []
  const parts: string[] = []
  const add = (key: string, xml: (id: string) => string) => {
    const id = `e${samples.length + 1}`
    samples.push({ key, id })
    parts.push(xml(id))
  }
  const tag = (type: string) => `bpmn:${type.charAt(0).toLowerCase()}${type.slice(1)}`
  const event = (type: string, trigger: string | null, id: string) =>
    `<${tag(type)} id="${id}"${type === 'BoundaryEvent' ? ' attachedToRef="host"' : ''}>${
      trigger ? `<${tag(trigger)}EventDefinition id="${id}_d" />` : ''
    }</${tag(type)}>`
  for (const type of [...ACTIVITIES, ...GATEWAYS]) add(`bpmn:${type}`, (id) => `<${tag(type)} id="${id}" />`)
  for (const type of EVENTS) {
    add(`bpmn:${type}`, (id) => event(type, null, id))
    for (const trigger of TRIGGERS) add(`bpmn:${type}/bpmn:${trigger}EventDefinition`, (id) => event(type, trigger, id))
  }
  for (const [marker, xml] of Object.entries(MARKERS))
    add(marker, (id) => `<bpmn:userTask id="${id}">${xml}</bpmn:userTask>`)
  add('event-sub-process', (id) => `<bpmn:subProcess id="${id}" triggeredByEvent="true" />`)
  for (const trigger of TRIGGERS)
    add(
      `event-sub-process/bpmn:StartEvent/bpmn:${trigger}EventDefinition`,
      (id) =>
        `<bpmn:subProcess id="${id}_in" triggeredByEvent="true">${event('StartEvent', trigger, id)}</bpmn:subProcess>`,
    )
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="probe" targetNamespace="urn:mizban:probe"><bpmn:process id="probe_process" isExecutable="true"><bpmn:userTask id="host" />${parts.join('')}</bpmn:process></bpmn:definitions>`
  const { problems } = await compile([{ name: 'probe.bpmn', xml }])
  const refused = new Set(problems.filter((one) => REFUSED.includes(one.rule)).map((one) => one.element))
  return samples.filter(({ id }) => !refused.has(id) && !refused.has(`${id}_in`)).map(({ key }) => key)
}
