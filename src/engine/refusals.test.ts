import { expect, test } from 'vitest'
import { document, flow, userTask } from '../../test/support/draw.js'
import { compile } from './index.js'

const START = '<bpmn:startEvent id="start" />'
const END = '<bpmn:endEvent id="end" />'
const line = (body: string, ...flows: readonly string[]) => document([START, END, body, ...flows].join(''))
const between = (body: string, id: string) => line(body, flow('f1', 'start', id), flow('f2', id, 'end'))
const duration = (text: string) =>
  `<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${text}</bpmn:timeDuration></bpmn:timerEventDefinition>`
const cycle =
  '<bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>'

/** What the engine does not run or can't, by rule, with the element that is at fault. */
const REFUSED: readonly (readonly [rule: string, element: string | null, xml: string])[] = [
  ['not-bpmn', null, 'this is no XML'],
  ['no-executable-process', null, document('').replace('isExecutable="true"', 'isExecutable="false"')],
  ['xml-warning', null, between(userTask('a'), 'a').replace(END, END + END)],
  ['not-supported', 'a', between('<bpmn:scriptTask id="a" />', 'a')],
  ['not-supported', 'a', between('<bpmn:inclusiveGateway id="a" />', 'a')],
  [
    'not-supported',
    'a',
    between('<bpmn:userTask id="a"><bpmn:multiInstanceLoopCharacteristics /></bpmn:userTask>', 'a'),
  ],
  [
    'not-supported',
    'a',
    between('<bpmn:intermediateCatchEvent id="a"><bpmn:messageEventDefinition /></bpmn:intermediateCatchEvent>', 'a'),
  ],
  ['no-start', 'main', document(END)],
  [
    'several-starts',
    'other',
    line('<bpmn:startEvent id="other" />', flow('f1', 'start', 'end'), flow('f2', 'other', 'end')),
  ],
  ['flow-into-start', 'start', line(userTask('a'), flow('f1', 'start', 'a'), flow('f2', 'a', 'start'))],
  ['flow-from-end', 'end', line(userTask('a'), flow('f1', 'start', 'end'), flow('f2', 'end', 'a'))],
  ['condition-out-of-place', 'f2', line(userTask('a'), flow('f1', 'start', 'a'), flow('f2', 'a', 'end', '= true'))],
  [
    'conditional-default',
    'f2',
    line(
      '<bpmn:exclusiveGateway id="g" default="f2" />',
      flow('f1', 'start', 'g'),
      flow('f2', 'g', 'end', '= true'),
      flow('f3', 'g', 'end', '= true'),
    ),
  ],
  [
    'no-condition',
    'f3',
    line(
      '<bpmn:exclusiveGateway id="g" default="f2" />',
      flow('f1', 'start', 'g'),
      flow('f2', 'g', 'end'),
      flow('f3', 'g', 'end'),
    ),
  ],
  [
    'bad-expression',
    'f3',
    line(
      '<bpmn:exclusiveGateway id="g" default="f2" />',
      flow('f1', 'start', 'g'),
      flow('f2', 'g', 'end'),
      flow('f3', 'g', 'end', '= (('),
    ),
  ],
  [
    'no-timer',
    'a',
    between('<bpmn:intermediateCatchEvent id="a"><bpmn:timerEventDefinition /></bpmn:intermediateCatchEvent>', 'a'),
  ],
  [
    'no-timer',
    'a',
    between(`<bpmn:intermediateCatchEvent id="a">${duration('two days')}</bpmn:intermediateCatchEvent>`, 'a'),
  ],
  [
    'cycle-out-of-place',
    'a',
    between(`<bpmn:intermediateCatchEvent id="a">${cycle}</bpmn:intermediateCatchEvent>`, 'a'),
  ],
  ['no-job-type', 'a', between('<bpmn:serviceTask id="a" />', 'a')],
  [
    'no-called-process',
    'a',
    between(
      '<bpmn:callActivity id="a"><bpmn:extensionElements><zeebe:calledElement processId="nowhere" /></bpmn:extensionElements></bpmn:callActivity>',
      'a',
    ),
  ],
  ['no-way-on', 'g', line('<bpmn:parallelGateway id="g" />', flow('f1', 'start', 'g'))],
  [
    'crossing-flow',
    'f2',
    line(
      `<bpmn:subProcess id="sub"><bpmn:startEvent id="s2" />${userTask('inner')}${flow('i1', 's2', 'inner')}</bpmn:subProcess>`,
      flow('f1', 'start', 'sub'),
      flow('f2', 'inner', 'end'),
    ),
  ],
]

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
  ['unreachable', 'a', line(userTask('a'), flow('f1', 'start', 'end'), flow('f2', 'a', 'end'))],
]

test.each(WARNED)('%s at %s is a warning, and the drawing runs', async (rule, element, xml) => {
  const { definition, problems } = await compile([{ name: 'drawing.bpmn', xml }])
  expect(definition).not.toBeNull()
  expect(problems).toEqual([expect.objectContaining({ severity: 'warning', rule, element })])
})
