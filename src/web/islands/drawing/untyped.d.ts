// What of the libraries without types is used here, as far as it is used.
declare module 'bpmn-js-properties-panel' {
  import type { BaseViewerOptions } from 'bpmn-js/lib/BaseViewer'

  type EditorModule = NonNullable<BaseViewerOptions['additionalModules']>[number]
  export const BpmnPropertiesPanelModule: EditorModule
  export const BpmnPropertiesProviderModule: EditorModule
  export const ZeebePropertiesProviderModule: EditorModule
  export function useService<T>(name: string): T
}

declare module '@bpmn-io/properties-panel' {
  export const Group: unknown
  interface EntryProps<V> {
    readonly element: object
    readonly id: string
    readonly label: string
    readonly description?: string
    readonly getValue: () => V
    readonly setValue: (value: V) => void
    readonly debounce?: unknown
  }
  export function TextFieldEntry(props: EntryProps<string>): unknown
  export function TextAreaEntry(props: EntryProps<string>): unknown
  export function CheckboxEntry(props: EntryProps<boolean>): unknown
  export function SelectEntry(
    props: EntryProps<string> & {
      readonly getOptions: () => readonly { readonly value: string; readonly label: string }[]
    },
  ): unknown
  export const isTextFieldEntryEdited: unknown
  export const isSelectEntryEdited: unknown
  export const isCheckboxEntryEdited: unknown
}

declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud' {
  import type { BaseViewerOptions } from 'bpmn-js/lib/BaseViewer'

  const behaviors: NonNullable<BaseViewerOptions['additionalModules']>[number]
  export default behaviors
}
