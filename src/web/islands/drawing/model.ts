import type { BaseViewerOptions } from 'bpmn-js/lib/BaseViewer'

/** A module of bpmn-js: services by name. */
export type EditorModule = NonNullable<BaseViewerOptions['additionalModules']>[number]

/** Elements and services of bpmn-js, as far as they are used here. */
export interface ModdleElement {
  readonly $type: string
  readonly $parent?: ModdleElement
  readonly id?: string
  readonly [property: string]: unknown
}

export interface DiagramElement {
  readonly id: string
  readonly type: string
  readonly businessObject: ModdleElement
  readonly labelTarget?: DiagramElement
}

export interface Modeling {
  readonly updateProperties: (element: DiagramElement, properties: Readonly<Record<string, unknown>>) => void
}

export interface BpmnFactory {
  readonly create: (type: string, properties: Readonly<Record<string, unknown>>) => ModdleElement
}

export interface Services {
  readonly modeling: Modeling
  readonly bpmnFactory: BpmnFactory
}

const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && '$type' in value

const elements = (value: unknown): readonly ModdleElement[] => (Array.isArray(value) ? value.filter(isElement) : [])

export const is = (element: DiagramElement, ...types: readonly string[]): boolean =>
  types.includes(element.businessObject.$type)

const extensions = (element: DiagramElement): readonly ModdleElement[] => {
  const holder = element.businessObject['extensionElements']
  return isElement(holder) ? elements(holder['values']) : []
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A property of ours: `zeebe:property` with this name. */
export const property = (element: DiagramElement, name: string): string =>
  text(propertiesOf(element).find((one) => one['name'] === name)?.['value'])

export function setProperty(services: Services, element: DiagramElement, name: string, value: string): void {
  const list = propertiesOf(element)
  const written = { name, value }
  const next = list.some((one) => one['name'] === name)
    ? list.flatMap((one) => (one['name'] !== name ? [one] : value === '' ? [] : [make(services, written)]))
    : value === ''
      ? list
      : [...list, make(services, written)]
  setExtension(services, element, 'zeebe:Properties', next.length === 0 ? null : { properties: next })
}

/** An attribute of an extension element, such as `candidateGroups` of `zeebe:AssignmentDefinition`. */
export const attribute = (element: DiagramElement, type: string, name: string): string =>
  text(extensions(element).find((one) => one.$type === type)?.[name])

/** Sets attributes; the extension element goes when none is left. */
export function setAttributes(
  services: Services,
  element: DiagramElement,
  type: string,
  attributes: Readonly<Record<string, string>>,
): void {
  const known = extensions(element).find((one) => one.$type === type)
  const names = ['assignee', 'candidateGroups', 'candidateUsers', 'formId', 'formKey', 'bindingType']
  const before = Object.fromEntries(names.map((name) => [name, text(known?.[name])]))
  const set = Object.entries({ ...before, ...attributes }).filter(([, value]) => value !== '')
  setExtension(services, element, type, set.length === 0 ? null : Object.fromEntries(set))
}

const propertiesOf = (element: DiagramElement): readonly ModdleElement[] =>
  elements(extensions(element).find((one) => one.$type === 'zeebe:Properties')?.['properties'])

const make = ({ bpmnFactory }: Services, values: Readonly<Record<string, string>>): ModdleElement =>
  bpmnFactory.create('zeebe:Property', values)

/** Replaces an extension element at its place, as one step that can be undone. */
function setExtension(
  { modeling, bpmnFactory }: Services,
  element: DiagramElement,
  type: string,
  values: Readonly<Record<string, unknown>> | null,
): void {
  const before = extensions(element)
  const made = values && adopt(bpmnFactory.create(type, values), Object.values(values).flatMap(elements))
  const known = before.some((one) => one.$type === type)
  const next = known
    ? before.flatMap((one) => (one.$type !== type ? [one] : made ? [made] : []))
    : made
      ? [...before, made]
      : before
  const holder = adopt(bpmnFactory.create('bpmn:ExtensionElements', { values: [...next] }), next)
  adopt(element.businessObject, [holder])
  modeling.updateProperties(element, { extensionElements: next.length === 0 ? undefined : holder })
}

/** moddle finds scopes and namespaces by the parent of an element, which it does not set by itself. */
function adopt(parent: ModdleElement, kids: readonly ModdleElement[]): ModdleElement {
  for (const kid of kids) Object.assign(kid, { $parent: parent })
  return parent
}
