export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type Variables = Readonly<Record<string, Json>>

export type TextPair = { readonly en: string; readonly fa: string }

/** What is wrong with a drawing: which element, which rule, why, and what cures it. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  readonly element: string | null
  readonly rule: string
  readonly reason: TextPair
  readonly cure: TextPair
}

export const NODE_TYPES = [
  'bpmn:StartEvent',
  'bpmn:EndEvent',
  'bpmn:IntermediateCatchEvent',
  'bpmn:IntermediateThrowEvent',
  'bpmn:BoundaryEvent',
  'bpmn:Task',
  'bpmn:ManualTask',
  'bpmn:UserTask',
  'bpmn:ServiceTask',
  'bpmn:SendTask',
  'bpmn:ReceiveTask',
  'bpmn:ScriptTask',
  'bpmn:BusinessRuleTask',
  'bpmn:ExclusiveGateway',
  'bpmn:ParallelGateway',
  'bpmn:InclusiveGateway',
  'bpmn:EventBasedGateway',
  'bpmn:SubProcess',
  'bpmn:AdHocSubProcess',
  'bpmn:CallActivity',
] as const
export type NodeType = (typeof NODE_TYPES)[number]

export interface Mapping {
  readonly source: string
  readonly target: string
}

export interface Timer {
  readonly kind: 'date' | 'duration' | 'cycle'
  readonly expression: string
}

/** Which changes of variables let a condition be looked at (Camunda 8, `zeebe:conditionalFilter`); null is every one. */
export interface VariableFilter {
  readonly names: readonly string[] | null
  readonly events: readonly ('create' | 'update')[] | null
}

/** What an event waits for or brings about; a receive task has one too. Codes and names may be FEEL. */
export type EventDefinition =
  | { readonly kind: 'timer'; readonly timer: Timer | null }
  | { readonly kind: 'message'; readonly name: string | null; readonly key: string | null }
  | { readonly kind: 'signal'; readonly name: string | null }
  /** A null code catches every code. */
  | { readonly kind: 'error' | 'escalation'; readonly code: string | null }
  | { readonly kind: 'condition'; readonly condition: string | null; readonly filter: VariableFilter | null }
  | { readonly kind: 'link'; readonly name: string | null }
  /** A null activity stands for all that was completed in the scope. */
  | { readonly kind: 'compensation'; readonly activity: string | null }
  | { readonly kind: 'terminate' }
export type EventKind = EventDefinition['kind']

/** An activity that is done several times. */
export type Loop =
  | {
      readonly kind: 'standard'
      readonly testBefore: boolean
      readonly maximum: string | null
      /** Continue while this is true. */
      readonly condition: string | null
    }
  | {
      readonly kind: 'multi-instance'
      readonly sequential: boolean
      readonly collection: string | null
      readonly cardinality: string | null
      readonly element: string | null
      readonly outputCollection: string | null
      readonly outputElement: string | null
      readonly completion: string | null
    }

/** An element tokens walk through. What a type has no use for is null or empty. */
export interface Node {
  readonly id: string
  readonly type: NodeType
  readonly name: string | null
  readonly process: string
  /** The sub-process it lies in; null directly in its process. */
  readonly parent: string | null
  readonly lane: string | null
  readonly incoming: readonly string[]
  readonly outgoing: readonly string[]
  readonly defaultFlow: string | null
  readonly properties: Readonly<Record<string, string>>
  readonly inputs: readonly Mapping[]
  readonly outputs: readonly Mapping[]
  readonly task: {
    readonly office: string | null
    readonly assignee: string | null
    readonly form: string | null
    readonly due: string | null
    readonly priority: string | null
  } | null
  readonly job: {
    readonly type: string
    readonly retries: string
    readonly headers: Readonly<Record<string, string>>
  } | null
  readonly event: EventDefinition | null
  readonly attachedTo: string | null
  readonly interrupting: boolean
  /**
   * The called process, FEEL when it begins with `=`, and what crosses the border without being mapped. `own` asks for
   * an instance of its own even of a process of the same files; `here` for nothing but a process of the same files.
   */
  readonly call: {
    readonly process: string
    readonly binding: 'own' | 'here' | null
    readonly allIn: boolean
    readonly allOut: boolean
  } | null
  readonly script: { readonly expression: string; readonly result: string } | null
  readonly decision: { readonly id: string; readonly result: string } | null
  readonly loop: Loop | null
  readonly adHoc: {
    readonly sequential: boolean
    readonly active: string | null
    readonly completion: string | null
    readonly cancelRemaining: boolean
  } | null
  /** An event sub-process, which an event begins and no flow leads to. */
  readonly byEvent: boolean
  readonly forCompensation: boolean
}

export interface Flow {
  readonly id: string
  readonly name: string | null
  readonly source: string
  readonly target: string
  readonly condition: string | null
  readonly properties: Readonly<Record<string, string>>
}

export type HitPolicy = 'U' | 'A' | 'P' | 'F' | 'R' | 'C' | 'C+' | 'C#' | 'C<' | 'C>'

/** A decision of a DMN file: a table or one expression, and the decisions it needs first. */
export interface Decision {
  readonly id: string
  readonly name: string
  readonly needs: readonly string[]
  readonly expression: string | null
  readonly table: {
    readonly hitPolicy: HitPolicy
    readonly inputs: readonly string[]
    readonly outputs: readonly {
      readonly name: string
      /** The values of an output in order of priority, FEEL. */
      readonly values: readonly string[]
      readonly fallback: string | null
    }[]
    readonly rules: readonly { readonly tests: readonly string[]; readonly results: readonly string[] }[]
  } | null
}

/** A checked drawing as plain data; `compile` makes it, `step` walks it. */
export interface Definition {
  readonly main: string
  readonly processes: readonly string[]
  readonly nodes: Readonly<Record<string, Node>>
  readonly flows: Readonly<Record<string, Flow>>
  /** Boundary events by the activity they stand on. */
  readonly boundaries: Readonly<Record<string, readonly string[]>>
  /** Where tokens begin in a process or sub-process, by its id: its plain start events, else what no flow leads to. */
  readonly entries: Readonly<Record<string, readonly string[]>>
  /** Start events of event sub-processes, by the process or sub-process they lie in. */
  readonly eventStarts: Readonly<Record<string, readonly string[]>>
  /** The activity that undoes another, by the other's id. */
  readonly handlers: Readonly<Record<string, string>>
  /** Where a link leads, by the throwing event. */
  readonly links: Readonly<Record<string, string>>
  readonly decisions: Readonly<Record<string, Decision>>
}
