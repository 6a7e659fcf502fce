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
  'bpmn:UserTask',
  'bpmn:ServiceTask',
  'bpmn:ExclusiveGateway',
  'bpmn:ParallelGateway',
  'bpmn:IntermediateCatchEvent',
  'bpmn:BoundaryEvent',
  'bpmn:SubProcess',
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
    readonly retries: number
    readonly headers: Readonly<Record<string, string>>
  } | null
  readonly timer: Timer | null
  readonly attachedTo: string | null
  readonly interrupting: boolean
  readonly called: string | null
  readonly terminates: boolean
}

export interface Flow {
  readonly id: string
  readonly name: string | null
  readonly source: string
  readonly target: string
  readonly condition: string | null
  readonly properties: Readonly<Record<string, string>>
}

/** A checked drawing as plain data; `compile` makes it, `step` walks it. */
export interface Definition {
  readonly main: string
  readonly processes: readonly string[]
  readonly nodes: Readonly<Record<string, Node>>
  readonly flows: Readonly<Record<string, Flow>>
  /** Boundary events by the activity they stand on. */
  readonly boundaries: Readonly<Record<string, readonly string[]>>
}
