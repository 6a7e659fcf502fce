import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { definitions, flow, userTask } from '../../../test/support/draw.js'
import { root } from '../../root.js'
import { readService, type Service } from '../service.js'
import { dryRun, type DryMove } from './dry-run.js'

const from = path.join(root, 'services', 'it-question')
const text = (name: string) => readFileSync(path.join(from, name), 'utf8')
const message = (name: string) =>
  `<bpmn:message id="m_${name}" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="= request.subject" /></bpmn:extensionElements></bpmn:message>`
const of = (name: string) => `<bpmn:messageEventDefinition messageRef="m_${name}" />`
const BESIDE = `${message('paid')}${message('self')}<bpmn:signal id="s" name="strike" />`
const START = '<bpmn:startEvent id="start" />'
const END = '<bpmn:endEvent id="end" />'
const MOVE: DryMove = { do: 'start', answers: { subject: 'A' } }

async function serviceOf(body: string): Promise<Service> {
  const { service, problems } = await readService({
    'service.yaml': text('service.yaml'),
    'form.json': text('form.json'),
    'process.bpmn': definitions(BESIDE, body, 'process_x'),
  })
  if (!service) throw new Error(problems.join('\n'))
  return service
}

test('a message that it waits for is let come, with variables', async () => {
  const service = await serviceOf(
    `${START}<bpmn:intermediateCatchEvent id="wait" name="پرداخت">${of('paid')}</bpmn:intermediateCatchEvent>${userTask('check')}${END}${flow('f1', 'start', 'wait')}${flow('f2', 'wait', 'check')}${flow('f3', 'check', 'end')}`,
  )
  const waiting = dryRun(service, [MOVE], 0)
  expect(waiting.listening).toMatchObject([
    { on: 'message', name: { fa: 'paid' }, key: 'A', element: { fa: 'پرداخت' } },
  ])
  const listener = waiting.listening[0]?.listener ?? -1
  const after = dryRun(service, [MOVE, { do: 'message', listener, variables: { sum: 7 } }], 0)
  expect(after.tasks.map((task) => task.element)).toEqual(['check'])
  expect(after.variables).toMatchObject({ sum: 7 })
  expect(after.listening).toEqual([])
  expect(after.history.at(-1)).toMatchObject({ kind: 'message', own: false })
  // What listens to nothing is not let come.
  expect(dryRun(service, [MOVE, { do: 'message', listener: 99, variables: {} }], 0).dropped).toBe(1)
})

test('a message that it sends to itself comes by itself, whether it waits already or later', async () => {
  const service = await serviceOf(
    `${START}<bpmn:sendTask id="send" messageRef="m_self" />${userTask('between')}<bpmn:receiveTask id="wait" messageRef="m_self" />${END}${flow('f1', 'start', 'send')}${flow('f2', 'send', 'between')}${flow('f3', 'between', 'wait')}${flow('f4', 'wait', 'end')}`,
  )
  const begun = dryRun(service, [MOVE], 0)
  const token = begun.tasks[0]?.token ?? -1
  const form = service.taskForms.get('answer')
  expect(begun.tasks).toHaveLength(1)
  expect(form).toBeUndefined()
  // The task has no form in this drawing: the run shows it, and the message waits.
  expect(begun.listening).toEqual([])
  expect(token).toBeGreaterThan(0)
  const early = await serviceOf(
    `${START}<bpmn:parallelGateway id="fork" /><bpmn:receiveTask id="wait" messageRef="m_self" /><bpmn:sendTask id="send" messageRef="m_self" />${END}${flow('f1', 'start', 'fork')}${flow('f2', 'fork', 'wait')}${flow('f3', 'fork', 'send')}${flow('f4', 'wait', 'end')}${flow('f5', 'send', 'end')}`,
  )
  const run = dryRun(early, [MOVE], 0)
  expect(run.ended).toBe('done')
  expect(run.history).toMatchObject([{ kind: 'start' }, { kind: 'message', own: true, name: { fa: 'self' } }])
})

test('a signal is let come once, for all that listen; a called request ends as somebody says', async () => {
  const service = await serviceOf(
    `${START}<bpmn:parallelGateway id="fork" />${['a', 'b'].map((id) => `<bpmn:intermediateCatchEvent id="${id}"><bpmn:signalEventDefinition signalRef="s" /></bpmn:intermediateCatchEvent>${flow(`to_${id}`, 'fork', id)}${flow(`from_${id}`, id, 'end')}`).join('')}<bpmn:callActivity id="call" name="وام"><bpmn:extensionElements><zeebe:calledElement processId="elsewhere" /></bpmn:extensionElements></bpmn:callActivity>${END}${flow('f1', 'start', 'fork')}${flow('f2', 'fork', 'call')}${flow('f3', 'call', 'end')}`,
  )
  const run = dryRun(service, [MOVE], 0)
  expect(run.listening).toHaveLength(1)
  expect(run.called).toMatchObject([{ name: { fa: 'وام' }, process: 'elsewhere' }])
  const moves: DryMove[] = [
    MOVE,
    { do: 'signal', listener: run.listening[0]?.listener ?? -1, variables: {} },
    { do: 'called', token: run.called[0]?.token ?? -1, variables: { sum: 3 } },
  ]
  expect(dryRun(service, moves.slice(0, 2), 0).listening).toEqual([])
  expect(dryRun(service, moves, 0)).toMatchObject({ ended: 'done', dropped: 0 })
})

test('a process that talks to itself without end is left alone', async () => {
  const service = await serviceOf(
    `${START}<bpmn:exclusiveGateway id="merge" /><bpmn:parallelGateway id="fork" /><bpmn:receiveTask id="wait" messageRef="m_self" /><bpmn:endEvent id="send">${of('self')}</bpmn:endEvent>${flow('f1', 'start', 'merge')}${flow('f2', 'merge', 'fork')}${flow('f3', 'fork', 'wait')}${flow('f4', 'fork', 'send')}${flow('f5', 'wait', 'merge')}`,
  )
  expect(dryRun(service, [MOVE], 0)).toMatchObject({ begun: true, ended: null, dropped: 0 })
})
