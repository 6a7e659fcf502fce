import { expect, test } from 'vitest'
import { runnableElements } from './runnable.js'

test('the engine itself says what may be drawn', async () => {
  const keys = await runnableElements()
  expect(keys).toEqual(
    expect.arrayContaining([
      'bpmn:UserTask',
      'bpmn:ServiceTask',
      'bpmn:ParallelGateway',
      'bpmn:StartEvent',
      'bpmn:EndEvent/bpmn:TerminateEventDefinition',
      'bpmn:BoundaryEvent/bpmn:TimerEventDefinition',
      'bpmn:IntermediateCatchEvent/bpmn:TimerEventDefinition',
    ]),
  )
  // A boundary event without a trigger means nothing, and complex gateways are not run.
  for (const key of ['bpmn:BoundaryEvent', 'bpmn:ComplexGateway', 'bpmn:Transaction']) expect(keys).not.toContain(key)
})
