import { afterEach, beforeEach, expect, test } from 'vitest'
import { document, flow, userTask } from '../../test/support/draw.js'
import { testFault } from './feel.js'
import { compile, elementsInOrder, reachableFrom, step } from './index.js'

// Files that nobody means well with, or that nobody meant so large: a refusal or a definition within seconds of the
// processor, however busy the machine is, and in bounded memory.
const SECONDS = 10
const LONG = { timeout: 120_000 }
const MOST_MEMORY = 2 ** 31
let used = process.cpuUsage()
beforeEach(() => {
  used = process.cpuUsage()
})
afterEach(() => {
  const { user, system } = process.cpuUsage(used)
  expect((user + system) / 1e6).toBeLessThan(SECONDS)
  expect(process.memoryUsage().rss).toBeLessThan(MOST_MEMORY)
})
const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('')
const ofXml = (xml: string, name = 'drawing.bpmn') => compile([{ name, xml }])
const rulesOf = async (xml: string): Promise<readonly string[]> => (await ofXml(xml)).problems.map((one) => one.rule)

test.each([
  ['nothing', ''],
  ['no XML', 'PK\u0003\u0004\u0000\u0000binary'],
  ['XML that breaks off', '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:process'],
  ['another kind of XML', '<svg xmlns="http://www.w3.org/2000/svg" />'],
  ['JSON', '{"bpmn": true}'],
  ['a byte order mark and zeros', `\uFEFF${'\u0000'.repeat(1_000)}`],
])('%s is refused', async (_, xml) => {
  const { definition, problems } = await ofXml(xml)
  expect(definition).toBeNull()
  expect(problems.length).toBeGreaterThan(0)
})

test('entities are not expanded: the file is refused before it is read', async () => {
  const levels = many(20, (index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`)
  const xml = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">${levels}<!ENTITY x SYSTEM "file:///etc/passwd">]>${document(userTask('&e20;'))}`
  expect(await rulesOf(xml)).toEqual(['not-bpmn', 'no-executable-process'])
})

test('a file of fifty million characters is refused at once', async () => {
  expect(await rulesOf(document(' '.repeat(50_000_000)))).toContain('too-large')
})

test('a drawing of 10,000 elements in a row is compiled, looked at and walked', LONG, async () => {
  const xml = document(
    `<bpmn:startEvent id="t0" />${many(10_000, (index) => `<bpmn:manualTask id="t${index + 1}" />`)}${many(10_000, (index) => flow(`f${index}`, `t${index}`, `t${index + 1}`))}`,
  )
  const { definition, problems } = await ofXml(xml)
  expect(problems).toEqual([])
  if (!definition) throw new Error('refused')
  expect(elementsInOrder(definition)).toHaveLength(10_001)
  expect(reachableFrom(definition, 't0').size).toBe(10_000)
  expect(step(definition, null, { kind: 'start', variables: {} }, 0)).toMatchObject({
    ok: true,
    state: { status: 'completed' },
  })
})

test('10,000 elements that all lead to one another are compiled', LONG, async () => {
  const xml = document(
    `<bpmn:startEvent id="s" />${flow('f', 's', 'g0')}${many(5_000, (index) => `<bpmn:exclusiveGateway id="g${index}" default="b${index}" />${flow(`a${index}`, `g${index}`, `g${(index * 7 + 3) % 5_000}`, '= x')}${flow(`b${index}`, `g${index}`, `g${(index * 13 + 5) % 5_000}`)}`)}`,
  )
  const { definition, problems } = await ofXml(xml)
  expect(problems.filter((one) => one.severity === 'error')).toEqual([])
  if (!definition) throw new Error('refused')
  // It goes round for ever without a wait: it stops, as an incident, and the happening is not lost.
  const result = step(definition, null, { kind: 'start', variables: { x: true } }, 0)
  expect(result).toMatchObject({ ok: true, state: { incidents: [{ reason: 'too-many-moves', retry: 'enter' }] } })
})

test('a loop without a wait stops with all its tokens, and each may be tried again', LONG, async () => {
  const { definition } = await ofXml(
    document(
      `<bpmn:startEvent id="s" /><bpmn:exclusiveGateway id="a" /><bpmn:manualTask id="b" />${userTask('c')}${flow('f', 's', 'a')}${flow('g', 'a', 'b')}${flow('h', 'b', 'a')}${flow('i', 's', 'c')}`,
    ),
  )
  if (!definition) throw new Error('refused')
  const result = step(definition, null, { kind: 'start', variables: {} }, 0)
  if (!result.ok) throw new Error(result.refusal)
  expect(result.state.tokens.map((token) => token.waits).sort()).toEqual(['incident', 'task'])
  const incident = result.state.incidents[0]?.id ?? -1
  expect(step(definition, result.state, { kind: 'retry', incident }, 1)).toMatchObject({
    ok: true,
    state: { incidents: [{ reason: 'too-many-moves' }] },
  })
})

test('a fork that doubles at every round stops within bounds', LONG, async () => {
  const { definition } = await ofXml(
    document(
      `<bpmn:startEvent id="s" /><bpmn:parallelGateway id="a" />${flow('f', 's', 'a')}<bpmn:exclusiveGateway id="m" />${flow('g', 'a', 'm')}${flow('h', 'a', 'm')}${flow('i', 'm', 'x')}<bpmn:exclusiveGateway id="x" />${flow('j', 'x', 'a')}`.replace(
        flow('f', 's', 'a'),
        flow('f', 's', 'm'),
      ),
    ),
  )
  if (!definition) throw new Error('refused')
  const result = step(definition, null, { kind: 'start', variables: {} }, 0)
  expect(result.ok && result.state.incidents.length).toBeGreaterThan(0)
})

test('ids that are names of every object are ids like any other', async () => {
  const ids = ['constructor', 'toString', '__proto__', 'valueOf', 'hasOwnProperty']
  const xml = document(
    `<bpmn:startEvent id="s" />${ids.map(userTask).join('')}${flow('f0', 's', 'constructor')}${ids
      .slice(1)
      .map((id, index) => flow(`f${index + 1}`, ids[index] ?? '', id))
      .join('')}`,
  )
  const { definition, problems } = await ofXml(xml)
  expect(problems).toEqual([])
  if (!definition) throw new Error('refused')
  let result = step(definition, null, { kind: 'start', variables: JSON.parse('{"__proto__": {"polluted": 1}}') }, 0)
  for (const id of ids) {
    if (!result.ok) throw new Error(result.refusal)
    expect(result.state.tokens.map((token) => token.element)).toEqual([id])
    const token = result.state.tokens[0]?.id ?? -1
    result = step(definition, result.state, { kind: 'task-completed', token, variables: { constructor: id } }, 0)
  }
  expect(result).toMatchObject({ ok: true, state: { status: 'completed' } })
  expect('polluted' in {}).toBe(false)
})

test('processes that call each other in a circle stop within bounds', LONG, async () => {
  const calls = (id: string) =>
    `<bpmn:callActivity id="call_${id}"><bpmn:extensionElements><zeebe:calledElement processId="${id}" /></bpmn:extensionElements></bpmn:callActivity>`
  const { definition, problems } = await ofXml(
    document(calls('b'), 'a', `<bpmn:process id="b" isExecutable="true">${calls('a')}</bpmn:process>`),
  )
  expect(problems).toEqual([])
  if (!definition) throw new Error('refused')
  const result = step(definition, null, { kind: 'start', variables: {} }, 0)
  expect(result.ok && result.state.incidents.length).toBe(1)
})

test('100,000 rounds at once are a number somebody mistyped', LONG, async () => {
  const rounds = (count: string) =>
    document(
      `<bpmn:manualTask id="a"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">= ${count}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:manualTask>`,
    )
  const { definition } = await ofXml(rounds('1000000000'))
  if (!definition) throw new Error('refused')
  expect(step(definition, null, { kind: 'start', variables: {} }, 0)).toMatchObject({
    ok: true,
    state: { incidents: [{ reason: 'no-collection' }] },
  })
})

test('an expression that would take for ever is read, not run', LONG, async () => {
  const endless = 'count(for a in 1..100000, b in 1..100000, c in 1..100000 return a) > 1'
  const { definition, problems } = await ofXml(
    document(
      `<bpmn:startEvent id="s" /><bpmn:exclusiveGateway id="g" default="d" /><bpmn:endEvent id="e" />${flow('f', 's', 'g')}${flow('d', 'g', 'e')}${flow('c', 'g', 'e', `= ${endless.replace('>', '&gt;')}`)}`,
    ),
  )
  expect(problems).toEqual([])
  expect(definition).not.toBeNull()
  expect(testFault(endless)).toBeNull()
})

test('a FEEL expression of a megabyte, and one nested ten thousand deep, are refused or read', LONG, async () => {
  const gateway = (condition: string) =>
    document(
      `<bpmn:startEvent id="s" /><bpmn:exclusiveGateway id="g" default="d" /><bpmn:endEvent id="e" />${flow('f', 's', 'g')}${flow('d', 'g', 'e')}${flow('c', 'g', 'e', condition)}`,
    )
  for (const condition of [`= ${'1 + '.repeat(20_000)}1 = 2`, `= ${'('.repeat(10_000)}1${')'.repeat(10_000)} = 1`]) {
    const { definition, problems } = await ofXml(gateway(condition))
    if (definition) expect(step(definition, null, { kind: 'start', variables: {} }, 0).ok).toBe(true)
    else expect(problems.map((one) => one.rule)).toContain('bad-expression')
  }
})
