declare module 'bpmn-moddle' {
  export interface ModdleElement {
    readonly $type: string
    readonly $parent?: ModdleElement
    readonly id?: string
    readonly [property: string]: unknown
  }
  export interface ModdleWarning {
    readonly message: string
    /** Of a reference that leads nowhere: where it stands and what it names. */
    readonly element?: ModdleElement
    readonly property?: string
    readonly value?: string
  }
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>)
    fromXML(xml: string): Promise<{ readonly rootElement: ModdleElement; readonly warnings: readonly ModdleWarning[] }>
  }
}
