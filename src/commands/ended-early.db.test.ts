import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDrawnDesk, type DrawnDesk } from '../../test/support/drawn-services.js'
import { flow, userTask } from '../../test/support/draw.js'
import { pageOf } from '../../test/support/clearance.js'
import { eventSentence } from '../web/text/events.js'

// What ended a step before its time is kept with the task and told in its history.
const stop = (name: string) =>
  `<bpmn:message id="m_${name}" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="= request.subject" /></bpmn:extensionElements></bpmn:message>`
const task = (id: string) =>
  userTask(id)
    .replace('candidateGroups="desk"', 'candidateGroups="it"')
    .replace('<bpmn:userTask', '<bpmn:userTask name="بررسی"')
const of = '<bpmn:messageEventDefinition messageRef="m_stop" />'
const SERVICES = {
  boundary: {
    beside: stop('stop'),
    body: `<bpmn:startEvent id="start" />${task('a')}<bpmn:boundaryEvent id="back" name="انصراف" attachedToRef="a">${of}</bpmn:boundaryEvent><bpmn:endEvent id="end" />${flow('f1', 'start', 'a')}${flow('f2', 'a', 'end')}${flow('f3', 'back', 'end')}`,
  },
  terminate: {
    beside: stop('stop'),
    body: `<bpmn:startEvent id="start" /><bpmn:parallelGateway id="fork" />${task('a')}<bpmn:intermediateCatchEvent id="wait">${of}</bpmn:intermediateCatchEvent><bpmn:endEvent id="over"><bpmn:terminateEventDefinition /></bpmn:endEvent>${flow('f1', 'start', 'fork')}${flow('f2', 'fork', 'a')}${flow('f3', 'fork', 'wait')}${flow('f4', 'wait', 'over')}`,
  },
  'event-sub': {
    beside: stop('stop'),
    body: `<bpmn:startEvent id="start" />${task('a')}<bpmn:subProcess id="esp" name="لغو درخواست" triggeredByEvent="true"><bpmn:startEvent id="begun">${of}</bpmn:startEvent><bpmn:endEvent id="over" />${flow('e1', 'begun', 'over')}</bpmn:subProcess>${flow('f1', 'start', 'a')}`,
  },
}

let t: DrawnDesk
beforeAll(async () => {
  t = await openDrawnDesk(SERVICES)
})
afterAll(() => t.close())

test.each([
  ['boundary', 'back', 'interrupted', 'message', 'پیامی رسید («انصراف»)'],
  ['terminate', 'over', 'cancelled', 'terminate', 'فرایند به پایان رسید'],
  ['event-sub', 'begun', 'interrupted', 'message', 'پیامی رسید («لغو درخواست»)'],
])('%s: the task knows that %s ended it, and history says why', async (service, by, state, why, because) => {
  const key = await t.open(service, 'x')
  await t.send('stop', 'x')
  await t.settle()
  const { id } = await t.at(key)
  const row = await t.desk.db
    .selectFrom('task')
    .select(['state', 'ended_by'])
    .where('request_id', '=', id)
    .executeTakeFirst()
  expect(row).toEqual({ state, ended_by: by })
  const event = await t.desk.db
    .selectFrom('event')
    .selectAll()
    .where('request_id', '=', id)
    .where('kind', '=', 'ended-early')
    .executeTakeFirstOrThrow()
  expect(event).toMatchObject({ internal: false, data: { element: 'a', by, why } })
  const page = await pageOf(t, await t.person('noor'), key)
  const line = page?.events.find((one) => one.kind === 'ended-early')
  expect(line && eventSentence(line, 'fa', '')).toBe(`«بررسی» لغو شد زیرا ${because}.`)
})
