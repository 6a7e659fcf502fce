import { expect, test } from 'vitest'
import { document, flow, userTask } from '../../test/support/draw.js'
import { compile, firstStart, nextStart, triggeredStarts, type Definition } from './index.js'

const DAY = 86_400_000

async function timed(kind: 'timeDate' | 'timeDuration' | 'timeCycle', written: string): Promise<Definition> {
  const { definition } = await compile([
    {
      name: 'x.bpmn',
      xml: document(
        `<bpmn:startEvent id="start" /><bpmn:startEvent id="by_time"><bpmn:timerEventDefinition><bpmn:${kind} xsi:type="bpmn:tFormalExpression">${written}</bpmn:${kind}></bpmn:timerEventDefinition></bpmn:startEvent>${userTask('a')}${flow('f1', 'start', 'a')}${flow('f2', 'by_time', 'a')}`,
      ),
    },
  ])
  if (!definition) throw new Error('refused')
  return definition
}

test('a cycle goes on from its own times; those that went by are passed over, and counted', async () => {
  const daily = await timed('timeCycle', 'R5/P1D')
  expect(triggeredStarts(daily, 0)).toEqual([{ kind: 'timer', element: 'by_time', written: 'R5/P1D' }])
  const first = firstStart(daily, 'by_time', 100)
  expect(first).toEqual({ due: DAY + 100, left: 4 })
  if (!first) throw new Error('none')
  expect(nextStart(daily, 'by_time', first, DAY + 100)).toEqual({ due: 2 * DAY + 100, left: 3 })
  // Three days nobody looked: the third and the fourth are passed over, and the last is still to come.
  expect(nextStart(daily, 'by_time', first, 4.5 * DAY)).toEqual({ due: 5 * DAY + 100, left: 0 })
  expect(nextStart(daily, 'by_time', first, 9 * DAY)).toBeNull()
})

test('a cycle that began in the past comes next at its next time, month by month', async () => {
  const termly = await timed('timeCycle', 'R/2026-03-31T08:00:00+03:30/P6M')
  const first = firstStart(termly, 'by_time', Date.parse('2027-01-01T00:00:00Z'))
  expect(new Date(first?.due ?? 0).toISOString()).toBe('2027-03-30T04:30:00.000Z')
  expect(first?.left).toBeNull()
})

test('a date comes once, and one that is over does not', async () => {
  const once = await timed('timeDate', '2027-01-01T00:00:00Z')
  const due = Date.parse('2027-01-01T00:00:00Z')
  expect(firstStart(once, 'by_time', 0)).toEqual({ due, left: 0 })
  expect(firstStart(once, 'by_time', due)).toBeNull()
  expect(nextStart(once, 'by_time', { due, left: 0 }, due)).toBeNull()
})

test('what gives no time never comes, and a cycle without a length does not go on for ever', async () => {
  expect(firstStart(await timed('timeCycle', '= nothing'), 'by_time', 0)).toBeNull()
  expect(firstStart(await timed('timeDuration', 'PT0S'), 'by_time', 0)).toBeNull()
  expect(firstStart(await timed('timeCycle', 'R/2020-01-01T00:00:00Z/PT0S'), 'by_time', DAY * 20_000)).toBeNull()
})

test('a cycle of seconds that nobody looked at for ten years is passed over at once', async () => {
  const often = await timed('timeCycle', 'R/PT1S')
  const began = performance.now()
  const next = nextStart(often, 'by_time', { due: 0, left: null }, 3_650 * DAY)
  expect(next?.due).toBeGreaterThan(3_650 * DAY)
  expect(performance.now() - began).toBeLessThan(5_000)
})
