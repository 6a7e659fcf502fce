import type { NodeType } from '../model.js'
import { adHocSubProcess } from './ad-hoc-sub-process.js'
import { boundaryEvent } from './boundary-event.js'
import { businessRuleTask } from './business-rule-task.js'
import { callActivity } from './call-activity.js'
import type { Behaviour } from './element.js'
import { endEvent } from './end-event.js'
import { eventBasedGateway } from './event-based-gateway.js'
import { exclusiveGateway } from './exclusive-gateway.js'
import { inclusiveGateway } from './inclusive-gateway.js'
import { intermediateCatchEvent } from './intermediate-catch-event.js'
import { intermediateThrowEvent } from './intermediate-throw-event.js'
import { parallelGateway } from './parallel-gateway.js'
import { plainTask } from './plain-task.js'
import { receiveTask } from './receive-task.js'
import { scriptTask } from './script-task.js'
import { sendTask } from './send-task.js'
import { serviceTask } from './service-task.js'
import { startEvent } from './start-event.js'
import { subProcess } from './sub-process.js'
import { userTask } from './user-task.js'

const ELEMENTS: Readonly<Record<NodeType, Behaviour>> = {
  'bpmn:StartEvent': startEvent,
  'bpmn:EndEvent': endEvent,
  'bpmn:IntermediateCatchEvent': intermediateCatchEvent,
  'bpmn:IntermediateThrowEvent': intermediateThrowEvent,
  'bpmn:BoundaryEvent': boundaryEvent,
  'bpmn:Task': plainTask,
  'bpmn:ManualTask': plainTask,
  'bpmn:UserTask': userTask,
  'bpmn:ServiceTask': serviceTask,
  'bpmn:SendTask': sendTask,
  'bpmn:ReceiveTask': receiveTask,
  'bpmn:ScriptTask': scriptTask,
  'bpmn:BusinessRuleTask': businessRuleTask,
  'bpmn:ExclusiveGateway': exclusiveGateway,
  'bpmn:ParallelGateway': parallelGateway,
  'bpmn:InclusiveGateway': inclusiveGateway,
  'bpmn:EventBasedGateway': eventBasedGateway,
  'bpmn:SubProcess': subProcess,
  'bpmn:AdHocSubProcess': adHocSubProcess,
  'bpmn:CallActivity': callActivity,
}

export const elementOf = (type: NodeType): Behaviour => ELEMENTS[type]
