declare module 'dmn-moddle' {
  import type { ModdleElement, ModdleWarning } from 'bpmn-moddle'
  export class DmnModdle {
    fromXML(xml: string): Promise<{ readonly rootElement: ModdleElement; readonly warnings: readonly ModdleWarning[] }>
  }
}
