declare module 'bpmnlint' {
  import type { ModdleElement } from 'bpmn-moddle'
  export interface Report {
    readonly id: string
    readonly message: string
  }
  export class Linter {
    constructor(options: {
      readonly config: { readonly rules: Readonly<Record<string, string>> }
      readonly resolver: { readonly resolveRule: (pkg: string, name: string) => unknown }
    })
    lint(root: ModdleElement): Promise<Readonly<Record<string, readonly Report[]>>>
  }
}
declare module 'bpmnlint/rules/*' {
  const rule: unknown
  export default rule
}
