import { expect, test } from 'vitest'
import { document, flow, userTask } from '../../test/support/draw.js'
import { compile } from './index.js'
import { EVERY_RULE } from './problems.js'

const START = '<bpmn:startEvent id="start" />'
const END = '<bpmn:endEvent id="end" />'
const line = (body: string, ...flows: readonly string[]) => document([START, END, body, ...flows].join(''))
const between = (body: string, id: string) => line(body, flow('f1', 'start', id), flow('f2', id, 'end'))
const duration = (text: string) =>
  `<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${text}</bpmn:timeDuration></bpmn:timerEventDefinition>`
const cycle =
  '<bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>'

const sub = (id: string, body: string, attributes = '') =>
  `<bpmn:subProcess id="${id}"${attributes}>${body}</bpmn:subProcess>`
const event = (type: string, id: string, definition = '', attributes = '') =>
  `<bpmn:${type} id="${id}"${attributes}>${definition}</bpmn:${type}>`
const on = (task: string) => ` attachedToRef="${task}"`
const bare = (kind: string) => `<bpmn:${kind}EventDefinition />`
const withTask = (...others: readonly string[]) =>
  line(userTask('a'), flow('f1', 'start', 'a'), flow('f2', 'a', 'end'), ...others)
const called = (id: string) =>
  between(
    `<bpmn:callActivity id="a"><bpmn:extensionElements><zeebe:calledElement processId="${id}" /></bpmn:extensionElements></bpmn:callActivity>`,
    'a',
  )
const loop = (characteristics: string) => between(`<bpmn:userTask id="a">${characteristics}</bpmn:userTask>`, 'a')
const handled = (...others: readonly string[]) =>
  withTask(
    event('boundaryEvent', 'b', bare('compensate'), on('a')),
    '<bpmn:manualTask id="undo" isForCompensation="true" />',
    ...others,
  )
const ASSOCIATED = '<bpmn:association id="as" sourceRef="b" targetRef="undo" associationDirection="One" />'
const nested = (levels: number): string =>
  levels === 0 ? '' : sub(`s${levels}`, event('startEvent', `in${levels}`) + nested(levels - 1))
const choice = (type: string, ...flows: readonly string[]) =>
  line(`<bpmn:${type} id="g" default="f2" />`, flow('f1', 'start', 'g'), flow('f2', 'g', 'end'), ...flows)
const eventGateway = (target: string, ...others: readonly string[]) =>
  line(
    `<bpmn:eventBasedGateway id="g" />${target}`,
    flow('f1', 'start', 'g'),
    flow('f2', 'g', 'a'),
    flow('f3', 'a', 'end'),
    ...others,
  )
const link = (type: string, id: string, name: string) => event(type, id, `<bpmn:linkEventDefinition name="${name}" />`)

/** What the engine does not run or can't, by rule, with the element that is at fault. */
const REFUSED: readonly (readonly [rule: string, element: string | null, xml: string])[] = [
  ['not-bpmn', null, 'this is no XML'],
  ['not-bpmn', null, `<!DOCTYPE x [<!ENTITY a "b">]>${between(userTask('a'), 'a')}`],
  ['too-large', null, between(userTask('a'), 'a') + ' '.repeat(10_000_001)],
  ['too-deep', 's20', line(nested(120), flow('f1', 'start', 's120'), flow('f2', 's120', 'end'))],
  ['no-executable-process', null, document('').replace('isExecutable="true"', 'isExecutable="false"')],
  ['xml-warning', null, between(userTask('a'), 'a').replace(END, END + END)],
  [
    'xml-warning',
    'a',
    between(userTask('a'), 'a').replace('<bpmn:userTask id="a"', '<bpmn:userTask id="a" zeebe:unheardOf="1"'),
  ],
  ['unresolved-reference', 'f3', withTask(flow('f3', 'a', 'nowhere'))],
  ['dangling-flow', 'f3', withTask('<bpmn:sequenceFlow id="f3" sourceRef="a" />')],
  ['not-supported', 'a', between('<bpmn:complexGateway id="a" />', 'a')],
  ['not-supported', 'a', between('<bpmn:transaction id="a" />', 'a')],
  ['not-supported', 'end', withTask().replace(END, event('endEvent', 'end', bare('cancel')))],
  ['not-supported', 'b', withTask(event('boundaryEvent', 'b', bare('message') + bare('signal'), on('a')))],
  ['not-supported', 'a', between('<bpmn:receiveTask id="a" instantiate="true" />', 'a')],
  ['not-supported', 'a', between('<bpmn:manualTask id="a" startQuantity="2" />', 'a')],
  ['not-supported', 'a', between('<bpmn:manualTask id="a" completionQuantity="2" />', 'a')],
  ['not-supported', 'a', loop('<bpmn:multiInstanceLoopCharacteristics behavior="One" />')],
  [
    'not-supported',
    'end',
    withTask().replace(END, event('endEvent', 'end', '<bpmn:compensateEventDefinition waitForCompletion="false" />')),
  ],
  ['not-supported', 'global', withTask().replace('<bpmn:process', '<bpmn:globalUserTask id="global" /><bpmn:process')],
  ['no-start', 'main', document(END)],
  ['no-start', 'a', between(sub('a', event('endEvent', 'e')), 'a')],
  ['no-start', 'a', between('<bpmn:adHocSubProcess id="a" />', 'a')],
  [
    'start-out-of-place',
    'x',
    line(event('startEvent', 'x', bare('error')), flow('f1', 'start', 'end'), flow('f2', 'x', 'end')),
  ],
  ['start-out-of-place', 'x', between(sub('a', event('startEvent', 'x', bare('message'))), 'a')],
  ['start-out-of-place', 'x', withTask(sub('e', event('startEvent', 'x'), ' triggeredByEvent="true"'))],
  [
    'start-out-of-place',
    'x',
    withTask(sub('e', event('startEvent', 'x', bare('compensate')), ' triggeredByEvent="true"')),
  ],
  ['event-sub-process-start', 'e', withTask(sub('e', '', ' triggeredByEvent="true"'))],
  [
    'flow-to-event-sub-process',
    'e',
    withTask(sub('e', event('startEvent', 'x', bare('error')), ' triggeredByEvent="true"'), flow('f3', 'a', 'e')),
  ],
  [
    'event-in-ad-hoc',
    'x',
    between(`<bpmn:adHocSubProcess id="a">${event('startEvent', 'x')}</bpmn:adHocSubProcess>`, 'a'),
  ],
  [
    'error-interrupts',
    'x',
    withTask(sub('e', event('startEvent', 'x', bare('error'), ' isInterrupting="false"'), ' triggeredByEvent="true"')),
  ],
  [
    'error-interrupts',
    'b',
    withTask(event('boundaryEvent', 'b', bare('error'), `${on('a')} cancelActivity="false"`), flow('f3', 'b', 'end')),
  ],
  ['flow-into-start', 'start', line(userTask('a'), flow('f1', 'start', 'a'), flow('f2', 'a', 'start'))],
  ['flow-from-end', 'end', line(userTask('a'), flow('f1', 'start', 'end'), flow('f2', 'end', 'a'))],
  [
    'flow-into-boundary',
    'b',
    withTask(event('boundaryEvent', 'b', bare('error'), on('a')), flow('f3', 'a', 'b'), flow('f4', 'b', 'end')),
  ],
  [
    'boundary-on-nothing',
    'b',
    withTask(event('boundaryEvent', 'b', bare('error'), on('start')), flow('f3', 'b', 'end')),
  ],
  ['event-out-of-place', 'a', between(event('intermediateCatchEvent', 'a'), 'a')],
  ['event-out-of-place', 'a', between(event('intermediateCatchEvent', 'a', bare('error')), 'a')],
  ['event-out-of-place', 'a', between(event('intermediateThrowEvent', 'a', bare('timer')), 'a')],
  ['event-out-of-place', 'end', withTask().replace(END, event('endEvent', 'end', bare('link')))],
  ['event-out-of-place', 'b', withTask(event('boundaryEvent', 'b', '', on('a')), flow('f3', 'b', 'end'))],
  ['condition-out-of-place', 'f1', line('', flow('f1', 'start', 'end', '= true'))],
  [
    'condition-out-of-place',
    'f2',
    line('<bpmn:parallelGateway id="g" />', flow('f1', 'start', 'g'), flow('f2', 'g', 'end', '= true')),
  ],
  [
    'wrong-default',
    'a',
    line('<bpmn:manualTask id="a" default="f1" />', flow('f1', 'start', 'a'), flow('f2', 'a', 'end')),
  ],
  [
    'conditional-default',
    'f2',
    choice('exclusiveGateway', flow('f3', 'g', 'end', '= true')).replace(
      flow('f2', 'g', 'end'),
      flow('f2', 'g', 'end', '= true'),
    ),
  ],
  ['no-condition', 'f3', choice('exclusiveGateway', flow('f3', 'g', 'end'))],
  ['bad-expression', 'f3', choice('exclusiveGateway', flow('f3', 'g', 'end', '= (('))],
  [
    'bad-expression',
    'a',
    between(
      '<bpmn:manualTask id="a"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="= ((" target="x" /></zeebe:ioMapping></bpmn:extensionElements></bpmn:manualTask>',
      'a',
    ),
  ],
  ['no-timer', 'a', between(event('intermediateCatchEvent', 'a', bare('timer')), 'a')],
  ['no-timer', 'a', between(event('intermediateCatchEvent', 'a', duration('two days')), 'a')],
  ['no-message', 'a', between(event('intermediateCatchEvent', 'a', bare('message')), 'a')],
  ['no-message', 'a', between('<bpmn:sendTask id="a" />', 'a')],
  ['no-signal', 'a', between(event('intermediateThrowEvent', 'a', bare('signal')), 'a')],
  ['no-code', 'end', withTask().replace(END, event('endEvent', 'end', bare('error')))],
  ['no-code', 'a', between(event('intermediateThrowEvent', 'a', bare('escalation')), 'a')],
  ['no-event-condition', 'a', between(event('intermediateCatchEvent', 'a', bare('conditional')), 'a')],
  ['broken-link', 'a', line(link('intermediateThrowEvent', 'a', 'x'), flow('f1', 'start', 'a'))],
  [
    'several-link-ends',
    'y',
    line(
      link('intermediateThrowEvent', 'a', 'x') +
        link('intermediateCatchEvent', 'y', 'x') +
        link('intermediateCatchEvent', 'z', 'x'),
      flow('f1', 'start', 'a'),
      flow('f2', 'y', 'end'),
      flow('f3', 'z', 'end'),
    ),
  ],
  [
    'flow-through-link',
    'a',
    line(
      link('intermediateThrowEvent', 'a', 'x') + link('intermediateCatchEvent', 'y', 'x'),
      flow('f1', 'start', 'a'),
      flow('f2', 'a', 'end'),
      flow('f3', 'y', 'end'),
    ),
  ],
  ['no-job-type', 'a', between('<bpmn:serviceTask id="a" />', 'a')],
  [
    'no-script',
    'a',
    between('<bpmn:scriptTask id="a" scriptFormat="javascript"><bpmn:script>1</bpmn:script></bpmn:scriptTask>', 'a'),
  ],
  ['no-decision', 'a', between('<bpmn:businessRuleTask id="a" />', 'a')],
  ['no-called-process', 'a', called('nowhere" bindingType="deployment')],
  ['no-called-process', 'a', called('constructor" bindingType="deployment')],
  ['no-called-process', 'a', called('')],
  ['not-supported', 'a', called('other" bindingType="versionTag')],
  ['no-collection', 'a', loop('<bpmn:multiInstanceLoopCharacteristics />')],
  ['no-loop-end', 'a', loop('<bpmn:standardLoopCharacteristics />')],
  ['no-handler', 'b', withTask(event('boundaryEvent', 'b', bare('compensate'), on('a')))],
  ['handler-of-nothing', 'undo', handled()],
  ['flow-to-handler', 'undo', handled(ASSOCIATED, flow('f3', 'undo', 'end'))],
  ['flow-from-compensation', 'b', handled(ASSOCIATED, flow('f3', 'b', 'end'))],
  [
    'nothing-to-undo',
    'end',
    withTask().replace(END, event('endEvent', 'end', '<bpmn:compensateEventDefinition activityRef="a" />')),
  ],
  ['no-way-on', 'g', line('<bpmn:parallelGateway id="g" />', flow('f1', 'start', 'g'))],
  ['no-event-after', 'a', eventGateway(userTask('a'))],
  [
    'several-ways-to-event',
    'a',
    eventGateway(
      event('intermediateCatchEvent', 'a', duration('PT1H')),
      userTask('t'),
      flow('f4', 'start', 't'),
      flow('f5', 't', 'a'),
    ),
  ],
  [
    'crossing-flow',
    'f2',
    line(
      sub('sub', `<bpmn:startEvent id="s2" />${userTask('inner')}${flow('i1', 's2', 'inner')}`),
      flow('f1', 'start', 'sub'),
      flow('f2', 'inner', 'end'),
    ),
  ],
]

const decision = (body: string) =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test">${body}</definitions>`
const needs = (id: string, other: string) =>
  `<decision id="${id}" name="${id}"><informationRequirement id="r_${id}"><requiredDecision href="#${other}" /></informationRequirement><literalExpression id="l_${id}"><text>1</text></literalExpression></decision>`

test.each([
  ['bad-decision', 'one', decision('<decision id="one" name="one" />')],
  [
    'bad-decision',
    'one',
    decision(
      '<decision id="one" name="one"><decisionTable id="t" hitPolicy="OUTPUT ORDER"><output id="o" /></decisionTable></decision>',
    ),
  ],
  [
    'bad-decision',
    'one',
    decision('<decision id="one" name="one"><literalExpression id="l"><text>((</text></literalExpression></decision>'),
  ],
  ['bad-decision', null, 'no XML'],
  ['no-decision', 'one', decision(needs('one', 'two'))],
  ['decision-needs-itself', 'one', decision(needs('one', 'two') + needs('two', 'one'))],
])('%s at %s is refused in a DMN file', async (rule, element, xml) => {
  const { definition, problems } = await compile([
    { name: 'drawing.bpmn', xml: between(userTask('a'), 'a') },
    { name: 'table.dmn', xml },
  ])
  expect(definition).toBeNull()
  expect(problems).toContainEqual(expect.objectContaining({ severity: 'error', rule, element }))
})

test.each(REFUSED)('%s at %s is refused, with reason and cure in both languages', async (rule, element, xml) => {
  const { definition, problems } = await compile([{ name: 'drawing.bpmn', xml }])
  expect(definition).toBeNull()
  const found = problems.find((one) => one.rule === rule)
  expect(found).toMatchObject({ severity: 'error', rule, element })
  expect(found?.reason.fa).toMatch(/[\u0600-\u06ff]/)
  expect(found?.cure.en).toMatch(/[a-z]/)
})

test('two files may not use one id', async () => {
  const { definition, problems } = await compile([
    { name: 'one.bpmn', xml: between(userTask('a'), 'a') },
    { name: 'two.bpmn', xml: document(START + END + flow('other', 'start', 'end'), 'called') },
  ])
  expect(definition).toBeNull()
  expect(problems.filter((one) => one.rule === 'duplicate-id').map((one) => one.element)).toEqual(['start', 'end'])
})

const WARNED: readonly (readonly [rule: string, element: string, xml: string])[] = [
  [
    'no-default',
    'g',
    line(
      '<bpmn:exclusiveGateway id="g" />',
      flow('f1', 'start', 'g'),
      flow('f2', 'g', 'end', '= true'),
      flow('f3', 'g', 'end', '= false'),
    ),
  ],
  ['no-office', 'a', between('<bpmn:userTask id="a" />', 'a')],
  ['called-elsewhere', 'a', called('nowhere')],
  ['called-elsewhere', 'a', called('constructor')],
  ['unreachable', 'a', line(userTask('a'), flow('f1', 'start', 'end'), flow('f2', 'a', 'end'))],
  [
    'several-starts',
    'other',
    line('<bpmn:startEvent id="other" />', flow('f1', 'start', 'end'), flow('f2', 'other', 'end')),
  ],
  ['cycle-fires-once', 'a', between(event('intermediateCatchEvent', 'a', cycle), 'a')],
  [
    'no-correlation-key',
    'a',
    between(event('intermediateCatchEvent', 'a', '<bpmn:messageEventDefinition messageRef="m" />'), 'a').replace(
      '<bpmn:process',
      '<bpmn:message id="m" name="paid" /><bpmn:process',
    ),
  ],
  [
    'join-waits-forever',
    'j',
    line(
      '<bpmn:exclusiveGateway id="g" default="f2" /><bpmn:parallelGateway id="j" />' + userTask('a') + userTask('b'),
      flow('f1', 'start', 'g'),
      flow('f2', 'g', 'a'),
      flow('f3', 'g', 'b', '= x'),
      flow('f4', 'a', 'j'),
      flow('f5', 'b', 'j'),
      flow('f6', 'j', 'end'),
    ),
  ],
]

test('every rule is broken here once', () => {
  const elsewhere = ['duplicate-id', 'bad-decision', 'decision-needs-itself']
  const broken = [...REFUSED, ...WARNED].map(([rule]) => rule)
  expect([...new Set([...broken, ...elsewhere])].sort()).toEqual([...EVERY_RULE].sort())
})

test.each(WARNED)('%s at %s is a warning, and the drawing runs', async (rule, element, xml) => {
  const { definition, problems } = await compile([{ name: 'drawing.bpmn', xml }])
  expect(definition).not.toBeNull()
  expect(problems).toEqual([expect.objectContaining({ severity: 'warning', rule, element })])
})
