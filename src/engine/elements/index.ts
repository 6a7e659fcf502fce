import type { NodeType } from '../model.js'
import { boundaryEvent } from './boundary-event.js'
import { callActivity } from './call-activity.js'
import type { Behaviour } from './element.js'
import { endEvent } from './end-event.js'
import { exclusiveGateway } from './exclusive-gateway.js'
import { parallelGateway } from './parallel-gateway.js'
import { serviceTask } from './service-task.js'
import { startEvent } from './start-event.js'
import { subProcess } from './sub-process.js'
import { timerCatchEvent } from './timer-catch-event.js'
import { userTask } from './user-task.js'

const ELEMENTS: Readonly<Record<NodeType, Behaviour>> = {
  'bpmn:StartEvent': startEvent,
  'bpmn:EndEvent': endEvent,
  'bpmn:UserTask': userTask,
  'bpmn:ServiceTask': serviceTask,
  'bpmn:ExclusiveGateway': exclusiveGateway,
  'bpmn:ParallelGateway': parallelGateway,
  'bpmn:IntermediateCatchEvent': timerCatchEvent,
  'bpmn:BoundaryEvent': boundaryEvent,
  'bpmn:SubProcess': subProcess,
  'bpmn:CallActivity': callActivity,
}

export const elementOf = (type: NodeType): Behaviour => ELEMENTS[type]
