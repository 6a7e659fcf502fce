import { expect, test } from 'vitest'
import { cpuMs } from '../../../test/support/cpu.js'
import { document, flow, userTask } from '../../../test/support/draw.js'
import { laidOut } from './layout.js'

const SECONDS = 20
const MOST_MEMORY = 2 ** 31
const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('')

/** Lays out within seconds of the processor and in bounded memory, however busy the machine is. */
async function within(xml: string): Promise<string | null> {
  const before = cpuMs()
  const made = await laidOut(xml)
  expect((cpuMs() - before) / 1_000).toBeLessThan(SECONDS)
  expect(process.memoryUsage().rss).toBeLessThan(MOST_MEMORY)
  return made
}

test('a drawing without places gets them, and one with places stays as it is', async () => {
  const made = await within(document(`<bpmn:startEvent id="s" />${userTask('t')}${flow('f', 's', 't')}`))
  expect(made?.match(/<bpmndi:BPMNShape /g)).toHaveLength(2)
  expect(await laidOut(made ?? '')).toBe(made)
})

test('5,000 tasks in a row are laid out', { timeout: 120_000 }, async () => {
  const made = await within(
    document(
      `<bpmn:startEvent id="t0" />${many(5_000, (index) => userTask(`t${index + 1}`) + flow(`f${index}`, `t${index}`, `t${index + 1}`))}`,
    ),
  )
  expect(made?.match(/<bpmndi:BPMNShape /g)).toHaveLength(5_001)
})

test.each([
  ['no XML', 'PK\u0003\u0004binary'],
  ['XML that breaks off', '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:proc'],
  ['an element with 60,000 attributes', document(`<bpmn:task id="t" ${many(60_000, (index) => `x:a${index}="1" `)}/>`)],
  ['more than any drawing', document(' '.repeat(5_000_000))],
])('%s is refused', { timeout: 120_000 }, async (_, xml) => {
  expect(await within(xml)).toBeNull()
})
