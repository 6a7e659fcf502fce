import type { Definition, Effect } from '../../src/engine/index.js'
import { document, flow, userTask } from './draw.js'

type Node = Definition['nodes'][string]

/** Everything of BPMN that has a row, in the order of the table. */
export const FEATURES = [
  ...['none', 'message', 'timer', 'signal', 'condition'].map((kind) => `Start event: ${kind}`),
  ...['message', 'timer', 'signal', 'condition', 'escalation'].flatMap((kind) => [
    `Event sub-process, interrupting: ${kind}`,
    `Event sub-process, beside: ${kind}`,
  ]),
  'Event sub-process, interrupting: error',
  ...['timer', 'message', 'signal', 'condition', 'link'].map((kind) => `Intermediate catch event: ${kind}`),
  ...['none', 'message', 'signal', 'escalation', 'compensation', 'link'].map(
    (kind) => `Intermediate throw event: ${kind}`,
  ),
  ...['timer', 'message', 'signal', 'condition', 'escalation'].flatMap((kind) => [
    `Boundary event, interrupting: ${kind}`,
    `Boundary event, beside: ${kind}`,
  ]),
  'Boundary event, interrupting: error',
  'Boundary event: compensation, and its handler',
  ...['none', 'message', 'signal', 'error', 'escalation', 'compensation', 'terminate'].map(
    (kind) => `End event: ${kind}`,
  ),
  ...['date', 'duration', 'cycle'].map((kind) => `Timer: ${kind}`),
  'Condition with a filter of variables',
  'Task without a type',
  'Manual task',
  'User task',
  'Service task',
  'Send task',
  'Send task as a job',
  'Message event as a job',
  'Receive task',
  'Script task (FEEL)',
  'Business rule task (DMN)',
  ...['U', 'A', 'P', 'F', 'R', 'C', 'C+', 'C#', 'C<', 'C>'].map((policy) => `Decision table: hit policy ${policy}`),
  'Decision: one expression',
  'Decision that needs another',
  'Exclusive gateway: split',
  'Exclusive gateway: merge',
  'Parallel gateway: fork',
  'Parallel gateway: join',
  'Inclusive gateway: split',
  'Inclusive gateway: join',
  'Event-based gateway',
  'Conditional flow out of an activity',
  'Default flow',
  'Implicit fork',
  'Merge without a gateway',
  'Start without a start event',
  'End without an end event',
  'Sub-process',
  'Call activity: part of this instance',
  'Call activity: an instance of its own',
  'Call activity, chosen by an expression',
  'Ad-hoc sub-process, at once',
  'Ad-hoc sub-process, in turn',
  'Multi-instance, parallel',
  'Multi-instance, in turn',
  'Standard loop',
  'Input mapping',
  'Output mapping',
  'Pool and lane',
] as const

/** The features that a trace goes through: those of the elements it enters and the flows it takes. */
export function featuresShown(definition: Definition, effects: readonly Effect[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const effect of effects) {
    if (effect.kind === 'take') for (const one of ofFlow(definition, effect.flow)) found.add(one)
    const node = effect.kind === 'enter' ? definition.nodes[effect.element] : undefined
    if (node) for (const one of ofNode(definition, node)) found.add(one)
  }
  return found
}

function ofFlow({ nodes, flows }: Definition, id: string): readonly string[] {
  const flow = flows[id]
  const source = nodes[flow?.source ?? '']
  if (!flow || !source) return []
  const isActivity = !source.type.endsWith('Gateway')
  return [
    ...(flow.condition !== null && isActivity ? ['Conditional flow out of an activity'] : []),
    ...(source.defaultFlow === id ? ['Default flow'] : []),
  ]
}

function ofNode(definition: Definition, node: Node): readonly string[] {
  return [...ofType(definition, node), ...ofMarks(definition, node)]
}

const how = (node: Node): string => (node.interrupting ? 'interrupting' : 'beside')

function ofType(definition: Definition, node: Node): readonly string[] {
  const kind = node.event?.kind ?? 'none'
  switch (node.type) {
    case 'bpmn:StartEvent':
      return definition.nodes[node.parent ?? '']?.byEvent
        ? [`Event sub-process, ${how(node)}: ${kind}`]
        : [`Start event: ${kind}`]
    case 'bpmn:IntermediateCatchEvent':
      return [`Intermediate catch event: ${kind}`]
    case 'bpmn:IntermediateThrowEvent':
      return [`Intermediate throw event: ${kind}`]
    case 'bpmn:BoundaryEvent':
      return [`Boundary event, ${how(node)}: ${kind}`]
    case 'bpmn:EndEvent':
      return [`End event: ${kind}`]
    case 'bpmn:ExclusiveGateway':
    case 'bpmn:ParallelGateway':
    case 'bpmn:InclusiveGateway':
      return ofGateway(node)
    case 'bpmn:EventBasedGateway':
      return ['Event-based gateway']
    case 'bpmn:CallActivity':
      return ofCall(definition, node)
    case 'bpmn:AdHocSubProcess':
      return [`Ad-hoc sub-process, ${node.adHoc?.sequential ? 'in turn' : 'at once'}`]
    case 'bpmn:SubProcess':
      return node.byEvent ? [] : ['Sub-process']
    default:
      return ofTask(definition, node)
  }
}

function ofCall({ processes }: Definition, { call }: Node): readonly string[] {
  if (call?.process.startsWith('=')) return ['Call activity, chosen by an expression']
  const own = call?.binding === 'own' || !processes.includes(call?.process ?? '')
  return [`Call activity: ${own ? 'an instance of its own' : 'part of this instance'}`]
}

function ofGateway(node: Node): readonly string[] {
  const [name, split, join] = {
    'bpmn:ExclusiveGateway': ['Exclusive', 'split', 'merge'] as const,
    'bpmn:ParallelGateway': ['Parallel', 'fork', 'join'] as const,
    'bpmn:InclusiveGateway': ['Inclusive', 'split', 'join'] as const,
  }[node.type as 'bpmn:ExclusiveGateway']
  return [
    ...(node.outgoing.length > 1 ? [`${name} gateway: ${split}`] : []),
    ...(node.incoming.length > 1 ? [`${name} gateway: ${join}`] : []),
  ]
}

function ofTask(definition: Definition, node: Node): readonly string[] {
  const names: Readonly<Record<string, string>> = {
    'bpmn:Task': 'Task without a type',
    'bpmn:ManualTask': 'Manual task',
    'bpmn:UserTask': 'User task',
    'bpmn:ServiceTask': 'Service task',
    'bpmn:SendTask': node.job ? 'Send task as a job' : 'Send task',
    'bpmn:ReceiveTask': 'Receive task',
    'bpmn:ScriptTask': 'Script task (FEEL)',
    'bpmn:BusinessRuleTask': 'Business rule task (DMN)',
  }
  const decision = definition.decisions[node.decision?.id ?? '']
  const decided = decision ? [decision, ...decision.needs.map((id) => definition.decisions[id])] : []
  return [
    names[node.type] ?? node.type,
    ...(decision && decision.needs.length > 0 ? ['Decision that needs another'] : []),
    ...decided.map((one) =>
      one?.table ? `Decision table: hit policy ${one.table.hitPolicy}` : 'Decision: one expression',
    ),
  ]
}

function ofMarks(definition: Definition, node: Node): readonly string[] {
  const isActivity = /Task$|SubProcess$|CallActivity$/.test(node.type)
  const container = node.parent ?? node.process
  const starts = (definition.entries[container] ?? []).map((id) => definition.nodes[id]?.type)
  const implicit = starts.includes(node.type) && !starts.includes('bpmn:StartEvent') && node.incoming.length === 0
  return [
    ...(node.event?.kind === 'timer' && node.event.timer ? [`Timer: ${node.event.timer.kind}`] : []),
    ...(node.event?.kind === 'condition' && node.event.filter ? ['Condition with a filter of variables'] : []),
    ...(node.event?.kind === 'message' && node.job && !isActivity ? ['Message event as a job'] : []),
    ...(isActivity && node.outgoing.length > 1 ? ['Implicit fork'] : []),
    ...(isActivity && node.incoming.length > 1 ? ['Merge without a gateway'] : []),
    ...(isActivity && node.outgoing.length === 0 && !node.byEvent && !node.forCompensation
      ? ['End without an end event']
      : []),
    ...(implicit && node.type !== 'bpmn:StartEvent' ? ['Start without a start event'] : []),
    ...(node.loop?.kind === 'standard' ? ['Standard loop'] : []),
    ...(node.loop?.kind === 'multi-instance'
      ? [`Multi-instance, ${node.loop.sequential ? 'in turn' : 'parallel'}`]
      : []),
    ...(node.forCompensation ? ['Boundary event: compensation, and its handler'] : []),
    ...(node.inputs.length > 0 ? ['Input mapping'] : []),
    ...(node.outputs.length > 0 ? ['Output mapping'] : []),
    ...(node.lane !== null ? ['Pool and lane'] : []),
  ]
}

const line = (body: string) =>
  document(
    `<bpmn:startEvent id="start" />${userTask('a')}<bpmn:endEvent id="end" />${body}${flow('f1', 'start', 'a')}${flow('f2', 'a', 'end')}`,
  )
const on = (definition: string) =>
  line(`<bpmn:boundaryEvent id="x" attachedToRef="a">${definition}</bpmn:boundaryEvent>`)
const marked = (body: string) => line('').replace(userTask('a'), body)

/** What the engine does not run: the drawing that is refused, and by which rule. */
export const REFUSED: readonly (readonly [name: string, rule: string, xml: string, dmn?: string])[] = [
  ['Complex gateway', 'not-supported', line('<bpmn:complexGateway id="x" />')],
  ['Transaction', 'not-supported', line('<bpmn:transaction id="x" />')],
  ['Cancel event', 'not-supported', on('<bpmn:cancelEventDefinition />')],
  ['Multiple event', 'not-supported', on('<bpmn:signalEventDefinition /><bpmn:timerEventDefinition />')],
  [
    'Parallel multiple event',
    'not-supported',
    on('<bpmn:signalEventDefinition /><bpmn:timerEventDefinition />').replace(
      'attachedToRef',
      'parallelMultiple="true" attachedToRef',
    ),
  ],
  ['Receive task that starts a process', 'not-supported', line('<bpmn:receiveTask id="x" instantiate="true" />')],
  [
    'Event-based gateway that starts a process',
    'not-supported',
    line('<bpmn:eventBasedGateway id="x" instantiate="true" />'),
  ],
  ['Start quantity other than 1', 'not-supported', marked('<bpmn:manualTask id="a" startQuantity="2" />')],
  ['Completion quantity other than 1', 'not-supported', marked('<bpmn:manualTask id="a" completionQuantity="2" />')],
  [
    'Multi-instance that throws events (behavior)',
    'not-supported',
    marked('<bpmn:manualTask id="a"><bpmn:multiInstanceLoopCharacteristics behavior="None" /></bpmn:manualTask>'),
  ],
  [
    'Call activity bound to a version tag',
    'not-supported',
    marked(
      '<bpmn:callActivity id="a"><bpmn:extensionElements><zeebe:calledElement processId="p" bindingType="versionTag" versionTag="v1" /></bpmn:extensionElements></bpmn:callActivity>',
    ),
  ],
  [
    'Compensation that is not waited for',
    'not-supported',
    line(
      '<bpmn:intermediateThrowEvent id="x"><bpmn:compensateEventDefinition waitForCompletion="false" /></bpmn:intermediateThrowEvent>',
    ),
  ],
  [
    'Event sub-process begun by compensation',
    'start-out-of-place',
    line(
      '<bpmn:subProcess id="x" triggeredByEvent="true"><bpmn:startEvent id="y"><bpmn:compensateEventDefinition /></bpmn:startEvent></bpmn:subProcess>',
    ),
  ],
  ['Global task', 'not-supported', line('').replace('<bpmn:process', '<bpmn:globalUserTask id="x" /><bpmn:process')],
  ['Choreography', 'not-supported', line('').replace('<bpmn:process', '<bpmn:choreography id="x" /><bpmn:process')],
  [
    'Script in another language than FEEL',
    'no-script',
    marked('<bpmn:scriptTask id="a" scriptFormat="javascript"><bpmn:script>1</bpmn:script></bpmn:scriptTask>'),
  ],
  [
    'Decision table: hit policy O',
    'bad-decision',
    line(''),
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test"><decision id="x" name="x"><decisionTable id="t" hitPolicy="OUTPUT ORDER"><output id="o" /></decisionTable></decision></definitions>',
  ],
]

const LISTED = 4

export function bpmnTable(shown: ReadonlyMap<string, readonly string[]>): string {
  const link = (file: string) => `[${file.split('/').at(-1)?.replace('.trace.json', '')}](../${file})`
  const rows = FEATURES.map((feature) => {
    const traces = shown.get(feature) ?? []
    const rest = traces.length > LISTED ? ` and ${traces.length - LISTED} more` : ''
    return `| ${feature} | run | ${traces.slice(0, LISTED).map(link).join(', ')}${rest} |`
  })
  const refused = REFUSED.map(([name, rule]) => `| ${name} | refused | \`${rule}\` |`)
  return `# BPMN: what runs and what is refused

Written by \`src/engine/table.test.ts\` from the golden traces (\`MIZBAN_WRITE_TABLE=1\` writes it anew; the test fails when it is not current). An element is listed with a trace only when that trace enters it. Annotations, groups, data objects and stores are drawn and have no meaning for the engine.

| element | | traces |
| --- | --- | --- |
${[...rows, ...refused].join('\n')}
`
}
